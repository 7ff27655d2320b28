import TaoliModels
import TaoliSheets
import Testing

@Suite("Sheets of workbooks")
struct WorkbookSheetTests {
    @Test("Rows keep the numbers that Excel shows; empty and formatted ones are left out")
    func numbers() async throws {
        let rows =
            pupilsHeader + inline(2, ["a", "甲", ""])
            + #"<row r="3" s="1" customFormat="1"/><row r="4"><c r="A4" s="1"/><c r="B4" s="1"/></row>"#
            + inline(5, [" ", "\u{3000}", ""]) + inline(700_000, ["b", "\u{A0}乙 ", "x"])
            + #"<row r="1048576"><c r="XFD1048576" s="2"/></row>"#
        let read = try await readTable(HandmadeWorkbook(rows: rows))
        #expect(read.map(\.number) == [2, 700_000])
        #expect(read.map(\.cells) == [["a", "甲", ""], ["b", "乙", "x"]])
    }

    @Test("Files of other writers: strict names, prefixes, no references, no dimension, no styles")
    func otherWriters() async throws {
        let cells =
            #"<row><c t="str"><v>school_id</v></c><c t="str"><v>name</v></c></row>"#
            + #"<row><c><v>12</v></c><c t="inlineStr"><is><t>甲</t></is></c></row>"#
        var plain = HandmadeWorkbook(rows: cells)
        #expect(try await readTable(plain).map(\.cells) == [["12", "甲", ""]])
        plain.root = "http://purl.oclc.org/ooxml/spreadsheetml/main"
        plain.types = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        #expect(try await readTable(plain).map(\.number) == [2])
        var prefixed = HandmadeWorkbook(
            sheet: "<x:sheetData xmlns:x=\"\(HandmadeWorkbook.main)\">"
                + cells.replacing("<row", with: "<x:row").replacing("</row", with: "</x:row")
                .replacing("<c", with: "<x:c").replacing("</c", with: "</x:c")
                .replacing("<v", with: "<x:v").replacing("</v", with: "</x:v")
                .replacing("<is", with: "<x:is").replacing("</is", with: "</x:is")
                .replacing("<t>", with: "<x:t>").replacing("</t>", with: "</x:t>")
                + "</x:sheetData>")
        prefixed.prologue = "\u{FEFF}<!-- <a> -->"
        #expect(try await readTable(prefixed).map(\.cells) == [["12", "甲", ""]])
    }

    @Test("The first visible sheet is read, the others are named")
    func sheets() async throws {
        var book = HandmadeWorkbook(rows: pupilsHeader + inline(2, ["a", "甲", ""]))
        book.sheets =
            #"<sheet name="隐" sheetId="7" state="hidden" r:id="r9"/>"#
            + #"<sheet name="图" sheetId="8" r:id="r8"/><sheet name="学校" sheetId="1" r:id="r1"/>"#
            + #"<sheet name="说明" sheetId="2" r:id="r9"/>"#
            + #"<sheet name="备份" sheetId="3" r:id="r9"/>"#
        book.otherRelations =
            #"<Relationship Id="r9" Type="\#(book.types)/worksheet" Target="worksheets/x.xml"/>"#
            + #"<Relationship Id="r8" Type="\#(book.types)/chartsheet" Target="charts/y.xml"/>"#
        let read = try await readTable(book.bytes)
        #expect(read.rows.count == 1)
        #expect(read.notices.map(\.code) == ["other-sheets"])
        #expect(read.notices.first?.text.chinese.contains("“学校”，未读：备份。") == true)
        book.sheets =
            #"<sheet name="学校" sheetId="1" r:id="r1"/>"#
            + #"<sheet name="说明" sheetId="2" r:id="r9"/>"#
        #expect(try await readTable(book.bytes).notices.isEmpty)
        book.sheets = #"<sheet name="学校" sheetId="1" state="veryHidden" r:id="r1"/>"#
        #expect(try await tableProblem(book.bytes)?.code == "no-sheet")
    }

