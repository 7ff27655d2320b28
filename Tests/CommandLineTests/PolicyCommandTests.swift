import Foundation
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
        #expect(checked.notes.contains("\(path):3:3 units 'kindz' is not known here."))
        #expect(checked.notes.contains("Is this meant: kinds?"))
        let absent = await run("policy", "check", path + "x", "--lang", "zh")
        #expect(absent.status == 65 && absent.notes.contains("读不到文件"))
    }

    @Test("Two packs that are the same have no differences; two systems have many")
    func diff() async {
        let same = await run("policy", "diff", "XN", "XN", "--format", "json")
        #expect(same.status == 0 && same.data.contains("\"items\": []"))
        let other = await run("policy", "diff", "TC", "SH", "--format", "json")
        #expect(other.data.contains("units.coverage.all_schools"))
    }
}
