import Foundation

/// Text of any language in a header (RFC 2047): words of at most 75 bytes, folded, none of which ends
/// in the middle of a character. Everything is encoded, so no header can be smuggled in.
enum EncodedWords {
    /// Bytes of text in one word: 52 in base64, so that the first line holds the header's name too.
    private static let bytesMax = 39

    static func text(_ text: String) -> String {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(plain(scalar)).utf8)
            if words[words.count - 1].count + bytes.count > bytesMax { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }
            .joined(separator: "\r\n ")
    }

    /// Line ends and other controls have no place in one line.
    private static func plain(_ scalar: Unicode.Scalar) -> Character {
        scalar.properties.generalCategory == .control ? " " : Character(scalar)
    }
}
