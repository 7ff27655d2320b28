import Foundation

/// Judged rows as PostgreSQL's COPY text, column by column of `import_staging`.
struct StagingText {
    static let columns =
        "job_id, row_number, verdict, effect, phase, problems, cells, record"

    private let job: [UInt8]
    private(set) var bytes: [UInt8] = []

    init(job: UUID) { self.job = Array(job.uuidString.lowercased().utf8) }

    /// The text so far, leaving nothing.
    mutating func take() -> Data {
        let data = Data(bytes)
        bytes.removeAll(keepingCapacity: true)
        return data
    }

    mutating func append(_ row: JudgedRow) throws {
        bytes += job
        number(row.row)
        number(Int(row.verdict.rawValue))
        number(Int(row.effect.rawValue))
        number(Int(row.phase))
        bytes.append(StagingText.tab)
        if let problems = try ImportProblem.encode(row.problems) {
            for byte in problems.utf8 { escaped(byte) }
        } else {
            null()
        }
        bytes.append(StagingText.tab)
        list(row.cells.map(Optional.some))
        bytes.append(StagingText.tab)
        if let record = row.record { list(record) } else { null() }
        bytes.append(StagingText.lineEnd)
    }

    private static let tab = UInt8(ascii: "\t")
    private static let lineEnd = UInt8(ascii: "\n")
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    private mutating func number(_ value: Int) {
        bytes.append(StagingText.tab)
        bytes += String(value).utf8
    }

    private mutating func null() { bytes += [StagingText.backslash, UInt8(ascii: "N")] }

    /// An array: every element quoted, quotes and backslashes in it escaped once for the array and
    /// once more for COPY.
    private mutating func list(_ elements: [String?]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            guard let element else {
                bytes += "NULL".utf8
                continue
            }
            bytes.append(StagingText.quote)
            if !plain(element) {
                for byte in element.utf8 {
                    if byte == StagingText.quote || byte == StagingText.backslash {
                        bytes += [StagingText.backslash, StagingText.backslash]
                    }
                    escaped(byte)
                }
            }
            bytes.append(StagingText.quote)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends a text without anything to escape, as nearly all are, at once; false for another.
    private mutating func plain(_ text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { text in
            let isPlain = text.allSatisfy {
                $0 >= UInt8(ascii: " ") && $0 != StagingText.quote && $0 != StagingText.backslash
            }
            if isPlain { bytes.append(contentsOf: text) }
            return isPlain
        } ?? false
    }

    /// One byte for COPY. NUL cannot be stored in a text and is left out; a row that means
    /// something with it was refused before.
    private mutating func escaped(_ byte: UInt8) {
        switch byte {
        case 0: break
        case StagingText.tab: bytes += [StagingText.backslash, UInt8(ascii: "t")]
        case StagingText.lineEnd: bytes += [StagingText.backslash, UInt8(ascii: "n")]
        case UInt8(ascii: "\r"): bytes += [StagingText.backslash, UInt8(ascii: "r")]
        case StagingText.backslash: bytes += [StagingText.backslash, StagingText.backslash]
        default: bytes.append(byte)
        }
    }
}
