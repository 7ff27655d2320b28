import Foundation
import TaoliModels

/// Instants as people in Shanghai read them, beside dates that are Shanghai's too. JSON and CSV keep
/// RFC 3339 in UTC.
enum ShanghaiTime {
    /// Seconds that Shanghai is ahead of UTC, all year.
    static let offset = 8 * 3600

    /// `2026-11-28 05:02` for `2026-11-27T21:02:33Z`; any other text as it is.
    static func shown(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard (17...30).contains(bytes.count), bytes[10] == UInt8(ascii: "T"),
            bytes.last == UInt8(ascii: "Z"), bytes[13] == UInt8(ascii: ":"),
            let day = CalendarDate(String(text.prefix(10))),
            let hour = number(bytes[11...12]), hour < 24,
            let minute = number(bytes[14...15]), minute < 60,
            bytes[16...].allSatisfy({ isOfTime($0) })
        else { return text }
        let minutes = hour * 60 + minute + offset / 60
        return "\(day.adding(days: minutes / 1440)) \(clock(minutes % 1440))"
    }

    /// The same for an instant.
    static func shown(_ instant: Date) -> String {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down)) + offset
        return "\(CalendarDate(shanghai: instant)) \(clock((seconds / 60) % 1440))"
    }

    private static func clock(_ minutes: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(0 as Int?) { value, digit in
            guard let value, (48...57).contains(digit) else { return nil }
            return value * 10 + Int(digit - 48)
        }
    }

    /// Whether a byte may stand behind the minutes: `:33.123Z`.
    private static func isOfTime(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || [":", ".", "Z"].contains(Character(UnicodeScalar(byte)))
    }
}