    @Test("Hidden rows and columns are data: they are read, and said")
    func hidden() async throws {
        let second = inline(2, ["a", "甲", ""]).replacing("<row ", with: #"<row hidden="1" "#)
        let book = HandmadeWorkbook(
            sheet: #"<cols><col min="2" max="2" hidden="1"/></cols><sheetData>"# + pupilsHeader
                + second + inline(3, ["b", "乙", ""]) + "</sheetData>")
        let read = try await readTable(book.bytes)
        #expect(read.rows.map(\.number) == [2, 3])
        #expect(read.notices.map(\.code) == ["hidden-rows", "hidden-columns"])
    }

    @Test("A merge within a column counts for each of its rows, also behind the last cell of a row")
    func merged() async throws {
        let book = HandmadeWorkbook(
            sheet: "<sheetData>" + pupilsHeader + inline(2, ["a", "甲", "集团"])
                + inline(3, ["b", "乙"])
                + #"<row r="4"><c r="C4" s="1"/></row>"# + inline(5, ["c", "丙"])
                + inline(6, ["d", "丁"]) + "</sheetData>"
                + #"<mergeCells count="2"><mergeCell ref="C2:C5"/><mergeCell ref='B9'/></mergeCells>"#
        )
        let read = try await readTable(book)
        #expect(read.map { $0[2] } == ["集团", "集团", "集团", ""])
        #expect(read.map(\.number) == [2, 3, 5, 6])
    }

    @Test("A merge over columns is refused with its place, and never taken from a cell's text")
    func mergedColumns() async throws {
        let rows = pupilsHeader + inline(2, ["a", "&lt;mergeCell ref=\"A1:B2\"/>", ""])
        var book = HandmadeWorkbook(rows: rows)
        #expect(try await readTable(book).count == 1)
        book.sheet += #"<mergeCells><mergeCell ref="A2:B2"/></mergeCells>"#
        let problem = try await tableProblem(book.bytes)
        #expect(problem?.code == "merged-columns")
        #expect(problem?.text.english.contains("A2:B2") == true)
        // A merge that the first pass does not see: the second one notices.
        book.sheet =
            "<sheetData>\(rows)</sheetData><mergeCells><mergeCell"
            + String(repeating: " ", count: 600) + "ref=\"A2:A3\"/></mergeCells>"
        #expect(try await tableProblem(book.bytes)?.code == "damaged-workbook")
    }

    @Test("Cells beside the table are ignored and said; titles may stand in any order")
    func untitled() async throws {
        let rows =
            inline(3, ["name", "学校编号", "备用"]) + inline(4, ["甲", "a", "", "", "旁注"])
            + inline(5, ["", "", "", "合计"])
        let read = try await readTable(HandmadeWorkbook(rows: rows).bytes)
        #expect(read.rows.map(\.cells) == [["a", "甲", ""]])
        #expect(read.rows.first?.problems.isEmpty == true)
        #expect(read.notices.map(\.code) == ["column-ignored", "untitled-cells"])
        #expect(read.notices.last?.text.chinese.contains("第 4 行起，D 列") == true)
    }

    @Test("The same header problems as in CSV, with the row that Excel shows")
    func headers() async throws {
        let missing = HandmadeWorkbook(rows: inline(3, ["school_id", "nmae"]))
        #expect(try await tableProblem(missing.bytes)?.code == "missing-column")
        #expect(try await tableProblem(missing.bytes)?.row == 3)
        #expect(try await tableProblem(HandmadeWorkbook(rows: "").bytes)?.code == "empty-file")
        let only = HandmadeWorkbook(rows: pupilsHeader)
        #expect(try await tableProblem(only.bytes)?.code == "no-rows")
    }

    @Test("The bytes may come in pieces of any size", arguments: [1, 7, 511, 4096])
    func pieces(size: Int) async throws {
        let book = HandmadeWorkbook(rows: pupilsHeader + inline(2, ["a", "甲", ""]))
        #expect(try await readTable(book.bytes, pieces: size).rows.map(\.number) == [2])
        let csv = Array("school_id,name\na,甲\nb,乙".utf8)
        #expect(try await readTable(csv, pieces: size).rows.map(\.number) == [2, 3])
    }
}
