/// How the styles of a workbook show numbers, as far as it changes what a number means.
enum CellFormat: Hashable, Sendable {
    case general
    /// A day, a time, or both.
    case date
    /// Digits filled up with zeros to a width, as codes are.
    case zeros(Int)

    /// What a number format's code shows (ECMA-376 part 1, 18.8.31).
    init(code: String) {
        let first = code.split(separator: ";", maxSplits: 1).first.map(String.init) ?? ""
        if !first.isEmpty, first.utf8.count <= 64, first.utf8.allSatisfy({ $0 == 48 }) {
            self = first.utf8.count > 1 ? .zeros(first.utf8.count) : .general
        } else {
            self =
                CellFormat.letters(first).contains { "ymdhsYMDHS".contains($0) }
                ? .date : .general
        }
    }

    /// The built-in formats (18.8.30); 27-36 and 50-58 are dates in the Chinese versions.
    init(builtIn id: Int) {
        switch id {
        case 14...22, 27...36, 45...47, 50...58: self = .date
        default: self = .general
        }
    }

    /// A code without quoted texts, escaped characters and colours; `[h]` counts hours, which is
    /// no date.
    private static func letters(_ code: String) -> String {
        var kept = ""
        var isQuoted = false
        var isBracketed = false
        var skips = false
        for character in code {
            if skips {
                skips = false
            } else if isQuoted {
                isQuoted = character != "\""
            } else if isBracketed {
                isBracketed = character != "]"
            } else {
                switch character {
                case "\"": isQuoted = true
                case "[": isBracketed = true
                case "\\", "_", "*": skips = true
                default: kept.append(character)
                }
            }
        }
        return kept == "General" ? "" : kept
    }
}

/// The formats of a workbook's cells by the number of their style.
struct CellFormats: Sendable {
    /// Most styles kept; Excel itself allows 65,490.
    static let stylesMax = 65_536

    private(set) var formats: [CellFormat] = []
    private var codes: [Int: CellFormat] = [:]

    subscript(_ style: Int) -> CellFormat {
        formats.indices.contains(style) ? formats[style] : .general
    }

    mutating func define(_ id: Int, code: String) {
        if codes.count < CellFormats.stylesMax { codes[id] = CellFormat(code: code) }
    }

    /// The next style of `cellXfs`.
    mutating func append(formatID: Int) {
        guard formats.count < CellFormats.stylesMax else { return }
        formats.append(codes[formatID] ?? CellFormat(builtIn: formatID))
    }
}
