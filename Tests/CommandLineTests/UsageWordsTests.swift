import Foundation
import SwiftProtobuf
import TaoliContracts
import Testing

@testable import taoli

@Suite("What the command line says in Chinese")
struct UsageWordsTests {
    @Test("Whatever our own checks say has Chinese words")
    func complete() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Services/CommandLine")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        var count = 0
        for case let file as URL in try #require(files) where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /ValidationError\(\s*"((?:[^"\\]|\\.)*)"/) {
                let message = String(match.output.1)
                count += 1
                #expect(
                    OwnUsageWords.all.contains { message.contains($0.english) }, "\(message)")
            }
        }
        #expect(count > 50)
    }

    @Test("Our own message is told in Chinese alone; a value keeps the parser's line")
    func own() async {
        let console = TestConsole()
        _ = await Program.run(
            ["case", "open", "found", "--lang", "zh"], environment: [:], console: console.console)
        #expect(console.notes.contains("命令行有误：组建须给出 --name、--district 和 --lead。"))
        #expect(!console.notes.contains("Founding needs"))
        let date = TestConsole()
        _ = await Program.run(
            ["group", "list", "--on", "2026-02-30", "--lang", "zh"], environment: [:],
            console: date.console)
        #expect(date.notes.contains("选项或参数的值不正确：日期应写成 2026-09-01"))
        #expect(date.notes.contains("--on"))
    }

    @Test("Codes of notices, preferences and looks have Chinese words and stay codes in English")
    func codes() {
        #expect(NoticeTerms.text(["school", "leads", "bureau"], in: .zh) == "学校、牵头校、教育局")
        #expect(NoticeTerms.text(["school", "leads"], in: .en) == "school, leads")
        #expect(NoticeTerms.event("case_turn", in: .zh) == "轮到办理（case_turn）")
        #expect(NoticeTerms.text("both", in: .zh) == "中英文")
        let look = Taoli_Registry_V1_Reveal.with {
            $0.fields = ["number", "phone", "export"]
            $0.actorRole = "district at district/440105"
        }
        let lines = look.lines(in: .zh)
        #expect(lines.contains("证件号码、电话、导出"), "\(lines)")
        #expect(lines.contains("（区 440105）"), "\(lines)")
    }
}
