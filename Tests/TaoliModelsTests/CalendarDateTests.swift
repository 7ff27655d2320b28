import Foundation
import TaoliModels
import Testing

@Suite("Calendar dates")
struct CalendarDateTests {
    /// Foundation's Gregorian calendar, as the second opinion.
    private static func gregorian(_ zone: String) throws -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: zone))
        return calendar
    }

    @Test("Every day of 1900 to 2199 has the components and text that Foundation gives it")
    func everyDayAgreesWithFoundation() throws {
        let calendar = try Self.gregorian("UTC")
        let first = try #require(CalendarDate(year: 1900, month: 1, day: 1))
        let last = try #require(CalendarDate(year: 2199, month: 12, day: 31))
        #expect(last.daysSinceEpoch - first.daysSinceEpoch + 1 == 109_573)
        var wrong: [Int] = []
        for day in first.daysSinceEpoch...last.daysSinceEpoch {
            let instant = Date(timeIntervalSince1970: Double(day) * 86_400)
            let expected = calendar.dateComponents([.year, .month, .day], from: instant)
            let date = CalendarDate(daysSinceEpoch: day)
            let (year, month, dayOfMonth) = date.components
            let isRight =
                (expected.year, expected.month, expected.day) == (year, month, dayOfMonth)
                && CalendarDate(year: year, month: month, day: dayOfMonth) == date
                && CalendarDate(date.description) == date
                && date.description.utf8.count == 10
            if !isRight { wrong.append(day) }
        }
        #expect(wrong.isEmpty, "days since 1970: \(wrong.prefix(10))")
    }

    @Test(
        "Days that do not exist are no dates",
        arguments: [
            (2026, 2, 29), (1900, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1),
            (2026, 0, 1), (2026, 1, 0), (1899, 12, 31), (2200, 1, 1),
        ])
    func impossibleDays(year: Int, month: Int, day: Int) {
        #expect(CalendarDate(year: year, month: month, day: day) == nil)
    }

    @Test("29 February exists every fourth year, every fourth century")
    func leapDays() {
        for year in [1904, 2000, 2024, 2196] {
            #expect(CalendarDate(year: year, month: 2, day: 29) != nil, "\(year)")
        }
    }

    @Test(
        "Only the ten characters of ISO 8601 are read",
        arguments: [
            "", "2026-9-1", "2026/09/01", "20260901", "2026-09-01 ", "+026-09-01", "2026-09-0１",
            "2026-09-01-", "2026-02-30", "-2026-09-01",
        ])
    func otherTexts(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test("A day in Asia/Shanghai begins at 16:00 UTC of the day before")
    func shanghai() throws {
        let date = try #require(CalendarDate("2026-09-01"))
        let begin = Double(date.daysSinceEpoch) * 86_400 - 8 * 3600
        #expect(CalendarDate(shanghai: Date(timeIntervalSince1970: begin)) == date)
        #expect(
            CalendarDate(shanghai: Date(timeIntervalSince1970: begin - 0.001))
                == date.adding(days: -1))
        let calendar = try Self.gregorian("Asia/Shanghai")
        for instant in [0.0, 86_399, -1, 1_790_000_000, 4_102_444_799] {
            let moment = Date(timeIntervalSince1970: instant)
            let parts = calendar.dateComponents([.year, .month, .day], from: moment)
            let (year, month, day) = CalendarDate(shanghai: moment).components
            #expect((parts.year, parts.month, parts.day) == (year, month, day), "\(instant)")
        }
    }

    @Test("Adding days goes over the end of months and years, both ways")
    func adding() throws {
        let date = try #require(CalendarDate("2023-12-31"))
        #expect(date.adding(days: 1).description == "2024-01-01")
        #expect(date.adding(days: 60).description == "2024-02-29")
        #expect(date.adding(days: 60).adding(days: -60) == date)
        #expect(date < date.adding(days: 1))
    }
}
