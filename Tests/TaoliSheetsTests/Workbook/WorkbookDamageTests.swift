import Foundation
import TaoliModels
import TaoliSheets
import Testing

@Suite("Workbooks that are none, too large or broken")
struct WorkbookDamageTests {
    private let book = HandmadeWorkbook(rows: pupilsHeader + inline(2, ["a", "甲", ""]))

    @Test("The kind of a file is found from its bytes, and what to do is said")
    func kinds() async throws {
        let legacy: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let problem = try await tableProblem(legacy)
        #expect(problem?.code == "legacy-xls")
        #expect(problem?.text.chinese.contains("另存为“Excel 工作簿(.xlsx)”") == true)
        for page in ["<html><table>", "\u{FEFF}\r\n <table>", "<?xml version=\"1.0\"?><Workbook>"] {
            #expect(try await tableProblem(Array(page.utf8))?.code == "fake-xls")
        }
        #expect(try await tableProblem([])?.code == "empty-file")
        #expect(try await readTable(Array("PK,school_id,name\n1,2,3\n".utf8)).rows.count == 1)
    }

    @Test(
        "Packages of other kinds are named",
        arguments: [
            (["word/document.xml"], "Word"), (["mimetype", "content.xml"], "OpenDocument"),
            (["a.txt"], "ZIP"), (["ppt/presentation.xml"], "PowerPoint"),
        ])
    func packages(names: [String], kind: String) async throws {
        var zip = StoredZip()
        for name in names { zip.add(name, Array("<x/>".utf8)) }
        let problem = try await tableProblem(zip.finished())
        #expect(problem?.code == "not-a-workbook")
        #expect(problem?.text.chinese.contains(kind) == true)
    }

    @Test("A file that is cut off anywhere is refused, never read in part")
    func cutOff() async throws {
        let bytes = book.bytes
        #expect(try await tableProblem(bytes) == nil)
        for length in stride(from: 1, to: bytes.count, by: 13) {
            #expect(try await tableProblem(Array(bytes.prefix(length))) != nil, "\(length)")
        }
    }

    @Test("Changed bytes are noticed or harmless, also where no check sum covers them")
    func changedBytes() async throws {
        let bytes = book.bytes
        for _ in 0..<Self.rounds {
            _ = try await tableProblem(Self.changed(bytes))
        }
    }

    @Test("Changed XML is read or refused: nothing ends the process")
    func changedXML() async throws {
        var rich = book
        rich.shared = "<si><t>甲</t></si><si><r><t>乙</t></r><rPh><t>x</t></rPh></si>"
        rich.styles =
            "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yy\"/></numFmts>"
            + "<cellXfs><xf numFmtId=\"164\"/></cellXfs>"
        let rows = rich.sheet + "<mergeCells><mergeCell ref=\"B2:B4\"/></mergeCells>"
        for _ in 0..<Self.rounds {
            var changed = rich
            changed.sheet = Self.changedText(rows)
            changed.shared = Self.changedText(rich.shared ?? "")
            changed.styles = Self.changedText(rich.styles ?? "")
            if Bool.random() { changed.sheets = Self.changedText(rich.sheets) }
            _ = try await tableProblem(changed.bytes)
        }
    }

