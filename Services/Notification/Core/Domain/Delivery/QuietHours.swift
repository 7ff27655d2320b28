package import Foundation
import TaoliModels

/// A time of day in Asia/Shanghai, which is UTC+8 all year.
package struct MinuteOfDay: Hashable, Sendable, CustomStringConvertible {
    /// From 0 to 1439.
    package let minute: Int

    /// `nil` outside 0...1439.
    package init?(minute: Int) {
        guard (0..<1440).contains(minute) else { return nil }
        self.minute = minute
    }

    /// Reads `21:30`; `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            text.utf8.allSatisfy({ $0 == UInt8(ascii: ":") || (48...57).contains($0) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        self.minute = hour * 60 + minute
    }

    /// `08:05`
    package var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minute / 60)):\(two(minute % 60))"
    }

    /// The first moment at or after `instant` at which a clock there shows it.
    package func next(from instant: Date) -> Date {
        let day = CalendarDate(shanghai: instant)
        let today = moment(on: day)
        return today >= instant ? today : moment(on: day.adding(days: 1))
    }

    private func moment(on day: CalendarDate) -> Date {
        Date(timeIntervalSince1970: Double(day.daysSinceEpoch * 86_400 + minute * 60 - 8 * 3600))
    }

    /// What a clock there shows, without its seconds.
    static func shown(at instant: Date) -> Int {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down)) + 8 * 3600
        return (seconds % 86_400 + 86_400) % 86_400 / 60
    }
}

/// A part of the day in which nobody is disturbed; it may pass midnight.
package struct QuietHours: Hashable, Sendable {
    /// The first quiet minute.
    package let from: MinuteOfDay
    /// The first minute that is no longer quiet.
    package let until: MinuteOfDay

    /// `nil` when both are the same: that is no part of a day.
    package init?(from: MinuteOfDay, until: MinuteOfDay) {
        guard from != until else { return nil }
        self.from = from
        self.until = until
    }

    /// Whether it is quiet at a moment.
    package func holds(at instant: Date) -> Bool {
        let now = MinuteOfDay.shown(at: instant)
        return from.minute < until.minute
            ? (from.minute..<until.minute).contains(now)
            : now >= from.minute || now < until.minute
    }

    /// `instant`, or the end of the quiet hours that it falls into.
    package func end(from instant: Date) -> Date {
        holds(at: instant) ? until.next(from: instant) : instant
    }
}
