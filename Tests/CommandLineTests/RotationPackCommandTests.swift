import Foundation
import Testing

@testable import taoli

@Suite("Rotation commands under a policy pack")
struct RotationPackCommandTests {
    private func run(_ arguments: String...) async -> (status: Int32, data: String, notes: String) {
        let console = TestConsole()
        let status = await Program.run(
            ["rotation"] + arguments, environment: [:], console: console.console)
        return (status, console.data, console.notes)
    }

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "/packs-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func withInstance(_ name: String, _ body: (String) async throws -> Void) async throws {
        try await withFolder { folder in
            let source = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "RotationCoreTests/Fixtures/\(name)")
            try FileManager.default.copyItem(atPath: source.path(), toPath: folder + "/in")
            try await body(folder)
        }
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test("SH-3: --pack SH plans by the pack alone and says pack, version and clause of each value")
    func solve() async throws {
        try await withInstance("group") { folder in
            try "{\"quota_pct\": 90}".write(
                toFile: folder + "/in/params.json", atomically: true, encoding: .utf8)
            let solved = await run(
                "solve", "--instance", folder + "/in", "--plan", folder + "/plan.csv", "--pack",
                "SH", "--format", "json")
            #expect(solved.status == 0, "\(solved.notes)")
            let answer = try object(solved.data)
            #expect((answer["totals"] as? [String: Any])?["objective"] as? Int == 607)
            let policy = try #require(answer["policy"] as? [String: Any])
            #expect(policy["pack"] as? String == "SH")
            #expect((policy["version"] as? String)?.count == 64)
            let parameters = try #require(policy["parameters"] as? [[String: Any]])
            let quota = try #require(parameters.first { $0["name"] as? String == "quota_pct" })
            #expect(quota["value"] as? String == "20" && quota["clause"] as? String == "SH-3")
            #expect(quota["what_if"] as? Bool == false)
            let commute = parameters.first { $0["name"] as? String == "commute_max_min" }
            #expect(commute?["clause"] is NSNull && commute?["ours"] is String)
            #expect(solved.notes.contains("params.json"))
        }
    }

    @Test("A what-if value is said to be one, and rests on no clause")
    func whatIf() async throws {
        try await withInstance("group") { folder in
            let solved = await run(
                "solve", "--instance", folder + "/in", "--plan", folder + "/plan.csv", "--pack",
                "SH", "--what-if", "key_pct=0", "--lang", "en")
            #expect(solved.status == 0)
            #expect(solved.notes.contains("key_pct 0 (what-if)"))
            #expect(solved.notes.contains("quota_pct 20 (SH-3)"))
            let wrong = await run(
                "solve", "--instance", folder + "/in", "--plan", folder + "/plan.csv", "--pack",
                "SH", "--what-if", "keypct=0")
            #expect(wrong.status == 64 && wrong.notes.contains("key_pct"))
            let plans = await run(
                "solve", "--instance", folder + "/in", "--plan", folder + "/plan.csv", "--pack",
                "XN")
            #expect(plans.status == 65 && plans.notes.contains("taoli rotation team"))
        }
    }

    @Test("SH-3: reports and broken rules cite the clause")
    func citations() async throws {
        try await withInstance("groupshort") { folder in
            let solved = await run(
                "solve", "--instance", folder + "/in", "--plan", folder + "/plan.csv", "--pack",
                "SH", "--lang", "en")
            #expect(solved.status == 0 && solved.data.contains("(SH-3)"))
        }
        try await withInstance("group") { folder in
            try "teacher,school\n".write(
                toFile: folder + "/plan.csv", atomically: true, encoding: .utf8)
            let checked = await run(
                "check", "--instance", folder + "/in", "--plan", folder + "/plan.csv", "--pack",
                "SH", "--format", "json")
            #expect(checked.status == 65)
            let broken = try #require(
                try object(checked.data)["violations"] as? [[String: Any]])
            #expect(broken.first?["clause"] as? String == "SH-3")
        }
    }

    @Test("XN-5: four people are no team, five are; exit codes 65 and 0")
    func team() async throws {
        try await withFolder { folder in
            var rows = [
                "person,post,at_home,moves_employment", "P0,executive_principal,,1",
                "P1,middle_manager,middle_manager,0", "P2,key_teacher,key_teacher,",
                "P3,key_teacher,key_teacher+middle_manager,", "R1,in_return,,",
            ]
            let path = folder + "/team.csv"
            func check() async throws -> (status: Int32, data: String, notes: String) {
                try rows.joined(separator: "\n").write(
                    toFile: path, atomically: true, encoding: .utf8)
                return await run("team", "--mode", "entrusted", "--input", path, "--lang", "en")
            }
            let four = try await check()
            #expect(four.status == 65)
            #expect(four.data.contains("team-too-small") && four.data.contains("XN-5"))
            rows.append("P4,key_teacher,key_teacher,")
            let five = try await check()
            #expect(five.status == 0, "\(five.data)")
            rows[2] = "P1,middle_manager,manager,0"
            let wrong = try await check()
            #expect(wrong.status == 65 && wrong.notes.contains("line 3"))
        }
    }

    @Test("GT-12: a placement that moves employment in a collaborative community is refused")
    func placements() async throws {
        try await withFolder { folder in
            let path = folder + "/p.csv"
            try """
            person,kind,years,from,to,mode,moves_employment
            P1,rotation,2,primary,primary,collaborative,1
            P2,rotation,2,primary,primary,co_built,1
            """.write(toFile: path, atomically: true, encoding: .utf8)
            let checked = await run(
                "placements", "--pack", "GT", "--input", path, "--format", "json")
            #expect(checked.status == 65)
            let items = try #require(try object(checked.data)["items"] as? [[String: Any]])
            #expect(items.map { $0["clause"] as? String } == ["GT-12"])
            #expect((items.first?["english"] as? String)?.contains("P1") == true)
        }
    }
}
