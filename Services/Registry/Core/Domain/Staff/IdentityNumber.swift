package import TaoliModels

/// The number of an identity document. Everything that prints it shows the mask; only `value`
/// gives it, for whoever seals it or reveals it.
package struct IdentityNumber: Hashable, Sendable {
    package let document: IdentityDocument
    /// The number itself, in ASCII, upper case.
    package let value: String

    /// Reads a number as people write it: full-width digits, a small x and spaces are put right.
    ///
    /// - Throws: `bad-identity-number`, which never quotes it: wrong length or alphabet, no such
    ///   birthday, or another check digit than GB 11643-1999 (ISO 7064, MOD 11-2) gives.
    package init(_ document: IdentityDocument, _ text: String) throws(Refusal) {
        let plain = CodeText.plain(text).uppercased().filter { !$0.isWhitespace }
        self.document = document
        value = plain
        if let flaw = IdentityNumber.flaw(document, plain) {
            throw StaffRefusals.identityNumber(flaw)
        }
    }

    /// The day of birth that a resident's number holds.
    package var birthday: CalendarDate? {
        document == .residentCard ? IdentityNumber.birthday(Array(value.utf8)) : nil
    }

    /// `110101********0134`; of other documents the first and the last two characters.
    package var masked: String { IdentityNumber.mask(value, document) }

    /// The bytes of which a blind index is made: numbers of two kinds of document never meet.
    package var indexed: [UInt8] { Array("\(document.rawValue):\(value)".utf8) }

    /// The mask of a text that may be no number: of 18 characters as of a resident's.
    package static func mask(_ text: String) -> String {
        mask(text, text.utf8.count == 18 ? .residentCard : .passport)
    }

    static func mask(_ text: String, _ document: IdentityDocument) -> String {
        let shown = document == .residentCard && text.utf8.count == 18 ? (6, 4) : (1, 2)
        guard text.count > shown.0 + shown.1 + 1 else {
            return String(repeating: "*", count: text.count)
        }
        let hidden = text.count - shown.0 - shown.1
        return text.prefix(shown.0) + String(repeating: "*", count: hidden) + text.suffix(shown.1)
    }

    /// The character that GB 11643 puts behind 17 digits; `nil` for anything else.
    package static func checkDigit(of digits: some Sequence<UInt8>) -> UInt8? {
        var sum = 0
        var count = 0
        // Weight of place i from the right, the check digit's own being 1, is 2^(i-1) mod 11.
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        for digit in digits {
            guard count < 17, (48...57).contains(digit) else { return nil }
            sum += Int(digit - 48) * weights[count]
            count += 1
        }
        guard count == 17 else { return nil }
        return Array("10X98765432".utf8)[sum % 11]
    }

    private static func birthday(_ digits: [UInt8]) -> CalendarDate? {
        guard digits.count == 18, digits[6..<14].allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        func number(_ range: Range<Int>) -> Int {
            digits[range].reduce(0) { $0 * 10 + Int($1 - 48) }
        }
        return CalendarDate(year: number(6..<10), month: number(10..<12), day: number(12..<14))
    }

    private static func flaw(_ document: IdentityDocument, _ text: String) -> Wording? {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else {
            return Wording("证件号码为空；请填写。", "The number is empty: fill it in.")
        }
        guard document == .residentCard else {
            let isPlain = bytes.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0)
            }
            return isPlain && (5...20).contains(bytes.count)
                ? nil
                : Wording(
                    "证件号码应为 5-20 个字母和数字。", "The number has 5-20 letters and digits.")
        }
        if text.contains("E+") {
            return Wording(
                "证件号码已被表格软件改成科学记数法；请将该列设为文本。",
                "A spreadsheet turned the number into a power of ten: set the column to text.")
        }
        guard bytes.count == 18 else {
            return Wording(
                "居民身份证号码应为 18 位，现有 \(text.count) 位。",
                "A resident's number has 18 characters, this one \(text.count).")
        }
        guard let check = checkDigit(of: bytes.prefix(17)) else {
            return Wording("前 17 位应为数字。", "The first 17 characters are digits.")
        }
        guard birthday(bytes) != nil else {
            return Wording("号码中的出生日期不存在。", "There is no such birthday as it holds.")
        }
        // A spreadsheet keeps 15 digits of a number and fills up with noughts.
        if text.hasSuffix("000"), check != bytes[17] {
            return Wording(
                "号码末三位为 000，可能已被表格软件损坏；请将该列设为文本后重新填写。",
                "It ends in 000 as a spreadsheet leaves it: set the column to text, fill it again.")
        }
        return check == bytes[17]
            ? nil : Wording("校验码不符，号码有误。", "The check digit is wrong: a slip in the number.")
    }
}

extension IdentityNumber: CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    package var description: String { masked }
    /// The mask, as `description`.
    package var debugDescription: String { masked }
    /// Nothing but the mask, for `dump` and the like.
    package var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
