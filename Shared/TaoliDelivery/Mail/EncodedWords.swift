import Foundation

/// Text of any language in a header (RFC 2047): words of at most 75 bytes, folded, none of which ends
/// in the middle of a character. Everything is encoded, so no header can be smuggled in.
enum EncodedWords {
    /// Bytes of text in one word: `=?utf-8?B?` and `?=` leave 63 of 75, which are 45 before base64.
    private static let bytesMax = 45

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
