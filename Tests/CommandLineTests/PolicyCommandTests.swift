import Foundation
import TaoliContracts
import TaoliModels
import TaoliPolicy
import Testing

@testable import taoli

@Suite("Policy packs on the command line")
struct PolicyCommandTests {
    private func run(_ arguments: String...) async -> (status: Int32, data: String, notes: String) {
        let console = TestConsole()
        let status = await Program.run(arguments, environment: [:], console: console.console)
        return (status, console.data, console.notes)
    }

    @Test("XN-3: the rules of a clause are shown with path, text and line")
    func show() async {
        let shown = await run("policy", "show", "xn", "--clause", "XN-3", "--lang", "en")
        #expect(shown.status == 0)
        #expect(shown.data.contains("composition.limits.schools_max"))
        #expect(shown.data.contains("at_most: 10"))
        #expect(!shown.data.contains("XN-10"))
    }

    private func signedIn(_ arguments: [String]) async throws
        -> (status: Int32, data: String, notes: String)
    {
        let console = TestConsole()
        var status: Int32 = -1
        try await FakeCity().serve { environment in
            let login = TestConsole(answers: ["correct horse"])
            _ = await Program.run(
                ["login", "--login", "a"], environment: environment, console: login.console)
            status = await Program.run(
                arguments, environment: environment, console: console.console)
        }
        return (status, console.data, console.notes)
    }

    @Test("The pack that a district follows is shown with its own lines, by function")
    func followed() async throws {
        let own = try await signedIn(
            ["policy", "show", "--district", "440105", "--clause", "XN-3", "--lang", "zh"])
        #expect(own.status == 0 && own.data.contains("at_most: 8"), "\(own.notes)")
        #expect(own.notes.contains("440105 自 2020-2021 学年起采用 XN，版本 abababababab（与产品所带不同）。"))
        let other = try await signedIn(
            ["policy", "show", "--district", "440105", "--function", "rotation", "--lang", "en"])
        #expect(other.status == 0 && other.notes.contains("(as shipped)"), "\(other.notes)")
        let none = try await signedIn(["policy", "show", "--district", "440111", "--lang", "zh"])
        #expect(none.status == 65 && none.notes.contains("没有采用任何政策包"))
        let both = await run("policy", "show", "XN", "--district", "440105")
        #expect(both.status == CommandExit.usage.rawValue)
        let bindings = try await signedIn(
            ["policy", "bindings", "--district", "440105", "--lang", "zh"])
        #expect(bindings.data.contains("abababababab"))
        #expect(bindings.data.contains("与产品所带不同") && bindings.data.contains("产品所带"))
    }

    @Test("Of several bindings the function's own counts, then the latest year, then the last")
    func counting() {
        let bindings = [
            FakePolicies.binding("cases", "2027-2028", "XN", "a"),
            FakePolicies.binding("cases", "2026-2027", "XN", "b"),
            FakePolicies.binding("cases", "2026-2027", "SH", "c"),
            FakePolicies.binding("rotation", "2025-2026", "SH", "d"),
        ]
        func version(_ function: PolicyFunction, _ year: Int) -> String? {
            FollowedPolicy.current(
                of: bindings, for: function, in: SchoolYear(startYear: year))?.version
        }
        #expect(version(.cases, 2026) == "b")
        #expect(version(.cases, 2028) == "a")
        #expect(version(.rotation, 2028) == "d")
        #expect(version(.rotation, 2024) == nil)
    }

    @Test("JD-4: a mode of belonging is shown with its legal form")
    func legalForm() async {
        let shown = await run("policy", "show", "JD", "--clause", "JD-4", "--lang", "zh")
        #expect(shown.status == 0)
        #expect(shown.data.contains("units.modes.combined"))
        #expect(shown.data.contains("多法人组合式") && shown.data.contains("legal_person: own"))
        #expect(shown.data.contains("composition.conditions.member_mode"))
    }

