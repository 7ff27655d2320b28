import TaoliModels

/// A spreadsheet's day number as a date.
enum SerialDate {
    /// The last day a spreadsheet knows, 9999-12-31.
    private static let last = 2_958_465.0

    /// `2026-09-01`, `2026-09-01 08:30:00` or `08:30:00`; `nil` for numbers that are no days.
    ///
    /// In the 1900 system day 60 is 29 February 1900, a day that never was (Lotus 1-2-3's error).
    static func text(_ serial: Double, from1904: Bool) -> String? {
        guard serial >= 0, serial <= last else { return nil }
        var day = Int(serial)
        var seconds = Int(((serial - Double(day)) * 86_400).rounded())
        if seconds == 86_400 { (day, seconds) = (day + 1, 0) }
        let time = "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        if day == 0, seconds > 0 { return time }
        guard let date = date(day, from1904: from1904) else { return nil }
        return seconds == 0 ? date : "\(date) \(time)"
    }

    private static func date(_ day: Int, from1904: Bool) -> String? {
        if from1904 { return CalendarDate(daysSinceEpoch: day - 24_107).description }
        switch day {
        case 0: return nil
        case 60: return "1900-02-29"
        default: return CalendarDate(daysSinceEpoch: day - (day < 60 ? 25_568 : 25_569)).description
        }
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
