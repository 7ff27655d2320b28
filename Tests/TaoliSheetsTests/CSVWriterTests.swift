import Foundation
import TaoliModels
import TaoliSheets
import Testing

@Suite struct CSVWriterTests {
    @Test("What is written is read back, with a mark for spreadsheets")
    func roundTrip() throws {
        var writer = CSVWriter()
        writer.append(["school_id", "name", "note"])
        writer.append(["a", "引号\"与,逗号", "两\n行"])
        let bytes = Array(writer.take())
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(try read(bytes).rows.first?.cells == ["a", "引号\"与,逗号", "两\n行"])
        #expect(writer.take().isEmpty)
    }

    @Test("Rows end as RFC 4180 says and are quoted only where needed")
    func form() {
        var writer = CSVWriter(withMark: false)
        writer.append(["a", "b,c", "d\"e"])
        #expect(String(decoding: writer.take(), as: UTF8.self) == "a,\"b,c\",\"d\"\"e\"\r\n")
    }

    @Test("Cells that a spreadsheet would run are made harmless")
    func neutral() {
        let cells = ["=1", "+1", "@a", "-a", "\ta", "\ra", "-1", "a"]
        #expect(
            cells.map(CSVWriter.neutral) == ["'=1", "'+1", "'@a", "'-a", "'\ta", "'\ra", "-1", "a"])
    }

    @Test("A value shown in a message is short and on one line")
    func shown() {
        #expect(RowProblem.shown("a\nb") == "a b")
        #expect(RowProblem.shown(String(repeating: "校", count: 200)).count == 61)
    }
}
