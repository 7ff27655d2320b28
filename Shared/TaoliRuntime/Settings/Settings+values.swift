package import TaoliModels

extension Settings {
    /// The text of a key. Throws ``SettingsError`` when it is missing or malformed.
    package func text(_ key: SettingKey) throws -> String {
        guard let found = try value(key) else { throw SettingsError.missing(key) }
        return found.text
    }

    /// The text of a key, or `nil` when it has neither value nor default.
    package func optionalText(_ key: SettingKey) throws -> String? {
        try value(key)?.text
    }

    /// A whole number. Throws ``SettingsError`` when it is missing or malformed.
    package func integer(_ key: SettingKey) throws -> Int {
        let text = try text(key)
        guard let number = Int(text) else {
            throw SettingsError.malformed(key, source: .builtIn, value: text)
        }
        return number
    }

    /// A span of time given in seconds. Throws ``SettingsError`` when missing or malformed.
    package func duration(_ key: SettingKey) throws -> Duration {
        let text = try text(key)
        guard let seconds = Double(text), seconds > 0 else {
            throw SettingsError.malformed(key, source: .builtIn, value: text)
        }
        return .milliseconds(Int64((seconds * 1000).rounded()))
    }

    /// Whether a flag is on. Throws ``SettingsError`` when it is missing or malformed.
    package func flag(_ key: SettingKey) throws -> Bool {
        try text(key) == "true"
    }

    /// One line of `explain`: a key, its value as it may be shown, and where that came from.
    package struct Explanation: Hashable, Sendable {
        package let key: SettingKey
        /// The value; `***` for a secret, empty when there is none.
        package let shown: String
        /// Where it came from, or that it is not set.
        package let source: Wording
    }

    /// Every key with its value and source; secrets are replaced by `***`, malformed values by the
    /// reason.
    package func explain() -> [Explanation] {
        keys.map { key in
            do {
                guard let found = try value(key) else {
                    return Explanation(
                        key: key, shown: "", source: Wording("未设置", "not set"))
                }
                return Explanation(
                    key: key, shown: key.isSecret ? "***" : found.text,
                    source: found.source.wording(key))
            } catch let error as SettingsError {
                return Explanation(key: key, shown: "!", source: error.wording)
            } catch {
                return Explanation(
                    key: key, shown: "!", source: Wording("无法读取", "cannot be read"))
            }
        }
    }

    /// The help text of a list of keys: flag, variable, default, purpose in both languages.
    package static func help(_ keys: [SettingKey]) -> String {
        keys.map { key in
            let flag = key.isSecret ? "(no flag: secret)" : "\(key.flag) <\(key.shape.english)>"
            let standard = key.defaultText.map { "  [default: \(key.isSecret ? "***" : $0)]" } ?? ""
            return "  \(key.name)  \(flag)  \(key.environmentVariable)\(standard)\n"
                + "      \(key.purpose.english)\n      \(key.purpose.chinese)"
        }.joined(separator: "\n")
    }

    /// The same list as a Markdown table, for the documents.
    package static func markdown(_ keys: [SettingKey]) -> String {
        let head =
            "| key | flag | environment | value | default | purpose | 用途 |\n"
            + "|---|---|---|---|---|---|---|\n"
        return head
            + keys.map { key in
                let flag = key.isSecret ? "– (secret)" : "`\(key.flag)`"
                let standard = key.defaultText.map { key.isSecret ? "***" : "`\($0)`" } ?? "–"
                return "| `\(key.name)` | \(flag) | `\(key.environmentVariable)` | "
                    + "\(key.shape.english) | \(standard) | \(key.purpose.english) | "
                    + "\(key.purpose.chinese) |\n"
            }.joined()
    }
}
