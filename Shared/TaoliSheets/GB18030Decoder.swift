import Foundation

/// Reads GB18030: one byte below 0x80, two bytes, or four bytes whose second is a digit.
///
/// The boundaries of characters are found here; the conversion itself is Foundation's (ICU), which
/// answers nothing for a sequence that stands for no character.
struct GB18030Decoder: ChunkDecoder {
    /// CFStringEncoding GB_18030_2000 as Foundation names it.
    private static let encoding = String.Encoding(rawValue: 0x8000_0632)

    private var kept: [UInt8] = []

    var isBetweenCharacters: Bool { kept.isEmpty }

    mutating func decode(_ bytes: ArraySlice<UInt8>, into text: inout [UInt8]) -> Bool {
        let whole = kept + bytes
        let (end, isValid) = GB18030Decoder.boundary(whole)
        kept = Array(whole[end...])
        return convert(whole[..<end], into: &text) && isValid
    }

    /// Where the last whole character ends, and whether what follows may still become one.
    private static func boundary(_ bytes: [UInt8]) -> (end: Int, isValid: Bool) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                index += 1
                continue
            }
            guard (0x81...0xFE).contains(byte) else { return (index, false) }
            guard index + 1 < bytes.count else { return (index, true) }
            switch bytes[index + 1] {
            case 0x40...0x7E, 0x80...0xFE: index += 2
            case 0x30...0x39:
                if index + 2 < bytes.count, !(0x81...0xFE).contains(bytes[index + 2]) {
                    return (index, false)
                }
                guard index + 3 < bytes.count else { return (index, true) }
                guard (0x30...0x39).contains(bytes[index + 3]) else { return (index, false) }
                index += 4
            default: return (index, false)
            }
        }
        return (index, true)
    }

    /// Converts whole characters; on failure halves the piece, so that `text` ends just before
    /// the character at fault.
    private func convert(_ bytes: ArraySlice<UInt8>, into text: inout [UInt8]) -> Bool {
        if bytes.isEmpty { return true }
        if let string = String(bytes: bytes, encoding: GB18030Decoder.encoding) {
            text.append(contentsOf: string.utf8)
            return true
        }
        let half = Array(bytes.prefix(bytes.count / 2))
        let middle = bytes.startIndex + GB18030Decoder.boundary(half).end
        guard middle > bytes.startIndex else {
            // Not divisible by halving: one long character stands first; take it alone.
            let length = GB18030Decoder.lengthOfFirst(bytes)
            guard length < bytes.count,
                convert(bytes.prefix(length), into: &text)
            else { return false }
            return convert(bytes.dropFirst(length), into: &text)
        }
        return convert(bytes[..<middle], into: &text) && convert(bytes[middle...], into: &text)
    }

    private static func lengthOfFirst(_ bytes: ArraySlice<UInt8>) -> Int {
        guard let first = bytes.first, first >= 0x80, bytes.count > 1 else { return 1 }
        return (0x30...0x39).contains(bytes[bytes.startIndex + 1]) ? 4 : 2
    }
}
