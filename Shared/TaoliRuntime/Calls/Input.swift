package import Foundation
package import TaoliModels

/// Reads fields of a request: a bad shape becomes a refusal that names the field.
package enum Input {
    /// A caller's request id may lie this far ahead of our clock, in milliseconds.
    package static let requestIDAheadMax: UInt64 = 5 * 60 * 1000
    /// Age after which a request id is refused: answers are remembered for 30 days.
    package static let requestIDAgeMax: UInt64 = 30 * 24 * 3600 * 1000

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

    /// A caller's request id: a UUIDv7 not more than 5 minutes ahead and not older than 30 days.
    ///
    /// - Parameter now: the server's clock.
    package static func requestID(_ field: String = "request_id", _ text: String, now: Date)
        throws -> RequestID
    {
        guard !text.isEmpty else {
            throw invalid(
                field, "request-id-missing",
                Wording("缺少请求编号。", "The request id is missing."),
                next: Wording(
                    "请为每次操作生成一个 UUIDv7；重试时用同一个。",
                    "Make a UUIDv7 for each act; use the same one when you try again."))
        }
        guard let id = RequestID(text), let made = id.rawValue.version7Milliseconds else {
            throw invalid(
                field, "request-id-invalid",
                Wording("请求编号不是 UUIDv7。", "The request id is not a UUIDv7."))
        }
        let present = UInt64(max(0, now.timeIntervalSince1970 * 1000))
        guard made <= present + requestIDAheadMax, made + requestIDAgeMax >= present else {
            throw invalid(
                field, "request-id-time",
                Wording(
                    "请求编号的时间超出允许范围。", "The request id's time is too far from now."),
                next: Wording(
                    "请检查本机时钟并生成新的编号。", "Check your clock and make a new id."))
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

    private static func missing(_ field: String) -> Refusal {
        invalid(field, "missing-field", Wording("不能为空。", "It must not be empty."))
    }
}
