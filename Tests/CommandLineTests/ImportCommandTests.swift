import Foundation
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels
import Testing

@testable import taoli

@Suite("Import commands on a fake city")
struct ImportCommandTests {
    private func run(
        _ arguments: [String], _ environment: [String: String],
        _ console: TestConsole = TestConsole()
    ) async -> (status: Int32, data: String, notes: String) {
        let status = await Program.run(
            arguments, environment: environment, console: console.console)
        return (status, console.data, console.notes)
    }

    /// Serves a city, signed in, with a file of some chunks and a report of some rows.
    private func withCity(
        doubtful: Int = 4, refused: Int = 0, bytes: Int = 600_000,
        _ body: (FakeCity, [String: String], _ file: String, _ folder: String) async throws -> Void
    ) async throws {
        let city = FakeCity()
        city.state.withLock { state in
            state.rows = (0..<doubtful + refused).map { number in
                .with {
                    $0.row = Int64(number + 2)
                    $0.verdict = number < doubtful ? .doubtful : .refused
                    $0.problems = [
                        .with {
                            $0.slug = number < doubtful ? "stage" : "malformed-row"
                            $0.english = "text \(number)"
                        }
                    ]
                }
            }
            state.job.counts = .with {
                $0.accepted = 10
                $0.newRows = 10
                $0.doubtful = Int64(doubtful)
                $0.refused = Int64(refused)
            }
            state.job.reportHash = "hash"
        }
        try await withTemporaryFolder { folder in
            let file = folder + "/schools.csv"
            try Data((0..<bytes).map { UInt8(truncatingIfNeeded: $0 % 251) })
                .write(to: URL(fileURLWithPath: file))
            try await city.serve { environment in
                let login = await run(
                    ["login", "--login", "a"], environment,
                    TestConsole(answers: ["correct horse"]))
                #expect(login.status == 0)
                try await body(city, environment, file, folder)
            }
        }
    }

