extension String {
    /// Columns that the text takes in a terminal; `count` would take a Han character for one.
    var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

    /// The text with spaces up to `width` columns; unchanged when it is wider.
    func padded(to width: Int, alignment: Alignment = .left) -> String {
        let space = String(repeating: " ", count: max(0, width - displayWidth))
        return alignment == .left ? self + space : space + self
    }

    /// The text as it may be shown in a terminal: no control characters, so that data can neither
    /// break a table nor send escape sequences.
    var harmless: String {
        guard unicodeScalars.contains(where: \.isControl) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            text.unicodeScalars.append(scalar.isControl ? " " : scalar)
        }
    }
}

extension Character {
    /// Columns of a grapheme cluster: those of its widest scalar, 2 when shown as an emoji.
    fileprivate var displayWidth: Int {
        var widest = 0
        for scalar in unicodeScalars {
            if scalar.value == 0xFE0F { return 2 }
            widest = max(widest, EastAsianWidth.columns(scalar))
        }
        return widest
    }
}

extension Unicode.Scalar {
    /// C0, DEL and C1, and the marks that turn the direction of writing.
    fileprivate var isControl: Bool {
        value < 0x20 || (0x7F...0x9F).contains(value) || (0x202A...0x202E).contains(value)
            || (0x2066...0x2069).contains(value)
    }
}

/// On which side of its column a text stands.
enum Alignment: Sendable {
    case left
    case right
}
