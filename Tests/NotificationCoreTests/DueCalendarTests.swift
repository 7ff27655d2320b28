import NotificationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("What a pack's calendar asks for")
struct DueCalendarTests {
    private static func due(_ pack: String, _ day: String, since: Int = 2024) throws -> [String] {
        DueCalendar.due(
            in: try #require(PolicyPacks.shipped[pack]), on: try #require(CalendarDate(day)),
            since: SchoolYear(startYear: since)
        ).map { "\($0.rule) \($0.dueOn)" }
    }

    @Test("GT-9: forming is due in December, the rules by the end of June, nothing in between")
    func guangtang() throws {
        #expect(try Self.due("GT", "2026-12-01") == ["forming 2026-12-31"])
        #expect(try Self.due("GT", "2027-06-30") == ["rules_due 2027-06-30"])
        #expect(try Self.due("GT", "2027-07-01").isEmpty)
    }

    @Test("TC-21: the yearly meeting is due in August")
    func taicang() throws {
        #expect(try Self.due("TC", "2026-08-15") == ["summary_meeting 2026-08-31"])
    }

    @Test("XN-33: what comes every second year is counted from the first; nothing before it")
    func secondYear() throws {
        #expect(try Self.due("XN", "2024-11-05") == ["supervision 2024-11-30"])
        #expect(try Self.due("XN", "2025-11-05").isEmpty)
        #expect(try Self.due("XN", "2026-11-05") == ["supervision 2026-11-30"])
        #expect(try Self.due("XN", "2023-11-05").isEmpty)
    }
}
