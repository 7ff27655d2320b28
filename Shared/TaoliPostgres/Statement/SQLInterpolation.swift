extension SQL {
    /// Collects the text and the values of a statement literal.
    package struct Interpolation: StringInterpolationProtocol, Sendable {
        var text: String
        var parameters: Parameters

        package init(literalCapacity: Int, interpolationCount: Int) {
            text = ""
            text.reserveCapacity(literalCapacity + interpolationCount * 3)
            parameters = Parameters()
            parameters.items.reserveCapacity(interpolationCount)
            parameters.bytes.reserveCapacity(interpolationCount * 24)
        }

        init(text: String, parameters: Parameters) {
            self.text = text
            self.parameters = parameters
        }

        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Binds a value with the PostgreSQL type of its Swift type.
        package mutating func appendInterpolation<T: PostgresEncodable>(_ value: T) {
            let mark = text.utf8.count
            appendPlaceholder(parameters.items.count + 1)
            parameters.append(value, mark: mark)
        }

        /// Binds a value or NULL. Beside the one above only because the compiler warns of optionals
        /// in a literal unless a parameter is declared as one.
        package mutating func appendInterpolation<T: PostgresEncodable>(_ value: T?) {
            let mark = text.utf8.count
            appendPlaceholder(parameters.items.count + 1)
            parameters.append(value, mark: mark)
        }

        /// Binds text whose type the server infers from where it stands (a `date`, an enum…).
        package mutating func appendInterpolation(untyped value: String?) {
            let mark = text.utf8.count
            appendPlaceholder(parameters.items.count + 1)
            parameters.appendUntyped(value, mark: mark)
        }

        /// Inserts text as it stands. Only for text the program itself made, never for input.
        package mutating func appendInterpolation(raw: String) {
            text += raw
        }

        /// Inserts another statement's text and values; its values are renumbered.
        package mutating func appendInterpolation(fragment: SQL) {
            let source = fragment.text.utf8
            var position = source.startIndex
            for (index, item) in fragment.parameters.items.enumerated() {
                let mark = source.index(source.startIndex, offsetBy: item.mark)
                text += fragment.text[position..<mark]
                let newMark = text.utf8.count
                appendPlaceholder(parameters.items.count + 1)
                parameters.append(item, of: fragment.parameters, mark: newMark)
                position = source.index(mark, offsetBy: "$\(index + 1)".utf8.count)
            }
            text += fragment.text[position...]
        }

        private mutating func appendPlaceholder(_ number: Int) {
            text += "$"
            text += String(number)
        }
    }
}
