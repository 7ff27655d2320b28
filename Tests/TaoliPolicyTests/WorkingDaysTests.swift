import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@Suite("Working days")
struct WorkingDaysTests {
    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    @Test(
        "A holiday, a Saturday that is made up, an ordinary Sunday and an ordinary Monday",
        arguments: [
            ("2026-10-05", false), ("2026-10-10", true), ("2026-10-18", false),
            ("2026-10-19", true), ("2025-01-26", true), ("2024-02-12", false),
        ])
    func kinds(_ text: String, _ works: Bool) throws {
        #expect(try WorkingDays.shipped.isWorkingDay(day(text)) == works)
    }

    @Test(
        "The years have as many working days as the notices leave",
        arguments: [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
    func count(_ year: Int, _ expected: Int) throws {
        let first = try #require(CalendarDate(year: year, month: 1, day: 1))
        let days = try (0..<(year == 2024 ? 366 : 365)).filter {
            try WorkingDays.shipped.isWorkingDay(first.adding(days: $0))
        }
        #expect(days.count == expected)
    }

    @Test("A deadline does not count the day on which it begins, and jumps over a holiday")
    func deadline() throws {
        let days = WorkingDays.shipped
        #expect(try days.date(0, after: day("2026-09-30")) == day("2026-09-30"))
        #expect(try days.date(1, after: day("2026-09-30")) == day("2026-10-08"))
        #expect(try days.date(3, after: day("2026-09-30")) == day("2026-10-10"))
        #expect(try days.date(4, after: day("2026-09-30")) == day("2026-10-12"))
    }

    @Test("A year whose notice is not loaded is unknown, not guessed")
    func unknownYear() throws {
        #expect(throws: WorkingDays.UnknownYear(year: 2027)) {
            try WorkingDays.shipped.date(30, after: day("2026-12-20"))
        }
    }

    @Test(
        "A file with a day of another year or no day at all is refused, by line",
        arguments: ["2025-01-01", "soon", "2026-02-03 2026-02-01"])
    func mistakes(_ text: String) {
        let file = "years:\n  - {year: 2026, off: [\(text)], work: []}\n"
        do {
            _ = try WorkingDays(Data(file.utf8), file: "days.yaml")
            Issue.record("it loads")
        } catch {
            #expect(error.problems.first?.line == 2)
        }
    }
}
