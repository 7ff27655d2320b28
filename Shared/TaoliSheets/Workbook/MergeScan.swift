/// Finds the merged cells of a sheet without reading its XML: they stand behind the rows, but must
/// be known before them. Everything before is passed over at the speed of unpacking.
///
/// In XML a `<` begins markup wherever it stands, so that no cell's text is taken for a merge. The
/// reader of the sheet compares the number found here with what it sees itself.
struct MergeScan {
    private static let mark = Array("mergeCell".utf8)
    /// Longest tag read: a prefix, the name and one reference.
    private static let tagBytesMax = 512

    private let limits: WorkbookLimits
    /// The tag that is being read, from behind its `<`.
    private var tag: [UInt8] = []
    private var isInside = false
    private(set) var ranges: [MergedRange] = []

    init(limits: WorkbookLimits) { self.limits = limits }

    /// - Throws: a merge over several columns, one that cannot be read, or too many.
    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(FileProblem) {
        var place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "<") {
                isInside = true
                tag.removeAll(keepingCapacity: true)
            } else if isInside {
                if byte == UInt8(ascii: ">") {
                    isInside = false
                    if tag.count > MergeScan.mark.count { try read() }
                } else if tag.count < MergeScan.tagBytesMax {
                    tag.append(byte)
                }
                // Only tags that can still be a merge are worth their bytes.
                if tag.count == 1, byte == UInt8(ascii: "c") || byte == UInt8(ascii: "/") {
                    isInside = false
                }
            }
            place += 1
        }
    }

    private mutating func read() throws(FileProblem) {
        let name = tag.prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
        let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
        guard local.elementsEqual(MergeScan.mark) else { return }
        guard let text = MergeScan.reference(tag), let range = MergedRange(text) else {
            throw .damagedWorkbook("mergeCell")
        }
        guard range.first.column == range.last.column else { throw .mergedColumns(text) }
        guard ranges.count < limits.mergesMax else { throw .tooManyMerges(limits.mergesMax) }
        ranges.append(range)
    }

    /// The value of `ref="…"`.
    private static func reference(_ tag: [UInt8]) -> String? {
        let text = String(decoding: tag, as: UTF8.self)
        guard let mark = text.firstRange(of: /\bref\s*=\s*["']/) else { return nil }
        return String(text[mark.upperBound...].prefix { $0 != "\"" && $0 != "'" })
    }
}
