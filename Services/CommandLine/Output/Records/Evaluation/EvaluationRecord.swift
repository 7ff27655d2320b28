import EvaluationCore
import TaoliModels

/// What was evaluated for one key of `--by`, or for the file as a whole.
protocol EvaluationRecord {
    var key: EvaluationKey { get }
    /// Members of the JSON object, without the key.
    var members: [JSONValue.Member] { get }
    /// What a person reads: text with tables.
    func text(in language: Language, isBold: Bool) -> String
}

/// The values of the columns of `--by`.
struct EvaluationKey: Hashable {
    /// Joined by commas; empty without `--by`.
    let text: String
    let columns: [String]

    init(_ text: String, columns: [String]) {
        self.text = text
        self.columns = columns
    }
}

extension CommandContext {
    /// Writes evaluations: one object, or with `--by` a list of them under `by`.
    func show(evaluations records: [some EvaluationRecord], isByKey: Bool) throws {
        guard format == .json else {
            for record in records {
                let title =
                    isByKey
                    ? "\(record.key.columns.joined(separator: ",")): \(record.key.text)\n".harmless
                        + "\n" : ""
                try console.writeData(
                    title + record.text(in: language, isBold: console.isStyled)
                        + (isByKey ? "\n" : ""))
            }
            return
        }
        let objects = records.map { record in
            isByKey
                ? JSONValue.object(
                    [JSONValue.Member(key: "key", value: .string(record.key.text))]
                        + record.members) : .object(record.members)
        }
        let data: JSONValue = isByKey ? ["by": .array(objects)] : objects.first ?? .null
        try console.data(data.indented)
    }
}

extension JSONValue {
    /// A number, `null` without one.
    static func figure(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }

    /// The members of an object.
    static func members(_ pairs: [(String, JSONValue)]) -> [Member] {
        pairs.map { Member(key: $0.0, value: $0.1) }
    }

    /// The reason why figures are null, as the last member of an object.
    static func why(_ reason: Undefined) -> Member {
        Member(key: "why", value: .string(reason.wording.english))
    }
}

/// Numbers as people read them.
enum FigureText {
    /// Four decimals; a dash without a number.
    static func number(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "–" }
        let scaled = (abs(value) * 10_000).rounded()
        guard scaled < 1e15 else { return "\(value)" }
        let digits = String(Int(scaled))
        let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        let sign = value < 0 && scaled > 0 ? "-" : ""
        return "\(sign)\(padded.dropLast(4)).\(padded.suffix(4))"
    }

    /// An interval.
    static func interval(_ low: Double?, _ high: Double?) -> String {
        low == nil && high == nil ? "–" : "\(number(low)) … \(number(high))"
    }
}
