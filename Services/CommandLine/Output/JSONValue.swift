/// A JSON value whose objects keep the order of their keys, so that output is the same each time.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One key of an object with its value.
    struct Member: Hashable, Sendable {
        let key: String
        let value: JSONValue
    }

    /// An empty text as `null`: protocol buffers have no absent texts.
    static func optional(_ text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }

    static func list(_ items: [JSONValue]) -> JSONValue { ["items": .array(items)] }

    /// Two spaces a level, for people and programs alike.
    var indented: String {
        var text = ""
        write(into: &text, level: 0)
        return text
    }

    /// On one line, for streams.
    var compact: String {
        var text = ""
        write(into: &text, level: nil)
        return text
    }

    private func write(into text: inout String, level: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += String(value)
        case .number(let value): text += value.isFinite ? "\(value)" : "null"
        case .string(let value): JSONValue.quote(value, into: &text)
        case .array(let items):
            JSONValue.write(items, "[", "]", into: &text, level: level) { item, text, level in
                item.write(into: &text, level: level)
            }
        case .object(let members):
            JSONValue.write(members, "{", "}", into: &text, level: level) { member, text, level in
                JSONValue.quote(member.key, into: &text)
                text += level == nil ? ":" : ": "
                member.value.write(into: &text, level: level)
            }
        }
    }

    private static func write<Item>(
        _ items: [Item], _ open: String, _ close: String, into text: inout String, level: Int?,
        _ one: (Item, inout String, Int?) -> Void
    ) {
        text += open
        let inner = level.map { $0 + 1 }
        for (index, item) in items.enumerated() {
            if index > 0 { text += "," }
            newLine(inner, &text)
            one(item, &text, inner)
        }
        if !items.isEmpty { newLine(level, &text) }
        text += close
    }

    private static func newLine(_ level: Int?, _ text: inout String) {
        if let level { text += "\n" + String(repeating: "  ", count: level) }
    }

    /// RFC 8259, section 7.
    private static func quote(_ value: String, into text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral {
    init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map(Member.init(key:value:)))
    }

    init(stringLiteral value: String) { self = .string(value) }
}
