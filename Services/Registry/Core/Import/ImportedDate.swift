package import TaoliModels

/// Reads dates as people write them in tables (people-and-operators §7): `2025-09-01`, `2025/9/1`,
/// `2025.9`, `20250901`, `2025年9月1日`, and a spreadsheet's day number. A month alone means its
/// first day.
package enum ImportedDate {
    /// `nil` when the text is no date or there is no such day.
    package static func read(_ text: String) -> CalendarDate? {
        let plain = CodeText.plain(text)
        if plain.count == 8, plain.allSatisfy(\.isASCIIDigit), let number = Int(plain) {
            return CalendarDate(
                year: number / 10_000, month: number / 100 % 100, day: number % 100)
        }
        if plain.count == 5, let serial = Int(plain) { return spreadsheetDay(serial) }
        let parts = plain.split { "-/.年月日–—".contains($0) }
        let numbers = parts.compactMap { $0.allSatisfy(\.isASCIIDigit) ? Int($0) : nil }
        guard numbers.count == parts.count, parts.first?.count == 4, (2...3).contains(parts.count)
        else { return nil }
        return CalendarDate(
            year: numbers[0], month: numbers[1], day: numbers.count == 3 ? numbers[2] : 1)
    }

    /// Day 25569 of the 1900 system is 1970-01-01.
    private static func spreadsheetDay(_ serial: Int) -> CalendarDate? {
        let date = CalendarDate(daysSinceEpoch: serial - 25_569)
        return (1900...2199).contains(date.components.year) ? date : nil
    }
}

extension Character {
    var isASCIIDigit: Bool { isASCII && isNumber }
}
