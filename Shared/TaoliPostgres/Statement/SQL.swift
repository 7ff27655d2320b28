/// A statement and the values bound to it.
///
/// Written as a string literal: `"SELECT name FROM school WHERE id = \(id)"` binds `id` as `$1`
/// with the PostgreSQL type of its Swift type. Values never become part of the text; only
/// `\(raw:)` inserts text as it stands, for identifiers the program itself chose.
///
/// A `String` is sent as `text`; for a `date`, `jsonb` or `numeric` write the cast
/// (`\(day)::date`), or let the server infer the type with `\(untyped: day)`.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// The text as sent, with `$1`, `$2`… where values were interpolated.
    package private(set) var text: String

    /// The bound values, in the order of their numbers.
    private(set) var parameters: Parameters

    package init(stringLiteral value: String) {
        text = value
        parameters = Parameters()
    }

    package init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
        parameters = stringInterpolation.parameters
    }

    /// A statement without values, from text the program itself made.
    package init(raw text: String) {
        self.init(stringLiteral: text)
    }

    /// The number of bound values.
    package var parameterCount: Int { parameters.items.count }

    /// Both texts one after the other; the values of the second are renumbered.
    package static func + (first: SQL, second: SQL) -> SQL {
        var interpolation = Interpolation(text: first.text, parameters: first.parameters)
        interpolation.appendInterpolation(fragment: second)
        return SQL(stringInterpolation: interpolation)
    }
}

extension Sequence where Element == SQL {
    /// The fragments one after the other with `separator` between them, values renumbered.
    package func joined(separator: SQL) -> SQL {
        var interpolation = SQL.Interpolation(literalCapacity: 256, interpolationCount: 16)
        for (index, fragment) in self.enumerated() {
            if index > 0 { interpolation.appendInterpolation(fragment: separator) }
            interpolation.appendInterpolation(fragment: fragment)
        }
        return SQL(stringInterpolation: interpolation)
    }
}

extension SQL {
    /// Whether losing the connection leaves nothing open: true for what begins as a read. A
    /// function called by SELECT may still write; a program that does so uses a transaction.
    var onlyReads: Bool {
        let word = text.drop(while: \.isWhitespace).prefix(while: \.isLetter).lowercased()
        return ["select", "table", "values", "show"].contains(word)
    }
}