    @Test("A check sends the whole file in chunks, reports rows, and applies nothing")
    func check() async throws {
        try await withCity { city, environment, file, folder in
            let template = folder + "/answers.csv"
            let check = await run(
                [
                    "import", "check", "--kind", "schools", file, "--effective", "2025-09-01",
                    "--answers-template", template,
                ], environment)
            #expect(check.status == 0, "\(check.notes)")
            #expect(
                check.data.contains("schools 14 rows: 10 accepted, 4 doubtful, 0 refused\n"))
            #expect(check.data.contains("text 3"))
            #expect(check.notes.contains("taoli import apply --job \(FakeCity.jobID)"))
            let state = city.state.withLock { $0 }
            #expect(state.received == FileManager.default.contents(atPath: file))
            #expect(state.job.effectiveOn == "2025-09-01")
            #expect(state.applied == nil)
            let answers = try text(ofFile: template)
            #expect(answers.split(separator: "\r\n").count == 5)
        }
    }

    @Test("A job that waits for another says so once, however often it is asked for")
    func waiting() async throws {
        try await withCity { city, environment, file, _ in
            city.state.withLock { $0.waits = 3 }
            let check = await run(
                ["import", "check", "--kind", "schools", file, "--lang", "zh"], environment)
            #expect(check.status == 0, "\(check.notes)")
            #expect(check.notes.components(separatedBy: "排队等待").count == 2)
            #expect(!check.notes.contains("检查 0"))
        }
    }

    @Test("A refused row ends with 65, though what is accepted is applied with counts and hash")
    func refused() async throws {
        try await withCity(refused: 1) { city, environment, file, _ in
            let apply = await run(
                ["import", "apply", "--kind", "schools", file, "--yes", "--format", "json"],
                environment)
            #expect(apply.status == 65, "\(apply.notes)")
            let applied = try #require(city.state.withLock { $0.applied })
            #expect(applied.reportHash == "hash")
            #expect(applied.counts.accepted == 10 && applied.counts.refused == 1)
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(apply.data.utf8)) as? [String: Any])
            let job = object["job"] as? [String: Any]
            #expect(job?["state"] as? String == "applied")
            #expect((object["rows"] as? [Any])?.count == 5)
            let ids = city.state.withLock { $0.requestIDs }
            #expect(ids.count == 3 && Set(ids).count == 3)
            #expect(ids.allSatisfy { UUID(uuidString: $0)?.version7Milliseconds != nil })
        }
    }

    @Test("Without --yes and without a terminal nothing is sent; on a terminal yes is asked for")
    func confirmation() async throws {
        try await withCity { city, environment, file, _ in
            let arguments = ["import", "apply", "--kind", "schools", file]
            let script = await run(arguments, environment)
            #expect(script.status == 64)
            #expect(city.state.withLock { $0.requestIDs.isEmpty })
            let no = await run(
                arguments, environment, TestConsole(answers: ["no"], isTerminal: true))
            #expect(no.status == 0)
            #expect(city.state.withLock { $0.applied } == nil)
            let quiet = await run(
                arguments + ["--no-input"], environment,
                TestConsole(answers: ["yes"], isTerminal: true))
            #expect(quiet.status == 64)
            let yes = await run(
                arguments, environment, TestConsole(answers: ["yes"], isTerminal: true))
            #expect(yes.status == 0)
            #expect(yes.data.contains("applied: 10 new, 0 changed, 0 unchanged, 0 skipped"))
        }
    }

    @Test("An upload that broke off goes on where it was, and only with the same file")
    func resume() async throws {
        try await withCity { city, environment, file, folder in
            city.state.withLock { $0.chunksUntilFailure = 1 }
            let broken = await run(
                ["import", "apply", "--kind", "schools", file, "--yes"], environment)
            #expect(broken.status == 70)
            #expect(city.state.withLock { $0.received.count } == 256 * 1024)
            let missing = await run(
                ["import", "apply", "--job", FakeCity.jobID, "--yes"], environment)
            #expect(missing.status == 64)
            let other = folder + "/other.csv"
            try Data("x".utf8).write(to: URL(fileURLWithPath: other))
            let wrong = await run(
                ["import", "apply", "--job", FakeCity.jobID, other, "--yes"], environment)
            #expect(wrong.status == 65)
            let resumed = await run(
                ["import", "apply", "--job", FakeCity.jobID, file, "--yes"], environment)
            #expect(resumed.status == 0, "\(resumed.notes)")
            let received = city.state.withLock { $0.received }
            #expect(received == FileManager.default.contents(atPath: file))
        }
    }

    @Test("A file that cannot be used ends with 65 and says every reason")
    func unusable() async throws {
        try await withCity { city, environment, file, _ in
            city.state.withLock { state in
                state.problems = [
                    .with {
                        $0.slug = "missing-column"
                        $0.english = "The header lacks: stage."
                        $0.chinese = "表头缺少列：stage。"
                    }
                ]
            }
            let check = await run(
                ["import", "check", "--kind", "schools", file, "--lang", "zh"], environment)
            #expect(check.status == 65)
            #expect(check.notes.contains("表头缺少列：stage。"))
            #expect(check.notes.contains("missing-column"))
            #expect(check.data.isEmpty)
        }
    }

    @Test("More than a hundred findings are counted, not shown; the report's file has them all")
    func manyRows() async throws {
        try await withCity(doubtful: 130, bytes: 10) { _, environment, file, folder in
            try Data("school_id,name\n1,a\n".utf8).write(to: URL(fileURLWithPath: file))
            let report = folder + "/rejected.csv"
            let check = await run(
                ["import", "check", "--kind", "schools", file, "--report", report], environment)
            #expect(check.data.contains("text 99") && !check.data.contains("text 100"))
            #expect(check.notes.contains("30 more rows are not shown"))
            let written = try text(ofFile: report)
            #expect(written.split(separator: "\r\n").count == 131)
            #expect(written.hasPrefix("\u{FEFF}school_id,name,行号,错误信息\r\n1,a,2,"))
        }
    }

    @Test("Answers are sent with the check; a file that is absent or too large is refused here")
    func answers() async throws {
        try await withCity { city, environment, file, folder in
            let answers = folder + "/answers.csv"
            try Data("row,question,answer\n2,stage,skip\n".utf8)
                .write(to: URL(fileURLWithPath: answers))
            let arguments = ["import", "check", "--kind", "schools", file, "--answers"]
            let good = await run(arguments + [answers], environment)
            #expect(good.status == 0)
            #expect(
                city.state.withLock { $0.answers } == FileManager.default.contents(atPath: answers))
            try Data(count: 600_000).write(to: URL(fileURLWithPath: answers))
            #expect(await run(arguments + [answers], environment).status == 65)
            #expect(await run(arguments + [folder + "/none"], environment).status == 65)
        }
    }

    @Test("An applied job is taken back only after a yes")
    func undo() async throws {
        try await withCity { city, environment, file, _ in
            _ = await run(["import", "apply", "--kind", "schools", file, "--yes"], environment)
            let undo = ["import", "undo", FakeCity.jobID, "--reason", "文件有误"]
            #expect(await run(undo, environment).status == 64)
            #expect(city.state.withLock { $0.job.state } == .applied)
            let done = await run(undo + ["--yes", "--format", "json"], environment)
            #expect(done.status == 0, "\(done.notes)")
            #expect(done.data.contains("\"state\": \"undone\""))
        }
    }
}
