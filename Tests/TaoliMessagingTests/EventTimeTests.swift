import Foundation
import Testing

@testable import TaoliMessaging

@Suite("An event's instant in its header")
struct EventTimeTests {
    @Test(
        "PostgreSQL's text is RFC 3339 with milliseconds, cut and never rounded up",
        arguments: [
            ("2026-09-01 08:15:00.123456+00", "2026-09-01T08:15:00.123Z"),
            ("2026-09-01 08:15:00.999999+00", "2026-09-01T08:15:00.999Z"),
            ("2026-09-01 08:15:00.5+00", "2026-09-01T08:15:00.500Z"),
            ("2026-09-01 08:15:00.05+00", "2026-09-01T08:15:00.050Z"),
            ("2026-12-31 23:59:59+00", "2026-12-31T23:59:59.000Z"),
        ])
    func usual(_ written: String, _ expected: String) throws {
        #expect(EventHeaders.rearranged(written) == expected)
        _ = try Date(expected, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    @Test(
        "Another form is left to Foundation",
        arguments: [
            "2026-09-01 08:15:00+08", "infinity", "12026-09-01 08:15:00.5+00", "",
            "2026-09-01 08:15:00.123456+05:30", "0044-03-15 12:00:00+00 BC",
        ])
    func others(_ written: String) {
        #expect(EventHeaders.rearranged(written) == nil)
    }
}
