import Foundation
import TaoliModels
import TaoliSheets
import Testing

@Suite("Long workbooks")
struct WorkbookStreamTests {
    private static let rows = 120_000

    @Test("120,000 rows are read in batches; memory stays far below what they hold")
    func memory() async throws {
        try await withTemporaryFile(".xlsx") { path in
            try Self.write(to: path)
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            var reader = TableReader(layout: pupilsLayout)
            while let chunk = try file.read(upToCount: 256 * 1024), !chunk.isEmpty {
                #expect(try reader.feed(chunk).isEmpty)
            }
            let source = try reader.finish()
            let before = try Self.residentBytes()
            var (count, textBytes, late, lastNumber) = (0, 0, Int.max, 1)
            while let batch = try await source.next() {
                #expect(batch.count <= 1_000)
                for row in batch {
                    #expect(row.number == lastNumber + 1)
                    lastNumber = row.number
                    textBytes += row.cells.reduce(0) { $0 + $1.utf8.count }
                }
                count += batch.count
                if count > Self.rows * 3 / 4 { late = min(late, try Self.residentBytes()) }
            }
            #expect(count == Self.rows)
            #expect(textBytes > 120 * 1_000_000)
            // Other tests run beside this one, so the least of the last quarter counts: whoever kept
            // all rows would hold three quarters of their texts even then.
            #expect(late - before < textBytes * 3 / 4)
        }
    }

    /// Rows whose notes do not compress: a workbook as large as its texts.
    private static func write(to path: String) throws {
        let writer = try WorkbookWriter(path: path, created: Date(timeIntervalSince1970: 0))
        let sheet = try writer.addSheet(
            SheetPlan("数据", columns: ["school_id", "name", "note"].map { SheetColumn($0) }))
        // Pieces come again only behind what the packer remembers (32 KiB).
        var generator = SystemRandomNumberGenerator()
        let pieces = (0..<500).map { _ in
            (0..<16).map { _ in
                String(UInt64.random(in: 1 << 63...UInt64.max, using: &generator), radix: 16)
            }.joined()
        }
        for row in 0..<rows {
            let note = (0..<4).map { pieces[(4 * row + $0) % pieces.count] }.joined()
            try writer.append([.text("id\(row)"), .text("学校"), .text(note)], to: sheet)
        }
        try writer.finish()
    }

    /// The process's memory, from /proc/self/statm.
    private static func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        return (Int(text.split(separator: " ")[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
