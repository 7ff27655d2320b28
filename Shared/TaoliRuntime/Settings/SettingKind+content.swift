import Configuration

extension SettingKey.Kind {
    /// The type in which swift-configuration is asked for a value of this kind.
    var configType: ConfigType {
        switch self {
        case .text, .choice: .string
        case .integer: .int
        case .seconds: .double
        case .flag: .bool
        }
    }

    /// Whether a value in its text form is within what this kind allows.
    func accepts(_ text: String) -> Bool {
        switch self {
        case .text: !text.isEmpty
        case .integer(let range): Int(text).map(range.contains) ?? false
        case .seconds: Double(text).map { $0 > 0 && $0.isFinite && $0 < 1e9 } ?? false
        case .flag: text == "true" || text == "false"
        case .choice(let words): words.contains(text)
        }
    }
}

extension ConfigContent {
    /// The value as text; lists are joined by commas.
    var plainText: String {
        switch self {
        case .string(let value): value
        case .int(let value): String(value)
        case .double(let value): String(value)
        case .bool(let value): String(value)
        case .stringArray(let values): values.joined(separator: ",")
        default: ""
        }
    }
}
