import Foundation
import Synchronization
import TaoliContracts
import TaoliModels
import Testing

@testable import taoli

@Suite("Staff on the command line")
struct StaffCommandTests {
    private func run(_ city: FakeCity, _ arguments: [String], answers: [String] = [])
        async throws -> (status: Int32, data: String)
    {
        let console = TestConsole(answers: answers)
        var status: Int32 = -1
        try await city.serve { environment in
            let login = TestConsole(answers: ["correct horse"])
            _ = await Program.run(
                ["login", "--login", "a"], environment: environment, console: login.console)
            status = await Program.run(
                arguments, environment: environment, console: console.console)
        }
        return (status, console.data)
    }

    @Test("No option takes a number of a document or a telephone")
    func secrets() async {
        for path in [["register"], ["revise"], ["list"]] {
            let console = TestConsole()
            _ = await Program.run(
                ["staff"] + path + ["--help"], environment: [:], console: console.console)
            #expect(console.data.contains("--number-file"))
            #expect(!console.data.contains("--number <"))
            #expect(!console.data.contains("--phone <"))
        }
    }

    @Test("A person is shown masked, in words of both languages")
    func show() async throws {
        let shown = try await run(FakeCity(), ["staff", "show", FakeStaff.id, "--lang", "zh"])
        #expect(shown.status == 0)
        for word in ["买买提·艾力", "990001********001X", "骨干教师", "语文", "东山小学"] {
            #expect(shown.data.contains(word), "\(word)")
        }
        let english = try await run(FakeCity(), ["staff", "list", "--lang", "en"])
        #expect(english.data.contains("key_teacher"))
    }

    @Test("A number looked for and a new telephone come from files or standard input")
    func files() async throws {
        let city = FakeCity()
        let listed = try await run(
            city, ["staff", "list", "--number-file", "-"], answers: ["99000119800229001X"])
        #expect(listed.status == 0)
        #expect(city.state.withLock { $0.soughtNumber } == "99000119800229001X")
        let path = FileManager.default.temporaryDirectory
            .appending(path: "phone-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data("12012345678\n".utf8).write(to: URL(fileURLWithPath: path))
        let revised = try await run(
            city, ["staff", "revise", FakeStaff.id, "--phone-file", path, "--title", "senior"])
        #expect(revised.status == 0)
        let sent = city.state.withLock { $0.revised }
        #expect(sent?.facts.phone == "12012345678")
        #expect(sent?.facts.title == "senior")
        #expect(sent?.facts.number == "")
    }

    @Test("An export asks for a reason, and its workbook warns whoever has it")
    func export() async throws {
        let without = await Program.run(
            ["staff", "export"], environment: [:], console: TestConsole().console)
        #expect(without == CommandExit.usage.rawValue)
        let city = FakeCity()
        let listed = try await run(
            city, ["staff", "export", "--reason", "年报", "--post", "教师", "--format", "csv"])
        #expect(listed.status == 0)
        #expect(listed.data.contains("99000119800229001X") && listed.data.contains("12012345678"))
        let sent = try #require(city.state.withLock { $0.exported })
        #expect(sent.reason == "年报" && sent.post == "教师")
        try await withTemporaryFolder { folder in
            let path = folder + "/staff.xlsx"
            let written = try await run(
                city, ["staff", "export", "--reason", "年报", "--format", "xlsx", "--output", path])
            #expect(written.status == 0)
            let bytes = try #require(FileManager.default.contents(atPath: path))
            #expect(bytes.starts(with: Array("PK".utf8)))
            #expect(Taoli_Registry_V1_ExportedPerson.caution?.chinese.contains("个人信息") == true)
            #expect(Taoli_Registry_V1_Person.caution == nil)
        }
    }

    @Test("Keys are told with which of them may be taken away")
    func keys() async throws {
        let shown = try await run(FakeCity(), ["staff", "keys", "--lang", "en", "--format", "csv"])
        #expect(shown.data.contains("encrypt,1,,0,0,yes"))
        #expect(shown.data.contains("encrypt,2,yes,7,0,no"))
    }

    @Test("A reveal needs a reason; who looked can be listed as CSV")
    func reveal() async throws {
        let without = await Program.run(
            ["staff", "reveal", FakeStaff.id], environment: [:], console: TestConsole().console)
        #expect(without == CommandExit.usage.rawValue)
        let shown = try await run(
            FakeCity(), ["staff", "reveal", FakeStaff.id, "--reason", "核对", "--format", "json"])
        #expect(shown.data.contains("99000119800229001X"))
        let listed = try await run(FakeCity(), ["staff", "reveals", "--format", "csv"])
        #expect(listed.data.contains("核对"))
    }
}
