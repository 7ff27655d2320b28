import TaoliModels
import TaoliSheets
import Testing

@Suite struct RowTests {
    @Test("Rows bear the numbers of the user's spreadsheet: blank rows count, line breaks do not")
    func numbers() throws {
        let rows = try read("school_id,name\n\na,\"x\ny\"\n , \nb,z\rc,\"q\"\"q\"\r\n")
        #expect(rows.map(\.number) == [3, 5, 6])
        #expect(rows.map(\.line) == [3, 6, 7])
        #expect(rows.map { $0[1] } == ["x\ny", "z", "q\"q"])
    }

    @Test("Cells lose ordinary, full-width and no-break spaces at both ends")
    func trimming() throws {
        let rows = try read("school_id,name\n\t440104001 ,\u{3000}\u{A0}真光 中学\u{A0} \u{3000}\n")
        #expect(rows.first?.cells == ["440104001", "真光 中学", ""])
    }

    @Test("A cell of 1 MB is refused with its column, and the next row is read")
    func hugeCell() throws {
        let rows = try read(
            "school_id,name\na," + String(repeating: "x", count: 1 << 20) + "\nb,c\n")
        #expect(rows.map { $0.problems.map(\.code) } == [["cell-too-long"], []])
        #expect(rows.first?.problems.first?.column?.description == "B (name)")
        #expect(rows.last?.cells == ["b", "c", ""])
    }

    @Test("Rows too long or with too many cells are refused")
    func bounds() throws {
        var limits = SheetLimits()
        (limits.rowBytesMax, limits.columnsMax, limits.rowsMax) = (20, 4, 5)
        let long = try read("school_id,name\n0123456789,0123456789a\n", limits: limits)
        #expect(long.first?.problems.first?.code == "row-too-long")
        let wide = try read("school_id,name\na,b,c,d,e\n", limits: limits)
        #expect(wide.first?.problems.first?.code == "too-many-columns")
        let rows = String(repeating: "a,b\n", count: 5)
        #expect(problem("school_id,name\n" + rows, limits: limits)?.code == "too-many-rows")
    }

    @Test("Formulas are refused, numbers and dashes are not")
    func formulas() throws {
        let cells = [
            "=1+1", "+86", "@SUM(A1)", "-x", "-1+1", "-1e", "-2e5+A1", "-5", "-0.5", "-1.5e-05",
            "-2E5", "-", "--", "a=b",
        ]
        let rows = try read("school_id,name\n" + cells.map { "i,\($0)\n" }.joined())
        let refused = rows.map { $0.problems.first?.code == "formula-cell" }
        #expect(refused == cells.indices.map { $0 < 7 })
    }

    @Test("A row with a lost or extra comma is refused, empty cells at its end are not")
    func width() throws {
        let rows = try read("school_id,name,note\na,b\na,b,c,d\na,b,c,,\n")
        #expect(rows.map { $0.problems.first?.code } == ["malformed-row", "malformed-row", nil])
    }

    @Test("Text behind a closing quote and NUL are refused")
    func malformed() throws {
        let rows = try read("school_id,name\n\"a\"x,b\na\u{0},b\na,b\"c\n")
        #expect(
            rows.map { $0.problems.first?.code } == ["malformed-row", "control-character", nil])
        #expect(rows.last?[1] == "b\"c")
    }

    @Test("A quote that is never closed refuses the file and names the row where it opens")
    func unclosed() {
        let found = problem("school_id,name\na,b\nc,\"d\ne,f\n")
        #expect(found?.code == "unclosed-quote")
        #expect(found?.row == 3)
    }

    @Test("Many rows come out piece by piece, never all at once")
    func streaming() throws {
        var reader = SheetReader(layout: pupilsLayout)
        #expect(try reader.feed(Array("school_id,name\n".utf8)).isEmpty)
        var most = 0
        var sum = 0
        for start in 0..<1000 {
            let piece = (0..<100).map { "id-\(start)-\($0),广州市第三中学\n" }.joined()
            let rows = try reader.feed(Array(piece.utf8))
            most = max(most, rows.count)
            sum += rows.count
        }
        sum += try reader.finish().count
        #expect(sum == 100_000)
        #expect(most <= 300)
        #expect(reader.rowCount == 100_000)
    }
}
