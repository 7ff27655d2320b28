import Foundation

/// The encodings in which tables are read.
package enum SheetEncoding: String, CaseIterable, Sendable {
    /// With or without a byte order mark.
    case utf8 = "UTF-8"
    /// What Chinese Excel writes as "CSV"; contains GBK and GB 2312.
    case gb18030 = "GB18030"
    /// Little-endian, with a byte order mark: Excel's "Unicode text".
    case utf16LittleEndian = "UTF-16LE"
    /// Big-endian, with a byte order mark.
    case utf16BigEndian = "UTF-16BE"
}

/// What the first bytes of a file say about its encoding.
enum EncodingGuess: Equatable {
    /// The encoding, and how many bytes of a byte order mark to skip.
    case decided(SheetEncoding, markBytes: Int)
    /// So many bytes are plain ASCII and may be read in any way; nothing else is known yet.
    case undecided(asciiBytes: Int)
    case impossible(FileProblem)
}

enum EncodingDetection {
    /// So many bytes, from the first that is not ASCII on, are looked at before choosing.
    static let sampleBytes = 4096

    /// Looks at the start of a file.
    ///
    /// - Parameters:
    ///   - head: its first bytes, or those that no one has read yet.
    ///   - atStart: whether `head` begins at the file's first byte, where marks stand.
    ///   - isComplete: whether the file ends with `head`.
    static func guess(_ head: ArraySlice<UInt8>, atStart: Bool, isComplete: Bool) -> EncodingGuess {
        if atStart {
            if head.count < 8, !isComplete { return .undecided(asciiBytes: 0) }
            if let certain = signature(head) { return certain }
        }
        guard let first = head.firstIndex(where: { $0 >= 0x80 }) else {
            return .undecided(asciiBytes: head.count)
        }
        let sample = head[first...].prefix(sampleBytes)
        if sample.count < sampleBytes, !isComplete {
            return .undecided(asciiBytes: first - head.startIndex)
        }
        let cutByUs = !isComplete || sample.endIndex < head.endIndex
        return guess(sample: sample, mayEndInside: cutByUs)
    }

    private static func guess(sample: ArraySlice<UInt8>, mayEndInside: Bool) -> EncodingGuess {
        for (encoding, decoder) in [
            (SheetEncoding.utf8, UTF8Decoder() as any ChunkDecoder),
            (.gb18030, GB18030Decoder()),
        ] {
            var trial = decoder
            var text: [UInt8] = []
            var fits = trial.decode(sample, into: &text)
            if fits, !mayEndInside { fits = trial.isBetweenCharacters }
            if fits { return .decided(encoding, markBytes: 0) }
        }
        // Mostly valid UTF-8 with a damaged place is better called damaged UTF-8 than unknown, but
        // that needs a row, which decoding finds: choose UTF-8 when its share is overwhelming.
        return isMostlyUTF8(sample)
            ? .decided(.utf8, markBytes: 0) : .impossible(.unknownEncoding(row: 1))
    }

    private static func isMostlyUTF8(_ sample: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: sample, as: UTF8.self)
        let foreign = text.unicodeScalars.lazy.filter { $0.value >= 0x80 }.count
        let damaged = text.unicodeScalars.lazy.filter { $0 == "\u{FFFD}" }.count
        return damaged * 4 <= foreign
    }

    /// Marks that leave no doubt.
    private static func signature(_ head: ArraySlice<UInt8>) -> EncodingGuess? {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return .decided(.utf8, markBytes: 3) }
        if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
            return .impossible(.notCSV("UTF-32"))
        }
        if head.starts(with: [0xFF, 0xFE]) { return .decided(.utf16LittleEndian, markBytes: 2) }
        if head.starts(with: [0xFE, 0xFF]) { return .decided(.utf16BigEndian, markBytes: 2) }
        if head.starts(with: [0x50, 0x4B, 3, 4]) { return .impossible(.notCSV("xlsx / zip")) }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .impossible(.notCSV("xls")) }
        if head.starts(with: Array("%PDF".utf8)) { return .impossible(.notCSV("PDF")) }
        if head.first == UInt8(ascii: "<") { return .impossible(.notCSV("HTML / XML")) }
        // Text of ASCII letters in UTF-16 has a zero beside each letter.
        if head.count >= 4, head.prefix(8).filter({ $0 == 0 }).count * 2 >= min(8, head.count) {
            return .impossible(.notCSV("UTF-16 without a byte order mark"))
        }
        return nil
    }
}
