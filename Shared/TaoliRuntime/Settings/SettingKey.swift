package import TaoliModels

/// One declared setting: its name, what it holds, its default and what it is for.
///
/// Only declared keys exist: help texts, documents and `explain` list them all from here.
package struct SettingKey: Hashable, Sendable {
    /// What a value may be.
    package enum Kind: Hashable, Sendable {
        /// Any text but the empty one.
        case text
        /// A whole number within these bounds.
        case integer(ClosedRange<Int>)
        /// Seconds, a decimal number above zero.
        case seconds
        /// `true` or `false`; as a flag its presence means `true`.
        case flag
        /// One of these words.
        case choice([String])
    }

    /// Dotted name in lower case, e.g. `postgres.owner-url`.
    package let name: String
    package let kind: Kind
    /// The value when none is given, in its text form; `nil` means there is none.
    package let defaultText: String?
    /// What the setting is for, one sentence in each language.
    package let purpose: Wording
    /// A secret is never printed and is refused as a flag, which any user could read from the
    /// process list.
    package let isSecret: Bool

    package init(
        _ name: String, _ kind: Kind = .text, default defaultText: String? = nil,
        secret: Bool = false, purpose: Wording
    ) {
        self.name = name
        self.kind = kind
        self.defaultText = defaultText
        self.isSecret = secret
        self.purpose = purpose
    }

    /// The dotted parts of the name.
    package var components: [String] { name.split(separator: ".").map(String.init) }

    /// The command-line flag, e.g. `--postgres-owner-url`.
    package var flag: String { "--" + components.joined(separator: "-") }

    /// The environment variable, e.g. `TAOLI_POSTGRES_OWNER_URL`.
    package var environmentVariable: String {
        let words = name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" }
        return "TAOLI_" + String(words)
    }

    /// The shape of a valid value, for people.
    package var shape: Wording {
        switch kind {
        case .text:
            Wording("文本", "text")
        case .integer(let range):
            Wording(
                "\(range.lowerBound) 到 \(range.upperBound) 之间的整数",
                "a whole number from \(range.lowerBound) to \(range.upperBound)")
        case .seconds:
            Wording("秒数，大于零", "seconds, above zero")
        case .flag:
            Wording("true 或 false", "true or false")
        case .choice(let words):
            Wording(
                "以下之一：" + words.joined(separator: "、"),
                "one of " + words.joined(separator: ", "))
        }
    }
}