    /// More rounds when somebody looks for something: TAOLI_FUZZ_ROUNDS.
    private static let rounds =
        ProcessInfo.processInfo.environment["TAOLI_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 300

    private static func changed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4) {
            bytes[Int.random(in: 0..<bytes.count)] = UInt8.random(in: 0...255)
        }
        return bytes
    }

    /// Cuts, repeats and exchanges pieces of a text, so that much of it still is XML.
    private static func changedText(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 0...3) where scalars.count > 4 {
            let start = Int.random(in: 0..<scalars.count - 1)
            let piece = scalars[start..<min(scalars.count, start + Int.random(in: 1...9))]
            switch Int.random(in: 0...3) {
            case 0: scalars.removeSubrange(piece.indices)
            case 1: scalars.insert(contentsOf: piece, at: Int.random(in: 0...scalars.count))
            case 2: scalars[start] = "<>&\"'/:=\u{0}\u{FFFE}桃".unicodeScalars.randomElement() ?? "<"
            default:
                scalars.insert(
                    contentsOf: ["&#0;", "&a;", "<![CDATA[x]]>", "<?p?>", ":", "xmlns:a=''"]
                        .randomElement()?.unicodeScalars.map { $0 } ?? [], at: start)
            }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test("Random bytes behind a package's mark end in a problem")
    func randomBytes() async throws {
        for length in [0, 1, 18, 100, 5_000] {
            let tail = (0..<length).map { _ in UInt8.random(in: 0...255) }
            #expect(try await tableProblem([0x50, 0x4B, 3, 4] + tail) != nil)
            #expect(try await tableProblem([0x50, 0x4B, 5, 6] + tail) != nil)
        }
    }

    @Test(
        "Document types and processing instructions are refused: Foundation would not survive them",
        arguments: [
            "<!DOCTYPE a [<!ENTITY b \"c\">]>", "<!-- <a> --><!DOCTYPE a>", "<?p?>", "<?xml?><?p?>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">",
        ])
    func forbiddenMarkup(prologue: String) async throws {
        var bomb = book
        bomb.prologue = prologue
        let problem = try await tableProblem(bomb.bytes)
        #expect(problem?.code == "damaged-workbook")
        #expect(problem?.text.english.contains("<! <?") == true)
        bomb = book
        bomb.sheet = "<sheetData><?p?></sheetData>"
        #expect(try await tableProblem(bomb.bytes)?.text.english.contains("<! <?") == true)
    }

    @Test("Every bound is kept, and named")
    func bounds() async throws {
        func code(_ change: (inout WorkbookLimits) -> Void) async throws -> String? {
            var bounds = WorkbookLimits.standard
            change(&bounds)
            let problem = try await tableProblem(book.bytes, bounds: bounds)
            return problem.map { "\($0.code) \($0.text.english)" }
        }
        #expect(try await code { $0.entriesMax = 3 }?.contains("(entriesMax)") == true)
        let unpacked = try await code { $0.unpackedBytesMax = 1_000 }
        #expect(unpacked?.contains("unpackedBytesMax:") == true)
        let ratio = try await code {
            $0.ratioFloorBytes = 10
            $0.ratioMax = 0
        }
        #expect(ratio?.contains("ratioMax:") == true)
        var shared = book
        shared.shared = "<si><t>\(String(repeating: "长", count: 500))</t></si>"
        var bounds = WorkbookLimits.standard
        bounds.sharedBytesMax = 1_000
        let text = try await tableProblem(shared.bytes, bounds: bounds)?.text.english
        #expect(text?.contains("(sharedBytesMax)") == true)
        var merged = book
        merged.sheet +=
            "<mergeCells><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/></mergeCells>"
        bounds = .standard
        bounds.mergesMax = 1
        #expect(try await tableProblem(merged.bytes, bounds: bounds)?.code == "too-many-merges")
    }

    @Test("Rows, columns and cells have the bounds of CSV")
    func shapes() async throws {
        var limits = SheetLimits()
        limits.rowsMax = 2
        limits.columnsMax = 4
        limits.cellBytesMax = 30
        let more = HandmadeWorkbook(rows: pupilsHeader + inline(3, ["a", "b", ""]))
        #expect(try await tableProblem(more.bytes, limits: limits)?.code == "too-many-rows")
        let wide = HandmadeWorkbook(
            rows: pupilsHeader + inline(2, ["a", "b", "", "", "e"]))
        let row = try await readTable(wide.bytes, limits: limits).rows.first
        #expect(row?.problems.map(\.code) == ["too-many-columns"])
        let long = HandmadeWorkbook(
            rows: pupilsHeader + inline(2, ["a", String(repeating: "长", count: 11), ""]))
        let cut = try await readTable(long.bytes, limits: limits).rows.first
        #expect(cut?.problems.map(\.code) == ["cell-too-long"])
        #expect(cut?.problems.first?.column?.letter == "B")
        let endless = HandmadeWorkbook(
            rows: pupilsHeader + inline(2, ["a", String(repeating: "x", count: 20_000), ""]))
        #expect(try await readTable(endless.bytes, limits: limits).rows.first?.problems.count == 1)
    }

    @Test(
        "Rows and cells that go backwards are damage, not data",
        arguments: [
            inline(2, ["a", "b"]) + inline(2, ["c", "d"]),
            #"<row r="x"><c t="str"><v>1</v></c></row>"#,
            #"<row r="2"><c r="B2" t="str"><v>1</v></c><c r="A2" t="str"><v>1</v></c></row>"#,
            #"<row r="2"><c r="2B" t="str"><v>1</v></c></row>"#,
            #"<row r="1048577"><c r="A1048577" t="str"><v>1</v></c></row>"#,
        ])
    func order(rows: String) async throws {
        let problem = try await tableProblem(HandmadeWorkbook(rows: pupilsHeader + rows).bytes)
        #expect(problem?.code == (rows.contains("1048577") ? "too-many-rows" : "damaged-workbook"))
    }

    @Test("XML that is broken behind good rows makes the file unusable")
    func brokenXML() async throws {
        let broken = HandmadeWorkbook(
            sheet: "<sheetData>" + pupilsHeader + inline(2, ["a", "b"]) + "</row></sheetData>")
        #expect(try await tableProblem(broken.bytes)?.code == "damaged-workbook")
        var open = HandmadeWorkbook(rows: pupilsHeader + inline(2, ["a", "b"]))
        open.sheet += "<x"
        #expect(try await tableProblem(open.bytes)?.code == "damaged-workbook")
    }

    @Test("Letting go of the rows before their end stops the reading")
    func abandoned() async throws {
        let rows = (2...9_000).map { inline($0, ["a", "b"]) }.joined()
        let bytes = HandmadeWorkbook(rows: pupilsHeader + rows).bytes
        for _ in 0..<20 {
            var reader = TableReader(layout: pupilsLayout)
            _ = try reader.feed(bytes)
            let source = try reader.finish()
            while let batch = try await source.next(), batch.isEmpty {}
        }
        let task = Task {
            var reader = TableReader(layout: pupilsLayout)
            _ = try reader.feed(bytes)
            let source = try reader.finish()
            var count = 0
            while let batch = try await source.next() { count += batch.count }
            return count
        }
        task.cancel()
        // Either it was done before it heard, or it ended early; it never hangs.
        do {
            #expect(try await task.value == 8_999)
        } catch {
            #expect(error is CancellationError)
        }
    }
}
