/// A file's text as UTF-8 in memory: the file's own bytes where they are that already.
struct PlainText {
    /// Without a byte order mark.
    let bytes: UnsafeBufferPointer<UInt8>
    /// What had to be decoded; `nil` while the file's own bytes serve.
    private let decoded: UnsafeMutableBufferPointer<UInt8>?

    /// - Throws: a `FileProblem` when the encoding is none that is read, or broken.
    init(_ file: UnsafeBufferPointer<UInt8>) throws(FileProblem) {
        let head = Array(file.prefix(8))
        let isPlain = PlainText.isASCII(file) && !PlainText.hasZero(head)
        guard
            !isPlain || head.starts(with: [0x50, 0x4B, 3, 4]) || head.first == 0x3C
                || head.starts(with: Array("%PDF".utf8))
        else {
            bytes = file
            decoded = nil
            return
        }
        let all = Array(file)
        let encoding: SheetEncoding
        let rest: ArraySlice<UInt8>
        switch EncodingDetection.guess(all[...], atStart: true, isComplete: true) {
        case .impossible(let problem): throw problem
        case .decided(let found, let markBytes):
            encoding = found
            rest = all.dropFirst(markBytes)
        case .undecided:
            encoding = .utf8
            rest = all[...]
        }
        var decoder = encoding.makeDecoder()
        var text: [UInt8] = []
        text.reserveCapacity(rest.count + 16)
        let isValid = decoder.decode(rest, into: &text)
        guard isValid, decoder.isBetweenCharacters else {
            throw .invalidBytes(encoding, row: 1 + text.count { $0 == 0x0A })
        }
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
        _ = copy.initialize(from: text)
        decoded = copy
        bytes = UnsafeBufferPointer(copy)
    }

    /// Gives back what was allocated; `bytes` must not be used again.
    func release() { decoded?.deallocate() }

    /// How many line ends there are, when there are more than `most`; counting stops there, and
    /// most files are too short to count at all.
    func lineCountUpTo(_ most: Int) -> Int? {
        guard bytes.count > most else { return nil }
        var count = 0
        for byte in bytes where byte == 0x0A {
            count &+= 1
            if count > most { return count }
        }
        return count
    }

    private static func hasZero(_ head: [UInt8]) -> Bool { head.contains(0) }

    private static func isASCII(_ file: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = file.baseAddress else { return true }
        let raw = UnsafeRawPointer(start)
        var place = 0
        while place + 8 <= file.count {
            let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            if word & 0x8080_8080_8080_8080 != 0 { return false }
            place += 8
        }
        return file[place...].allSatisfy { $0 < 0x80 }
    }
}
