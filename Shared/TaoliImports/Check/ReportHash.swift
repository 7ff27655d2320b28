import Foundation

/// The hash by which a caller confirms a report: over every row's number, verdict, effect,
/// questions or reasons, and what would be recorded, in the file's order.
struct ReportHash: Sendable {
    private var digest: any ImportDigest

    init(_ digest: any ImportDigest) { self.digest = digest }

    mutating func add(_ rows: [JudgedRow]) {
        var bytes: [UInt8] = []
        for row in rows {
            bytes += "\(row.row) \(row.verdict.rawValue) \(row.effect.rawValue)".utf8
            for problem in row.problems {
                bytes.append(UInt8(ascii: " "))
                bytes += problem.slug.utf8
            }
            for field in row.record ?? [] {
                // Length first, so that no two lists of fields have equal bytes.
                bytes.append(0x1F)
                if let field {
                    bytes += String(field.utf8.count).utf8
                    bytes.append(UInt8(ascii: ":"))
                    bytes += field.utf8
                } else {
                    bytes.append(UInt8(ascii: "-"))
                }
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        digest.update(Data(bytes))
    }

    func hex() -> String { digest.hex() }
}
