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

    @Test("Years of a further file count beside those that come with the product")
    func further() throws {
        let file = "years:\n  - {year: 2027, off: [2027-01-01], work: [2027-01-02]}\n"
        let days = try WorkingDays.shipped.adding(Data(file.utf8), file: "more.yaml")
        #expect(days.known == [2023, 2024, 2025, 2026, 2027])
        #expect(try days.date(1, after: day("2026-12-31")) == day("2027-01-02"))
        #expect(try days.date(1, after: day("2026-09-30")) == day("2026-10-08"))
        let none = try WorkingDays.shipped.adding(Data("years: []\n".utf8), file: "more.yaml")
        #expect(none.known == WorkingDays.shipped.known)
    }

    @Test(
        "A further file with a year twice, a weekday made up, no list or no year is refused, by line",
        arguments: [
            ("years:\n  - {year: 2026, off: [], work: []}\n", 2),
            ("years:\n  - {year: 2027, off: [], work: []}\n  - {year: 2027, off: [], work: []}", 3),
            ("years:\n  - {year: 2027, off: [], work: [2027-01-04]}\n", 2),
            ("years:\n  - {year: 2027, off: [2027-01-02], work: [2027-01-02]}\n", 2),
            ("years:\n  - {off: [], work: []}\n", 2),
            ("years: 2027\n", 1), ("years:\n  - 2027\n", 2), ("more: []\n", 1),
        ])
    func wrongFurther(_ file: String, _ line: Int) {
        do {
            _ = try WorkingDays.shipped.adding(Data(file.utf8), file: "more.yaml")
            Issue.record("it loads")
        } catch {
            #expect(error.problems.contains { $0.line == line && $0.file == "more.yaml" })
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
