import Foundation
import TaoliModels
import TaoliSheets
import Testing

@Suite("Tables lent out as bytes")
struct TableScannerTests {
    private let layout = TableLayout(
        name: "t",
        columns: [TableColumn("a"), TableColumn("b"), TableColumn("c", isRequired: false)])

    private struct Row: Equatable {
        let number: Int
        let line: Int
        let cells: [String]
        let isRefused: Bool
    }

    private func scan(_ data: Data, _ limits: SheetLimits = .standard) -> Result<[Row], FileProblem>
    {
        var scanner = TableScanner(layout: layout, limits: limits)
        var rows: [Row] = []
        let width = layout.columns.count
        do throws(FileProblem) {
            try scan(&scanner, data, &rows, width)
            return .success(rows)
        } catch {
            return .failure(error)
        }
    }

    private func scan(
        _ scanner: inout TableScanner, _ data: Data, _ rows: inout [Row], _ width: Int
    ) throws(FileProblem) {
        let bytes = Array(data)
        var problem: FileProblem?
        var found: [Row] = []
        bytes.withUnsafeBufferPointer { buffer in
            do throws(FileProblem) {
                try scanner.scan(
                    buffer,
                    refuse: {
                        found.append(
                            Row(number: $0.number, line: $0.line, cells: [], isRefused: true))
                    },
                    take: { cells in
                        found.append(
                            Row(
                                number: cells.number, line: cells.line,
                                cells: (0..<width).map { cells[$0] }, isRefused: false))
                        return true
                    })
            } catch {
                problem = error
            }
        }
        rows = found
        if let problem { throw problem }
    }

    /// The same rows by the reader that makes texts.
    private func read(_ data: Data) -> Result<[Row], FileProblem> {
        var reader = SheetReader(layout: layout)
        do throws(FileProblem) {
            let rows = try reader.feed(data) + (try reader.finish())
            return .success(
                rows.map {
                    Row(
                        number: $0.number, line: $0.line,
                        cells: $0.problems.isEmpty ? $0.cells : [],
                        isRefused: !$0.problems.isEmpty)
                })
        } catch {
            return .failure(error)
        }
    }

    @Test(
        "Both readers give the same rows",
        arguments: [
            "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4", "b,x,a\n1,2,3\n", "a,b\n\n1,2\n,\n3,4\n",
            "a,b\n\"1\",2\n\"x, y\",\"say \"\"so\"\"\"\n5,6\n", "a,b\n\"two\nlines\",2\n3,4\n",
            "a,b\n 1 ,\t2\n", "a,b\n=1,2\n-1,-2\n-x,3\n", "a,b\n1\n2,3\n4,5,6\n7,8,\n",
            "a,b\n桃李,\u{3000}东山\u{3000}\n", "\u{FEFF}a,b,c\n1,2,3\n", "a,b\n1,2\u{0}\n3,4\n",
            "a,b\r1,2\r3,4\r", "a,b\n\"open,2\n3,4\n", "a,b\n\"x\"y,2\n3,4\n", "x,y\n1,2\n", "",
        ])
    func same(text: String) {
        let data = Data(text.utf8)
        #expect(scan(data) == read(data), "\(text)")
    }

    @Test("GB18030 and UTF-16 are read as by the other reader")
    func encodings() throws {
        let text = "a,b\n桃李教育集团,东山\n二,三\n"
        let gb = try #require(
            text.data(using: String.Encoding(rawValue: 0x8000_0632)))
        #expect(scan(gb) == read(gb))
        let wide = try #require(text.data(using: .utf16))
        #expect(scan(wide) == read(wide))
        #expect(try scan(gb).get().count == 2)
    }

    @Test("Random files made of awkward pieces are read the same by both")
    func random() {
        let pieces = [
            "1", "ab", ",", ",", "\n", "\r\n", "\"", "\"\"", " ", "桃", "-5", "=", "\u{3000}", "\t",
        ]
        var state: UInt64 = 7
        for _ in 0..<600 {
            var text = "a,b\n"
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            let (left, right) = (scan(Data(text.utf8)), read(Data(text.utf8)))
            switch (left, right) {
            case (.success(let rows), .failure(let problem)):
                // No data rows is an error there only.
                #expect(problem.code == "no-rows" && rows.isEmpty, "\(text.debugDescription)")
            case (.failure(let one), .failure(let other)):
                #expect(one.code == other.code, "\(text.debugDescription)")
            default: #expect(left == right, "\(text.debugDescription)")
            }
        }
    }

    @Test("More rows than the limit are refused before any is given out, and the limit is named")
    func tooMany() {
        var limits = SheetLimits()
        limits.rowsMax = 10
        let text = "a,b\n" + String(repeating: "1,2\n", count: 20)
        guard case .failure(let problem) = scan(Data(text.utf8), limits) else {
            Issue.record("not refused")
            return
        }
        #expect(problem.code == "too-many-rows")
        #expect(problem.text.english.contains("rowsMax"))
    }
}
