import TaoliModels
import Testing

@Suite("Tables")
struct TableTests {
    @Test(
        "Columns have the letters that a spreadsheet shows",
        arguments: [
            (0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"),
        ])
    func letters(index: Int, letter: String) {
        #expect(ColumnReference(index: index, name: "x").letter == letter)
    }

    @Test("A value is shown on one line, without control characters, and cut with a mark")
    func shownValues() {
        #expect(RowProblem.shown("a\nb\u{0}c") == "a b c")
        #expect(RowProblem.shown("学校") == "学校")
        let long = RowProblem.shown(String(repeating: "学", count: 61))
        #expect(long == String(repeating: "学", count: RowProblem.valueCharactersMax) + "…")
        let cell = String(repeating: "x", count: 1_000_000)
        #expect(RowProblem.shown(cell).count == RowProblem.valueCharactersMax + 1)
    }

    @Test("A column that a file lacks reads as empty cells")
    func absentColumn() {
        let layout = TableLayout(
            name: "t", columns: [TableColumn("a"), TableColumn("b", isRequired: false)])
        let header = TableHeader(layout: layout, places: [0, nil], titles: ["a"])
        let row = TableRow(header: header, number: 2, line: 2, cells: ["1"])
        #expect(row[0] == "1")
        #expect(row[1] == "")
        #expect(header.reference(1).description == "b")
        #expect(header.reference(0).description == "A (a)")
    }
}
