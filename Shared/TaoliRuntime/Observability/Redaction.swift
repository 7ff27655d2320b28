/// Removes identity-document and phone numbers from texts that leave the process.
///
/// A last line of defence: such numbers must not be handed to a log in the first place.
package enum Redaction {
    /// The text with every 18-character identity number (GB 11643) and every mainland mobile
    /// number, alone or after +86, replaced by `***`. Spaces and hyphens inside are not seen
    /// through; longer runs of digits are left.
    package static func apply(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.count >= 11, bytes.contains(where: isDigit) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard isDigit(bytes[index]) else {
                result.append(bytes[index])
                index += 1
                continue
            }
            var end = index
            while end < bytes.count, isDigit(bytes[end]) { end += 1 }
            let kept = personal(bytes, index, &end) ? Array("***".utf8) : Array(bytes[index..<end])
            result.append(contentsOf: kept)
            index = end
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether the run of digits is such a number; extends `end` over a closing X.
    private static func personal(_ bytes: [UInt8], _ start: Int, _ end: inout Int) -> Bool {
        let count = end - start
        if count == 17, end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "x") {
            end += 1
            return true
        }
        if count == 18 { return true }
        // Hexadecimal ids hold runs of eleven digits too, so letters around one speak against it.
        let before = start > 0 ? bytes[start - 1] : 0
        let after = end < bytes.count ? bytes[end] : 0
        guard !isLetter(before), !isLetter(after) else { return false }
        let number = Array(bytes[start..<end].suffix(11))
        let prefix = bytes[start..<end].dropLast(11)
        return number.count == 11 && number[0] == UInt8(ascii: "1")
            && number[1] >= UInt8(ascii: "3")
            && (prefix.isEmpty || Array(prefix) == Array("86".utf8))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }
}
