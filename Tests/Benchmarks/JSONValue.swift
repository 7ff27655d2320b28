import Foundation

/// JSON whose fields keep their order, so that lines of several runs can be laid side by side.
enum JSONValue: Sendable {
    case string(String)
    case number(Double)
    case bool(Bool)
    case list([JSONValue])
    case object([(String, JSONValue)])

    /// The text, on one line. Numbers are rounded to four significant digits, from 1,000 on to
    /// whole ones.
    var text: String {
        switch self {
        case .string(let text): Self.quoted(text)
        case .bool(let value): value ? "true" : "false"
        case .number(let value): Self.rounded(value)
        case .list(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let fields):
            "{" + fields.map { Self.quoted($0.0) + ":" + $0.1.text }.joined(separator: ",") + "}"
        }
    }

    private static func rounded(_ value: Double) -> String {
        if value.isNaN || value.isInfinite { return "null" }
        if abs(value) >= 1000 || value == value.rounded() { return String(Int(value.rounded())) }
        return String(format: "%.4g", value)
    }

    private static func quoted(_ text: String) -> String {
        let data = try? JSONSerialization.data(
            withJSONObject: text, options: [.fragmentsAllowed, .withoutEscapingSlashes])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}
