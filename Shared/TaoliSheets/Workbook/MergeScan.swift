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
    /// The tag at the end of the last piece, from its `<` on, whose end has not come yet.
    private var kept: [UInt8] = []
    private(set) var ranges: [MergedRange] = []

    init(limits: WorkbookLimits) { self.limits = limits }

    /// Looks at the sheet's next bytes.
    ///
    /// - Throws: a merge over several columns, one that cannot be read, or too many.
    mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) throws(FileProblem) {
        var start = 0
        if !kept.isEmpty {
            let end = ByteSearch.first(UInt8(ascii: ">"), in: bytes, from: 0) ?? bytes.count
            if kept.count + end <= MergeScan.tagBytesMax { kept += bytes[0..<end] }
            guard end < bytes.count else { return }
            let tag = kept
            kept = []
            try tag.withUnsafeBufferPointer { (tag) throws(FileProblem) in try read(tag) }
            start = end
        }
        while let open = ByteSearch.first(UInt8(ascii: "<"), in: bytes, from: start) {
            // Names of one letter and ends of elements are most of a sheet.
            if open + 2 < bytes.count,
                bytes[open + 1] == UInt8(ascii: "/") || bytes[open + 2] <= 0x3E,
                bytes[open + 2] != UInt8(ascii: ":")
            {
                start = open + 2
                continue
            }
            guard let close = ByteSearch.first(UInt8(ascii: ">"), in: bytes, from: open) else {
                kept = Array(bytes[open...].prefix(MergeScan.tagBytesMax))
                return
            }
            try read(UnsafeBufferPointer(rebasing: bytes[open..<close]))
            start = close
        }
    }

    /// Reads one tag from its `<` on, without its `>`.
    private mutating func read(_ tag: UnsafeBufferPointer<UInt8>) throws(FileProblem) {
        guard tag.count > MergeScan.mark.count, tag.count <= MergeScan.tagBytesMax else { return }
        let name = tag.dropFirst().prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
        let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
        guard local.elementsEqual(MergeScan.mark) else { return }
        guard let text = MergeScan.reference(tag), let range = MergedRange(text) else {
            throw .damagedWorkbook("mergeCell")
        }
        guard range.first.column == range.last.column else { throw .mergedColumns(text) }
        guard ranges.count < limits.mergesMax else { throw .tooManyMerges(limits.mergesMax) }
        ranges.append(range)
    }

    /// The value of the attribute `ref`, in double or single quotes (0x22, 0x27).
    private static func reference(_ tag: UnsafeBufferPointer<UInt8>) -> String? {
        let text = String(decoding: tag, as: UTF8.self)
        guard let mark = text.firstRange(of: #/\sref\s*=\s*[\x22\x27]/#) else { return nil }
        let value = text.utf8[mark.upperBound...].prefix { $0 != 0x22 && $0 != 0x27 }
        return String(decoding: value, as: UTF8.self)
    }
}
