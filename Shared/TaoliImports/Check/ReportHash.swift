import Foundation

/// The hash by which a caller confirms a report: over every row's number, verdict, effect,
/// questions or reasons, and what would be recorded, in the file's order.
struct ReportHash {
    private var digest: any ImportDigest

    init(_ digest: any ImportDigest) { self.digest = digest }

    mutating func add(_ rows: [JudgedRow]) {
        var bytes = Data()
        for row in rows {
            bytes += Data("\(row.row) \(row.verdict.rawValue) \(row.effect.rawValue)".utf8)
            for problem in row.problems { bytes += Data(" \(problem.slug)".utf8) }
            for field in row.record ?? [] {
                // Length first, so that no two lists of fields have equal bytes.
                bytes += Data("\u{1F}\(field.map { "\($0.utf8.count):\($0)" } ?? "-")".utf8)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        digest.update(bytes)
    }

    func hex() -> String { digest.hex() }
}
