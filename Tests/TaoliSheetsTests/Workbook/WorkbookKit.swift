import Foundation
import TaoliModels
import TaoliSheets

/// A workbook put together by hand, as other programs than ours write them.
struct HandmadeWorkbook {
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    var root = main
    var types = relations
    /// `sheetData` and what stands around it.
    var sheet = ""
    var shared: String?
    var styles: String?
    var workbookProperties = ""
    /// The sheets of the list; the n-th has the relation `rn`.
    var sheets = #"<sheet name="数据" sheetId="1" r:id="r1"/>"#
    var otherRelations = ""
    var extraParts: [(name: String, text: String)] = []
    var prologue = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#

    init(sheet: String) { self.sheet = sheet }

    /// A sheet of nothing but rows.
    init(rows: String) { self.init(sheet: "<sheetData>\(rows)</sheetData>") }

    var bytes: [UInt8] {
        var zip = StoredZip()
        let packages = "http://schemas.openxmlformats.org/package/2006/relationships"
        zip.add(
            "_rels/.rels",
            text(
                """
                <Relationships xmlns="\(packages)"><Relationship Id="a" \
                Type="\(types)/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """))
        zip.add(
            "xl/workbook.xml",
            text(
                """
                <workbook xmlns="\(root)" xmlns:r="\(types)">\(workbookProperties)\
                <sheets>\(sheets)</sheets></workbook>
                """))
        var list =
            #"<Relationship Id="r1" Type="\#(types)/worksheet" "#
            + #"Target="worksheets/sheet1.xml"/>"# + otherRelations
        if let shared {
            list +=
                #"<Relationship Id="s" Type="\#(types)/sharedStrings" "#
                + #"Target="/xl/sharedStrings.xml"/>"#
            zip.add("xl/sharedStrings.xml", text(#"<sst xmlns="\#(root)">\#(shared)</sst>"#))
        }
        if let styles {
            list += #"<Relationship Id="t" Type="\#(types)/styles" Target="styles.xml"/>"#
            zip.add("xl/styles.xml", text(#"<styleSheet xmlns="\#(root)">\#(styles)</styleSheet>"#))
        }
        zip.add(
            "xl/_rels/workbook.xml.rels",
            text(#"<Relationships xmlns="\#(packages)">\#(list)</Relationships>"#))
        zip.add(
            "xl/worksheets/sheet1.xml", text(#"<worksheet xmlns="\#(root)">\#(sheet)</worksheet>"#))
        for part in extraParts { zip.add(part.name, Array(part.text.utf8)) }
        return zip.finished()
    }

    private func text(_ xml: String) -> [UInt8] { Array((prologue + xml).utf8) }
}

/// A row of text cells.
func inline(_ row: Int, _ cells: [String]) -> String {
    let cells = cells.enumerated().map { index, text in
        let place = ColumnReference(index: index, name: "").letter + "\(row)"
        return #"<c r="\#(place)" t="inlineStr"><is><t>\#(text)</t></is></c>"#
    }
    return #"<row r="\#(row)">\#(cells.joined())</row>"#
}

let pupilsHeader = inline(1, ["school_id", "name", "note"])

/// Reads any table file, its bytes cut into pieces.
func readTable(
    _ bytes: [UInt8], layout: TableLayout = pupilsLayout, pieces: Int = 64 * 1024,
    limits: SheetLimits = .standard, bounds: WorkbookLimits = .standard
) async throws -> (rows: [TableRow], notices: [FileNotice]) {
    var reader = TableReader(layout: layout, limits: limits, bounds: bounds)
    var rows: [TableRow] = []
    var rest = bytes[...]
    while !rest.isEmpty {
        rows += try reader.feed(rest.prefix(pieces))
        rest = rest.dropFirst(pieces)
    }
    let source = try reader.finish()
    while let more = try await source.next() { rows += more }
    return (rows, source.notices)
}

func readTable(_ book: HandmadeWorkbook) async throws -> [TableRow] {
    try await readTable(book.bytes).rows
}

/// The problem of a file that must not be readable; `nil` when it was read.
func tableProblem(
    _ bytes: [UInt8], limits: SheetLimits = .standard, bounds: WorkbookLimits = .standard
) async throws -> FileProblem? {
    do {
        _ = try await readTable(bytes, limits: limits, bounds: bounds)
        return nil
    } catch let problem as FileProblem {
        return problem
    }
}

/// A path in the temporary folder that is nobody else's.
func temporaryPath(_ suffix: String) -> String {
    FileManager.default.temporaryDirectory
        .appendingPathComponent("taoli-sheets-\(UUID().uuidString)\(suffix)").path
}

/// Runs a body with a file of its own that is removed afterwards.
func withTemporaryFile<Result>(_ suffix: String, _ body: (String) async throws -> Result)
    async throws -> Result
{
    let path = temporaryPath(suffix)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
}
