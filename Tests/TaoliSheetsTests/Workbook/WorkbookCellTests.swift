import TaoliModels
import TaoliSheets
import Testing

@Suite("Cells of workbooks")
struct WorkbookCellTests {
    private static let styles = """
        <numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>\
        <numFmt numFmtId="165" formatCode="000000"/>\
        <numFmt numFmtId="166" formatCode="[Red]0.00&quot;days&quot;;[h]"/></numFmts>\
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/>\
        <xf numFmtId="166"/><xf numFmtId="22"/><xf numFmtId="31"/></cellXfs>
        """

    /// The text that a cell of column A is read as.
    private func text(_ cell: String, properties: String = "") async throws -> String? {
        var book = HandmadeWorkbook(
            rows: pupilsHeader + #"<row r="2">\#(cell)<c r="B2" t="str"><v>n</v></c></row>"#)
        book.styles = Self.styles
        book.workbookProperties = properties
        book.shared = """
            <si><t>甲</t></si><si><r><rPr><b/></rPr><t>乙</t></r><r><t xml:space="preserve"> 丙</t></r>\
            <rPh sb="0" eb="1"><t>yi</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si><si/>
            """
        let row = try #require(try await readTable(book).first)
        #expect(row.problems.isEmpty, "\(cell)")
        return row[0]
    }

    @Test(
        "Values of every type become the text that the spreadsheet shows",
        arguments: [
            (#"<c r="A2" t="s"><v>0</v></c>"#, "甲"), (#"<c r="A2" t="s"><v>1</v></c>"#, "乙 丙"),
            (#"<c r="A2" t="s"><v>2</v></c>"#, "a\rb_x0041_"),
            (#"<c r="A2" t="s"><v>3</v></c>"#, ""),
            (#"<c r="A2" t="inlineStr"><is><r><t>x</t></r><r><t>y</t></r></is></c>"#, "xy"),
            (#"<c r="A2" t="inlineStr"><is><t>_xD842__xDFB7_家</t></is></c>"#, "𠮷家"),
            (#"<c r="A2" t="str"><f>B1&amp;"x"</f><v>合&amp;并</v></c>"#, "合&并"),
            (#"<c r="A2"><f>SUM(1)</f><v>440105</v></c>"#, "440105"),
            (#"<c r="A2"><v>440105001</v></c>"#, "440105001"),
            (#"<c r="A2"><v>113.26430000000001</v></c>"#, "113.2643"),
            (#"<c r="A2"><v>1E-3</v></c>"#, "0.001"), (#"<c r="A2"><v>4.4E+5</v></c>"#, "440000"),
            (#"<c r="A2"><v>-7.50</v></c>"#, "-7.5"), (#"<c r="A2"><v>5.0</v></c>"#, "5"),
            (#"<c r="A2"><v>123456789012345</v></c>"#, "123456789012345"),
            (#"<c r="A2" s="3"><v>123</v></c>"#, "000123"),
            (#"<c r="A2" s="4"><v>3</v></c>"#, "3"), (#"<c r="A2" t="b"><v>1</v></c>"#, "TRUE"),
            (#"<c r="A2" t="d"><v>2026-09-01T00:00:00</v></c>"#, "2026-09-01"),
            (#"<c r="A2" s="1"><v>46266</v></c>"#, "2026-09-01"),
            (#"<c r="A2" s="2"><v>46266</v></c>"#, "2026-09-01"),
            (#"<c r="A2" s="6"><v>46266</v></c>"#, "2026-09-01"),
            (#"<c r="A2" s="5"><v>46266.354166666664</v></c>"#, "2026-09-01 08:30:00"),
            (#"<c r="A2" s="5"><v>0.5</v></c>"#, "12:00:00"),
            (#"<c r="A2" s="1"><v>59</v></c>"#, "1900-02-28"),
            (#"<c r="A2" s="1"><v>60</v></c>"#, "1900-02-29"),
            (#"<c r="A2" s="1"><v>61</v></c>"#, "1900-03-01"),
            (#"<c r="A2" s="1"><v>1</v></c>"#, "1900-01-01"),
        ])
    func values(cell: String, expected: String) async throws {
        #expect(try await text(cell) == expected)
    }

    @Test("Workbooks that count from 1904 show the same days")
    func from1904() async throws {
        for value in ["1", "true"] {
            let properties = #"<workbookPr date1904="\#(value)"/>"#
            let cell = #"<c r="A2" s="1"><v>44804</v></c>"#
            #expect(try await text(cell, properties: properties) == "2026-09-01")
            let first = #"<c r="A2" s="1"><v>0</v></c>"#
            #expect(try await text(first, properties: properties) == "1904-01-01")
        }
    }

    @Test(
        "A cell without its value is refused with its place and what to do",
        arguments: [
            (#"<c r="A2"><v>4.4010619900101E+17</v></c>"#, "damaged-number"),
            (#"<c r="A2"><v>440106199001010000</v></c>"#, "damaged-number"),
            (#"<c r="A2" t="str"><v>4.40106E+17</v></c>"#, "damaged-number"),
            (#"<c r="A2" t="e"><v>#N/A</v></c>"#, "error-value"),
            (#"<c r="A2"><v>no number</v></c>"#, "error-value"),
            (#"<c r="A2"><f>VLOOKUP(1,B:C,2)</f></c>"#, "formula-without-value"),
            (#"<c r="A2"><f>1+1</f><v></v></c>"#, "formula-without-value"),
            (#"<c r="A2" t="inlineStr"><is><t>=1+1</t></is></c>"#, "formula-cell"),
            (#"<c r="A2" t="str"><v>a_x0000_</v></c>"#, "control-character"),
        ])
    func flaws(cell: String, code: String) async throws {
        let book = HandmadeWorkbook(
            rows: pupilsHeader
                + #"<row r="7"><c t="str"><v>x</v></c></row><row r="9">\#(cell)</row>"#
                .replacing("A2", with: "A9"))
        let row = try #require(try await readTable(book).last)
        #expect(row.problems.map(\.code) == [code])
        #expect(row.problems.first?.row == 9)
        #expect(row.problems.first?.column?.description == "A (school_id)")
        if code == "damaged-number" {
            #expect(row.problems.first?.text.chinese.contains("请将该列设为文本后重新填写") == true)
        }
    }

    @Test("Long numbers are read from CSV with the same rule, measurements are not")
    func damagedInCSV() throws {
        let damaged = try read("school_id,name\n4.40106E+17,a\n1.5e+12,b\n1.5E+02,c\nE+17,d\n")
        #expect(damaged.map { $0.problems.map(\.code) } == [["damaged-number"], [], [], []])
    }

    @Test("A flaw in a column that nobody reads does no harm")
    func flawElsewhere() async throws {
        let header = inline(1, ["school_id", "name", "电话"])
        let book = HandmadeWorkbook(
            rows: header
                + #"<row r="2"><c r="A2" t="str"><v>1</v></c><c r="B2" t="str"><v>n</v></c>"#
                + #"<c r="C2" t="e"><v>#REF!</v></c></row>"#)
        #expect(try await readTable(book).first?.problems.isEmpty == true)
    }
}
