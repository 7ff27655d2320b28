import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime
import Testing

@testable import taoli

@Suite("Parts of imports")
struct ImportPartsTests {
    @Test(
        "SHA-256 agrees with the examples of FIPS 180-4, however the bytes are cut",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ])
    func digest(text: String, digest: String) {
        var pieces = ContentDigest()
        for byte in text.utf8 { pieces.update([byte]) }
        #expect(pieces.hexDigest() == digest)
    }

    @Test("The answers' template has a row a question, each question once, refused rows none")
    func template() throws {
        let doubtful = row(7, .doubtful, ["stage", "planned", "stage"])
        #expect(AnswersTemplate.lines(doubtful) == [["7", "stage", ""], ["7", "planned", ""]])
        #expect(AnswersTemplate.lines(row(8, .refused, ["malformed-row"])).isEmpty)
        try withTemporaryFolder { folder in
            var template = try AnswersTemplate(path: folder + "/answers.csv")
            try template.append(doubtful)
            try template.finish()
            let written = try text(ofFile: folder + "/answers.csv")
            #expect(written == "\u{FEFF}row,question,answer\r\n7,stage,\r\n7,planned,\r\n")
        }
    }

    @Test("Rejected rows come back in their file's own layout, also from GB18030, with 错误信息")
    func rejected() async throws {
        try await withTemporaryFolder { folder in
            let gb18030 = String.Encoding(rawValue: 0x8000_0632)
            let source = "备注,school_id,校名\n甲,1,一小\n\n\"乙,丙\",2,二小\n丁,3,=1+1\n"
            try #require(source.data(using: gb18030))
                .write(to: URL(fileURLWithPath: folder + "/in.csv"))
            var file = await RejectedRowsFile(
                path: folder + "/out.csv", source: folder + "/in.csv", language: .zh)
            try await file.append(row(4, .doubtful, ["stage"]))
            try await file.append(row(5, .refused, ["formula-cell"]))
            try file.finish()
            let out = try text(ofFile: folder + "/out.csv")
            let lines = out.split(separator: "\r\n")
            #expect(lines[0] == "\u{FEFF}备注,school_id,校名,行号,错误信息")
            #expect(lines[1] == "\"乙,丙\",2,二小,4,C 校名：说明（stage）")
            #expect(lines[2] == "丁,3,'=1+1,5,C 校名：说明（formula-cell）")
            #expect(lines.count == 3)
        }
    }

    @Test("Columns of an earlier list of rejected rows are replaced, however often they stand")
    func rejectedAgain() async throws {
        try await withTemporaryFolder { folder in
            let titles = "school_id,行号,错误信息,校名,行号,错误信息"
            try Data("\(titles)\n1,7,旧,一小,7,旧\n2,9,旧,二小,9,旧\n".utf8)
                .write(to: URL(fileURLWithPath: folder + "/in.csv"))
            for name in ["out.csv", "out"] {
                var file = await RejectedRowsFile(
                    path: folder + "/" + name, source: folder + "/in.csv", language: .zh)
                try await file.append(row(3, .refused, ["bad-name"]))
                try file.finish()
                let lines = try text(ofFile: folder + "/" + name).split(separator: "\r\n")
                #expect(lines[0] == "\u{FEFF}school_id,校名,行号,错误信息")
                #expect(lines[1] == "2,二小,3,C 校名：说明（bad-name）")
                #expect(lines.count == 2)
            }
        }
    }

    @Test("Without its source a rejected row shows the cells that registry reports")
    func rejectedWithoutSource() async throws {
        try await withTemporaryFolder { folder in
            var file = await RejectedRowsFile(path: folder + "/out.csv", source: nil, language: .en)
            var reported = row(4, .refused, ["school"])
            reported.cells = ["a", "b"]
            try await file.append(reported)
            try file.finish()
            let out = try text(ofFile: folder + "/out.csv")
            #expect(out.contains("column_1,column_2,行号,错误信息\r\na,b,4,C 校名: text (school)"))
        }
    }

    @Test("An import's counts stand in one line in one language")
    func summary() {
        var job = Taoli_Registry_V1_ImportJob()
        job.kind = .schools
        job.counts = .with {
            $0.accepted = 400
            $0.doubtful = 70
            $0.refused = 5
        }
        #expect(job.summary.english == "schools 475 rows: 400 accepted, 70 doubtful, 5 refused")
        #expect(job.summary.chinese == "学校 475 行：可导入 400 行，存疑 70 行，拒绝 5 行")
        job.kind = .groups
        job.groupsTotal = 73
        #expect(
            job.summary.english == "groups 73 (475 rows): 400 accepted, 70 doubtful, 5 refused")
        #expect(job.summary.chinese.hasPrefix("集团 73 个（475 行）：可导入 400 行"))
    }

    @Test("A dumb terminal gets lines now and then, a capable one a bar that is taken away")
    func progress() {
        let lines = TestConsole()
        var time = ContinuousClock.now
        var slow = Progress(lines.console, .en, now: { time })
        for done in 0..<5 {
            slow.show(.init("检查", "checking"), done: Int64(done), of: 10)
            time += .seconds(2)
        }
        slow.finish()
        #expect(lines.notes == "checking 2/10\nchecking 4/10\n")

        let capable = TestConsole(canRewriteLine: true)
        var bar = Progress(capable.console, .en)
        bar.show(.init("检查", "checking"), done: 5, of: 10)
        bar.finish()
        #expect(capable.notes.contains("[###############---------------] 5/10 50%"))
        #expect(capable.notes.hasSuffix("\r\u{1B}[K"))
    }

    private func row(
        _ number: Int64, _ verdict: Taoli_Registry_V1_RowVerdict, _ slugs: [String]
    ) -> Taoli_Registry_V1_ImportRow {
        .with {
            $0.row = number
            $0.verdict = verdict
            $0.problems = slugs.map { slug in
                .with {
                    $0.slug = slug
                    $0.column = "C 校名"
                    $0.chinese = "说明"
                    $0.english = "text"
                }
            }
        }
    }
}