    @Test("GT-1: the duties of a mode are shown with it")
    func duties() async {
        let shown = await run("policy", "show", "GT", "--rule", "units.modes", "--lang", "zh")
        #expect(shown.status == 0)
        for word in ["units.modes.co_built.duties.common_culture", "文化共生", "结对联盟", "项目化"] {
            #expect(shown.data.contains(word), "\(word): \(shown.data)")
        }
    }

    @Test(
        "A file's mistakes are told by line with the fix, and the exit code says that data is wrong"
    )
    func check() async throws {
        let folder = FileManager.default.temporaryDirectory
        let path = folder.appending(path: "pack-\(UUID().uuidString).yaml").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("pack: MY\nunits:\n  kindz: []\n".utf8).write(to: URL(fileURLWithPath: path))
        let checked = await run("policy", "check", path, "--lang", "en")
        #expect(checked.status == 65)
        let lines = checked.notes.split(separator: "\n").filter { $0.hasPrefix(path) }
        #expect(lines.count > 1)
        #expect(lines.contains { $0.hasPrefix("\(path):3:3 units: 'kindz' is not known here.") })
        #expect(checked.notes.contains("Is this meant: kinds?"))
        let listed = await run("policy", "check", path, "--format", "json")
        #expect(listed.status == 65)
        let object = try JSONSerialization.jsonObject(with: Data(listed.data.utf8))
        let items = try #require((object as? [String: Any])?["items"] as? [[String: Any]])
        #expect(items.count == lines.count)
        let mistake = try #require(items.first { $0["line"] as? Int == 3 })
        #expect(mistake["file"] as? String == path)
        #expect(mistake["column"] as? Int == 3 && mistake["rule"] as? String == "units")
        #expect(mistake["what"] as? String == "'kindz' is not known here.")
        #expect((mistake["fix"] as? String)?.contains("kinds") == true)
        let absent = await run("policy", "check", path + "x", "--lang", "zh")
        #expect(absent.status == 65 && absent.notes.contains("读不到文件"))
    }

    @Test("One mistake is called one, and stands on a line of its own")
    func one() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let pack = try String(
            contentsOf: root.appending(path: "Shared/TaoliPolicy/Packs/XN.yaml"), encoding: .utf8)
        let path = FileManager.default.temporaryDirectory
            .appending(path: "pack-\(UUID().uuidString).yaml").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(pack.replacing("measure: leads, at_least", with: "measure: leadz, at_least").utf8)
            .write(to: URL(fileURLWithPath: path))
        let checked = await run("policy", "check", path, "--lang", "en")
        #expect(checked.status == 65)
        #expect(checked.notes.contains("The pack has 1 mistake:\n\(path):"), "\(checked.notes)")
    }

    @Test(
        "A rule, section or clause that a pack has not ends with 64 and the nearest name",
        arguments: [
            (["--rule", "compositoin"], "composition"), (["--section", "composit"], "composition"),
            (["--clause", "XN-99"], "XN-"),
            (["--rule", "schools_max"], "composition.limits.schools_max"),
            (["--rule", "school_max"], "composition.limits.schools_max"),
        ])
    func unknown(filter: [String], near: String) async {
        let console = TestConsole()
        let status = await Program.run(
            ["policy", "show", "XN", "--lang", "zh"] + filter, environment: [:],
            console: console.console)
        #expect(status == CommandExit.usage.rawValue)
        #expect(console.data.isEmpty)
        #expect(console.notes.contains("是否为：\(near)"), "\(console.notes)")
    }

    @Test("Two packs that are the same have no differences; two systems have many")
    func diff() async {
        let same = await run("policy", "diff", "XN", "XN", "--format", "json")
        #expect(same.status == 0 && same.data.contains("\"items\": []"))
        let said = await run("policy", "diff", "XN", "XN", "--lang", "zh")
        #expect(said.status == 0 && said.notes.contains("两个政策包没有差异。"))
        let other = await run("policy", "diff", "TC", "SH", "--format", "json")
        #expect(other.data.contains("units.coverage.all_schools"))
    }
}
