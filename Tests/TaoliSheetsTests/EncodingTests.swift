import Foundation
import TaoliModels
import TaoliSheets
import Testing

@Suite struct EncodingTests {
    static let text = "school_id,name,note\r\na1,广州市第三中学,𠮷祥é\r\na2,\"真光，\n学校\",末"

    static func bytes(_ name: String) throws -> [UInt8] {
        switch name {
        case "UTF-8": return Array(text.utf8)
        case "UTF-8 with mark": return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case "GB18030": return Array(try #require(text.data(using: gb18030)))
        case "UTF-16LE":
            return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        default: return [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
    }

    @Test(
        "Each encoding gives the same rows wherever the bytes are cut",
        arguments: ["UTF-8", "UTF-8 with mark", "GB18030", "UTF-16LE", "UTF-16BE"],
        [1, 2, 3, 5, 7, 4096])
    func sameRows(encoding: String, pieces: Int) throws {
        let (rows, reader) = try read(try Self.bytes(encoding), pieces: pieces)
        #expect(rows.map(\.cells) == [["a1", "广州市第三中学", "𠮷祥é"], ["a2", "真光，\n学校", "末"]])
        #expect(rows.map(\.number) == [2, 3])
        #expect(encoding.hasPrefix(reader.encoding?.rawValue ?? "?"))
    }

    @Test("GB18030 is recognised though the file begins with many ASCII rows")
    func lateEvidence() throws {
        let ascii = (0..<5000).map { "id\($0),plain name,\n" }.joined()
        let text = "school_id,name,note\n" + ascii + "last,荔湾区海北小学,\n"
        let (rows, reader) = try read(Array(try #require(text.data(using: gb18030))), pieces: 1000)
        #expect(reader.encoding == .gb18030)
        #expect(rows.count == 5001)
        #expect(rows.last?[1] == "荔湾区海北小学")
    }

    @Test("Bytes that the encoding does not allow are reported with their row")
    func invalidBytes() throws {
        let good = (2...3000).map { "a\($0),广州市第三中学,\n" }.joined()
        let head = "school_id,name,note\n" + good
        let utf8 = Array(head.utf8) + [0x61, 0x2C, 0xE5, 0xB9, 0x2C, 0x0A]
        #expect(problem(utf8)?.code == "invalid-bytes")
        #expect(problem(utf8)?.row == 3001)
        let chinese = Array(try #require(head.data(using: gb18030)))
        #expect(problem(chinese + [0x61, 0x2C, 0xFF, 0x2C, 0x0A])?.row == 3001)
        let wide = head.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let lone: [UInt8] = [0x61, 0, 0x2C, 0, 0x00, 0xDC, 0x0A, 0]
        #expect(problem([0xFF, 0xFE] + wide + lone)?.row == 3001)
    }

    @Test("A character cut off at the end of the file is an error")
    func cutOff() throws {
        let text = Array("school_id,name\na,中".utf8)
        #expect(problem([0xEF, 0xBB, 0xBF] + text.dropLast())?.code == "invalid-bytes")
        #expect(problem([0xFF, 0xFE, 0x61, 0, 0x62])?.code == "invalid-bytes")
    }

    @Test("Overlong forms and surrogates are not UTF-8")
    func strictUTF8() {
        for bad: [UInt8] in [
            [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        ] {
            let bytes = Array("school_id,name\na,".utf8) + bad + [0x0A]
            #expect(problem([0xEF, 0xBB, 0xBF] + bytes)?.code == "invalid-bytes")
        }
    }

    @Test("Other kinds of file are named instead of read as CSV")
    func otherFiles() {
        let workbook: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 6, 0, 8, 0]
        #expect(problem(workbook)?.code == "not-csv")
        #expect(problem([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])?.code == "not-csv")
        #expect(problem("<html><table></table></html>")?.code == "not-csv")
        let unmarked = "school_id,name".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(problem(unmarked)?.text.english.contains("byte order mark") == true)
    }

    @Test("A declared encoding is used whatever the bytes look like")
    func declared() throws {
        let bytes = Array(try #require("school_id,name\na,联通".data(using: gb18030)))
        #expect(try read(bytes, encoding: .gb18030).rows.first?[1] == "联通")
    }
}
