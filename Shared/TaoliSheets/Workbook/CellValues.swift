/// A cell's value as text, with what is wrong with it.
struct CellValue {
    var text: ArraySlice<UInt8>
    var flaw: CellFlaw.Kind?
    var isTooLong = false
}

/// Turns the markup of cells into texts, as the spreadsheet shows them where that matters: days as
/// days, codes with their zeros, formulas as their results.
struct CellValues {
    let shared: SharedTexts
    let formats: CellFormats
    let from1904: Bool

    func value(of cell: CellMarkup) -> CellValue {
        var value = plainValue(of: cell)
        value.isTooLong = cell.isTooLong
        return value
    }

    private func plainValue(of cell: CellMarkup) -> CellValue {
        switch cell.kind {
        case .shared:
            let index = Int(String(decoding: cell.text, as: UTF8.self))
            return CellValue(text: index.flatMap { shared[$0] } ?? [])
        case .text:
            return CellValue(text: EscapedText.plain(cell.text)[...])
        case .boolean:
            return CellValue(text: bytes(cell.text == [UInt8(ascii: "1")] ? "TRUE" : "FALSE"))
        case .error:
            return CellValue(text: cell.text[...], flaw: .errorValue)
        case .date:
            return CellValue(
                text: bytes(CellValues.day(String(decoding: cell.text, as: UTF8.self))))
        case .number:
            return number(cell)
        }
    }

    private func number(_ cell: CellMarkup) -> CellValue {
        if cell.text.isEmpty {
            return cell.hasFormula
                ? CellValue(text: bytes("="), flaw: .formulaWithoutValue) : CellValue(text: [])
        }
        let stored = String(decoding: CellText.trimmed(cell.text[...]), as: UTF8.self)
        guard let number = Double(stored), number.isFinite else {
            return CellValue(text: cell.text[...], flaw: .errorValue)
        }
        let format = cell.style.map { formats[$0] } ?? formats[0]
        if format == .date, let day = SerialDate.text(number, from1904: from1904) {
            return CellValue(text: bytes(day))
        }
        guard let text = NumberText.general(number, stored: cell.text) else {
            return CellValue(text: cell.text[...], flaw: .damagedNumber)
        }
        guard case .zeros(let width) = format else { return CellValue(text: bytes(text)) }
        return CellValue(text: bytes(NumberText.padded(text, to: width)))
    }

    /// An ISO 8601 day without its midnight.
    private static func day(_ text: String) -> String {
        text.hasSuffix("T00:00:00") || text.hasSuffix("T00:00:00Z")
            ? String(text.prefix { $0 != "T" }) : text
    }

    private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }
}
