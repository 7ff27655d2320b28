import Foundation
package import TaoliModels

/// A person's name in the one form in which the register keeps it.
package enum PersonName {
    /// Dots that people type for the one in names such as 买买提·艾力: U+00B7.
    private static let dots: Set<Unicode.Scalar> = [
        "\u{2022}", "\u{2027}", "\u{2219}", "\u{22C5}", "\u{30FB}", "\u{FF65}", "\u{FF0E}",
    ]

    /// The name without blanks around it, its dot put right. Rare characters stay as they are:
    /// compatibility forms of a surname are other characters.
    ///
    /// - Throws: `bad-person-name`: empty, over `RegistryLimits.personNameScalarsMax` scalars,
    ///   characters that are no letters, a dot at an end or two together, or a private-use
    ///   character that only its maker's computer shows.
    package static func read(_ text: String) throws(Refusal) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.trimmingCharacters(in: .whitespacesAndNewlines).unicodeScalars {
            scalars.append(dots.contains(scalar) ? "\u{B7}" : scalar)
        }
        let isPrivate = scalars.contains { $0.properties.generalCategory == .privateUse }
        if isPrivate {
            throw StaffRefusals.name(
                Wording(
                    "姓名中有自造字，其他电脑无法显示；请改用国家标准编码的字。",
                    "It holds a private character that others cannot see: use its standard code."))
        }
        guard (1...RegistryLimits.personNameScalarsMax).contains(scalars.count) else {
            throw StaffRefusals.name(
                Wording(
                    "姓名应为 1-\(RegistryLimits.personNameScalarsMax) 个字。",
                    "A name has 1-\(RegistryLimits.personNameScalarsMax) characters."))
        }
        let parts = scalars.split(separator: "\u{B7}", omittingEmptySubsequences: false)
        guard scalars.allSatisfy(isOfName), parts.allSatisfy({ !$0.isEmpty }) else {
            throw StaffRefusals.name(
                Wording(
                    "姓名只能有文字、空格和名字中间的“·”。",
                    "A name has letters, blanks, and a dot (·) only between its parts."))
        }
        return String(scalars)
    }

    private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isAlphabetic || scalar.properties.isIdeographic { return true }
        // Variation selectors choose between forms of one rare character.
        return " \u{B7}-'".unicodeScalars.contains(scalar)
            || scalar.properties.generalCategory == .nonspacingMark
    }
}
