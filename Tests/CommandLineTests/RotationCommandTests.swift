import Foundation
import Testing

@testable import taoli

@Suite("Rotation commands on files")
struct RotationCommandTests {
    /// Runs a command line without any service; the exit code and what was written.
    private func run(_ arguments: [String]) async -> (status: Int32, data: String, notes: String) {
        let console = TestConsole()
        let status = await Program.run(
            ["rotation"] + arguments, environment: [:], console: console.console)
        return (status, console.data, console.notes)
    }

    /// An instance with proven optimum in a folder of its own, where a test may change it.
    private func withInstance(
        _ name: String, _ body: (_ folder: String, _ plan: String) async throws -> Void
    ) async throws {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "RotationCoreTests/Fixtures/\(name)")
        let folder = NSTemporaryDirectory() + "/rotation-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: source.path(), toPath: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder, folder + "/plan.csv")
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Exchanges a text of a file by another.
    private func edit(_ path: String, _ old: String, _ new: String) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        try #require(changed != text)
        try changed.write(toFile: path, atomically: true, encoding: .utf8)
    }

    @Test("Solving writes the plan, says points and bound, and the plan passes the check")
    func solve() async throws {
        try await withInstance("group") { folder, plan in
            let solve = await run([
                "solve", "--instance", folder, "--plan", plan, "--format", "json",
            ])
            #expect(solve.status == 0, "\(solve.notes)")
            let groups = try #require(try object(solve.data)["groups"] as? [[String: Any]])
            #expect(groups.count == 1)
            #expect(groups[0]["group"] as? String == "D01G01")
            #expect(groups[0]["status"] as? String == "optimal")
            #expect(groups[0]["objective"] as? Int == 607)
            #expect(groups[0]["bound"] as? Int == 607)
            #expect(groups[0]["report"] is NSNull)
            let rows = try String(contentsOfFile: plan, encoding: .utf8)
            #expect(rows.hasPrefix("teacher,school\r\n"))
            #expect(rows.split(separator: "\r\n").count == 1 + (groups[0]["sent"] as? Int ?? 0))
            let check = await run(["check", "--instance", folder, "--plan", plan])
            #expect(check.status == 0, "\(check.notes)")
        }
    }

    @Test("A plan with a row less or a stranger is refused with 65, rule and school named")
    func check() async throws {
        try await withInstance("group") { folder, plan in
            _ = await run(["solve", "--instance", folder, "--plan", plan])
            var rows = try String(contentsOfFile: plan, encoding: .utf8)
                .split(separator: "\r\n").map(String.init)
            rows.remove(at: 1)
            try rows.joined(separator: "\n").write(
                toFile: plan, atomically: true, encoding: .utf8)
            let less = await run([
                "check", "--instance", folder, "--plan", plan, "--format", "json",
            ])
            #expect(less.status == 65)
            let broken = try #require(try object(less.data)["violations"] as? [[String: Any]])
            #expect(broken.contains { $0["rule"] as? String == "quota" })
            #expect(broken.allSatisfy { $0["group"] as? String == "D01G01" })
            try "teacher,school\nT999999,S00003\n".write(
                toFile: plan, atomically: true, encoding: .utf8)
            let stranger = await run(["check", "--instance", folder, "--plan", plan])
            #expect(stranger.status == 65)
            #expect(stranger.notes.contains("plan.csv:2"))
        }
    }

    @Test("An empty plan passes only where no plan is possible")
    func emptyPlan() async throws {
        for (name, status) in [("groupshort", Int32(0)), ("group", 65)] {
            try await withInstance(name) { folder, plan in
                try "teacher,school\n".write(toFile: plan, atomically: true, encoding: .utf8)
                let check = await run(["check", "--instance", folder, "--plan", plan])
                #expect(check.status == status, "\(name): \(check.notes)")
            }
        }
    }

    @Test("A group without a plan gets its report in both languages and two ready plans")
    func report() async throws {
        try await withInstance("groupshort") { folder, plan in
            let solve = await run([
                "solve", "--instance", folder, "--plan", plan, "--format", "json", "--report",
                folder + "/reports",
            ])
            #expect(solve.status == 0, "\(solve.notes)")
            let groups = try #require(try object(solve.data)["groups"] as? [[String: Any]])
            #expect(groups[0]["objective"] is NSNull)
            let report = try #require(groups[0]["report"] as? [String: Any])
            #expect(
                report["causes"] as? [String]
                    == ["S00002: needs 4 key teachers, only 3 can be sent (4 eligible)"])
            #expect(report["feasible_if_dropped"] as? [String] == ["quota", "key", "subject"])
            let keyFirst = try #require(report["key_first"] as? [String: Any])
            #expect(keyFirst["objective"] as? Int == 2491)
            let text = try String(
                contentsOfFile: folder + "/reports/D01G01.txt", encoding: .utf8)
            #expect(text.contains("最多只能派出 3 人") && text.contains("only 3 can be sent"))
            let ready = try String(
                contentsOfFile: folder + "/reports/D01G01.quota_first.csv", encoding: .utf8)
            #expect(ready.split(separator: "\r\n").count == 26)
        }
    }

    @Test("A search that is cut short ends with 75 and says its bound and gap")
    func limit() async throws {
        try await withInstance("district") { folder, plan in
            let solve = await run([
                "solve", "--instance", folder, "--plan", plan, "--limit", "0.000001", "--format",
                "json",
            ])
            #expect(solve.status == 75, "\(solve.notes)")
            let groups = try #require(try object(solve.data)["groups"] as? [[String: Any]])
            let open = groups.filter { $0["status"] as? String == "limit" }
            #expect(!open.isEmpty)
            #expect(open.allSatisfy { $0["bound"] is Int })
        }
    }

    @Test(
        "What is wrong with a file is told by file and line, with 65",
        arguments: [
            ("teachers.csv", "T000001,S00001", "T000001,S99999", "teachers.csv:2"),
            ("commute.csv", "T000001,S00003,27,3", "T000001,S00003,-27,3", "commute.csv:2"),
            ("commute.csv", "T000001,S00003,27,3\n", "", "commute.csv lacks the way"),
            ("needs.csv", "history,1,4", "history,1.5,4", "needs.csv:2"),
            ("schools.csv", "group", "grupo", "schools.csv"),
            ("params.json", "\"quota_pct\": 20", "\"quota_pct\": 20.5", "quota_pct"),
            ("params.json", "\"quota_pct\": 20,", "", "quota_pct"),
        ])
    func wrongInput(file: String, old: String, new: String, told: String) async throws {
        try await withInstance("tiny") { folder, plan in
            try edit(folder + "/" + file, old, new)
            let solve = await run(["solve", "--instance", folder, "--plan", plan, "--lang", "en"])
            #expect(solve.status == 65, "\(solve.notes)")
            #expect(solve.notes.contains(told), "\(solve.notes)")
            #expect(!FileManager.default.fileExists(atPath: plan))
        }
    }

    @Test("Explaining one teacher says why, in Chinese too, and the page holds a picture")
    func explain() async throws {
        try await withInstance("group") { folder, plan in
            _ = await run(["solve", "--instance", folder, "--plan", plan])
            let one = await run([
                "explain", "--instance", folder, "--plan", plan, "--teacher", "T000012",
                "--lang", "zh", "--html", folder + "/page.html",
            ])
            #expect(one.status == 0, "\(one.notes)")
            #expect(one.data.contains("T000012 S00001 -> S00005"))
            #expect(one.data.contains("+4 分"))
            let page = try String(contentsOfFile: folder + "/page.html", encoding: .utf8)
            #expect(page.contains("<svg") && page.contains("S00006"))
            let nobody = await run([
                "explain", "--instance", folder, "--plan", plan, "--teacher", "T9",
            ])
            #expect(nobody.status == 65)
        }
    }

    @Test("Comparing shows the difference in points and names and writes nothing")
    func compare() async throws {
        try await withInstance("group") { folder, plan in
            _ = await run(["solve", "--instance", folder, "--plan", plan])
            let before = try String(contentsOfFile: plan, encoding: .utf8)
            let withdrawn = await run([
                "compare", "--instance", folder, "--plan", plan, "--withdraw", "T000012",
                "--format", "json",
            ])
            #expect(withdrawn.status == 0, "\(withdrawn.notes)")
            let totals = try #require(try object(withdrawn.data)["totals"] as? [String: Any])
            #expect(totals["difference"] as? Int == 4)
            #expect(totals["changes"] as? Int == 2)
            for arguments in [
                ["--pin", "T000012=S00003"], ["--forbid", "S00001=S00003"],
                ["--set", "key_pct=50"], ["--greedy"],
            ] {
                let other = await run(
                    ["compare", "--instance", folder, "--plan", plan, "--format", "json"]
                        + arguments)
                #expect(other.status == 0, "\(other.notes)")
                let totals = try #require(try object(other.data)["totals"] as? [String: Any])
                #expect((totals["difference"] as? Int ?? -1) > 0, "\(arguments)")
            }
            #expect(try String(contentsOfFile: plan, encoding: .utf8) == before)
        }
    }

    @Test("Decisions that cannot hold together are named, with what to leave out")
    func conflict() async throws {
        try await withInstance("group") { folder, plan in
            _ = await run(["solve", "--instance", folder, "--plan", plan])
            let both = await run([
                "compare", "--instance", folder, "--plan", plan, "--pin", "T000012=S00003", "--pin",
                "T000012=S00005", "--lang", "zh",
            ])
            #expect(both.status == 0, "\(both.notes)")
            #expect(
                both.data.contains(
                    "这些决定不能同时成立：--pin T000012=S00003、--pin T000012=S00005；去掉其中任何一项即可。"),
                "\(both.data)")
        }
    }

    @Test(
        "A wrong command line ends with 64",
        arguments: [
            ["solve", "--plan", "p.csv"],
            ["solve", "--instance", "x", "--plan", "p", "--limit", "0"],
            ["compare", "--instance", "x", "--plan", "p", "--pin", "T1"],
            ["compare", "--instance", "x", "--plan", "p", "--greedy", "--withdraw", "T1"],
        ])
    func usage(arguments: [String]) async {
        let result = await run(arguments)
        #expect(result.status == 64, "\(result.notes)")
    }
}
