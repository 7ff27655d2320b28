import Foundation
package import TaoliModels

/// Reads fields of a request: a bad shape becomes a refusal that names the field.
package enum Input {
    /// A refusal of kind `invalid` for a field.
    package static func invalid(
        _ field: String, _ slug: String, _ what: Wording,
        next: Wording = Wording("请更正后重试。", "Correct it and try again.")
    ) -> Refusal {
        Refusal(.invalid, slug, field: field, what: what, next: next)
    }

    /// An id in its 36-character form. Throws `Refusal` for an empty or other text.
    package static func id<Of>(
        _ field: String, _ text: String, as: Identifier<Of>.Type = Identifier<Of>.self
    ) throws -> Identifier<Of> {
        guard !text.isEmpty else { throw missing(field) }
        guard let id = Identifier<Of>(text) else {
            throw invalid(
                field, "invalid-id", Wording("不是有效的编号。", "This is not an id (36 characters)."))
        }
        return id
    }

    /// A text of 1 to `max` characters without control characters; spaces around it are dropped.
    ///
    /// - Parameter max: a limit with a name, counted in characters.
    package static func text(_ field: String, _ text: String, max: Int) throws -> String {
        let trimmed = try optionalText(field, text, max: max)
        guard let trimmed else { throw missing(field) }
        return trimmed
    }

    /// Like ``text(_:_:max:)``; `nil` for an empty text.
    package static func optionalText(_ field: String, _ text: String, max: Int) throws -> String? {
        let isControlled = text.unicodeScalars.contains { scalar in
            scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
        }
        guard !isControlled else {
            throw invalid(
                field, "control-character",
                Wording(
                    "含有不允许的控制字符（如 NUL）。", "It holds a control character such as NUL."))
        }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard trimmed.count <= max else {
            throw invalid(
                field, "too-long",
                Wording("超过 \(max) 个字符。", "It is longer than \(max) characters."))
        }
        return trimmed.isEmpty ? nil : trimmed
    }

    /// One of a closed set of values; `value` is what the reading gave, `nil` when it is unknown.
    package static func known<Value>(_ field: String, _ value: Value?, allowed: [String]) throws
        -> Value
    {
        guard let value else {
            let list = allowed.joined(separator: ", ")
            throw invalid(
                field, "unknown-value",
                Wording("不是已知的值；可用：\(list)。", "This value is not known; use one of \(list)."))
        }
        return value
    }

    /// One of a set of codes, by its code or its Chinese name.
    package static func code<Value: NamedCode>(
        _ field: String, _ text: String, of type: Value.Type = Value.self
    ) throws -> Value {
        if let value = Value(named: text) { return value }
        let list = Value.allowed(Value.allCases)
        throw invalid(
            field, "unknown-value",
            Wording(
                "不是已知的值；可用：\(list.chinese)。",
                "This value is not known; use one of \(list.english)."))
    }

    /// Like ``code(_:_:of:)``; `nil` for an empty text.
    package static func optionalCode<Value: NamedCode>(
        _ field: String, _ text: String, of type: Value.Type = Value.self
    ) throws -> Value? {
        try text.isEmpty ? nil : code(field, text, of: type)
    }

    private static func missing(_ field: String) -> Refusal {
        invalid(field, "missing-field", Wording("不能为空。", "It must not be empty."))
    }
}
