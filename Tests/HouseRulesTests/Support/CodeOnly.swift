/// Swift source with the contents of comments, strings and regular expressions left out, line for
/// line: what is left are declarations, names and brackets that mean what they look like.
struct CodeOnly {
    private let source: [UInt8]
    private var place = 0
    private var kept: [UInt8] = []

    /// The lines of a text, without what is no code.
    static func lines(of text: String) -> [String] {
        var reader = CodeOnly(source: Array(text.utf8))
        reader.kept.reserveCapacity(reader.source.count)
        reader.code(isInterpolation: false)
        return String(decoding: reader.kept, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    private init(source: [UInt8]) { self.source = source }

    /// Code up to the end, or up to the parenthesis that ends an interpolation, whose brackets
    /// match by themselves.
    private mutating func code(isInterpolation: Bool) {
        var depth = 0
        while place < source.count {
            let byte = source[place]
            if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "\"")
            {
                if leaveOut() { continue }
            } else if isInterpolation, byte == UInt8(ascii: "(") {
                depth += 1
            } else if isInterpolation, byte == UInt8(ascii: ")") {
                if depth == 0 { return place += 1 }
                depth -= 1
            }
            kept.append(byte)
            place += 1
        }
    }

    /// Leaves out what begins here and is no code; `false` when nothing does.
    private mutating func leaveOut() -> Bool {
        if starts("//") {
            while place < source.count, source[place] != UInt8(ascii: "\n") { place += 1 }
        } else if starts("/*") {
            skip(through: "*/")
        } else if starts("#/") {
            skip(through: "/#")
        } else {
            var end = place
            while end < source.count, source[end] == UInt8(ascii: "#") { end += 1 }
            guard end < source.count, source[end] == UInt8(ascii: "\"") else { return false }
            string(hashes: end - place)
        }
        return true
    }

    /// A string with its interpolations; two quotation marks stay of it.
    private mutating func string(hashes: Int) {
        place += hashes
        let quote = starts("\"\"\"") ? "\"\"\"" : "\""
        let mark = String(repeating: "#", count: hashes)
        place += quote.utf8.count
        kept += [UInt8(ascii: "\""), UInt8(ascii: "\"")]
        while place < source.count {
            if source[place] == UInt8(ascii: "\""), starts(quote + mark) {
                return place += quote.utf8.count + hashes
            }
            if source[place] == UInt8(ascii: "\\"), starts("\\" + mark) {
                place += 1 + hashes
                if starts("(") {
                    place += 1
                    code(isInterpolation: true)
                    continue
                }
            }
            step()
        }
    }

    private mutating func skip(through end: String) {
        place += 2
        while place < source.count, !starts(end) { step() }
        place += end.utf8.count
    }

    /// Leaves out one byte, but no end of a line.
    private mutating func step() {
        guard place < source.count else { return }
        if source[place] == UInt8(ascii: "\n") { kept.append(source[place]) }
        place += 1
    }

    private func starts(_ text: String) -> Bool {
        let bytes = text.utf8
        return place + bytes.count <= source.count
            && zip(source[place...], bytes).allSatisfy { $0 == $1 }
    }
}
