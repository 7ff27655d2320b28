import Foundation
import NotificationCore
import NotificationService
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Whether every event has reached everybody who listens.
///
/// Sequences of an aggregate are 1, 2, 3…, so what a consumer holds of a topic, the sum of its
/// last sequences, equals the number of events in the log when nothing is missing. Whether the
/// sequences really are so is what `BusView` checks afterwards.
struct Quiet: Equatable, Sendable {
    /// Reaching it is a failure, not a measurement.
    static let patience = Duration.seconds(240)

    private var unsent = 0
    private var parked = 0
    /// Events by topic.
    private var logged: [String: Int] = [:]
    /// Sums of last sequences by consumer and topic.
    private var held: [String: [String: Int]] = [:]

    /// Waits until nothing is under way, twice in a row.
    /// - Throws: `ChildProcess.Failure` saying what still is.
    static func reached(in city: City) async throws {
        let limit = ContinuousClock.now + patience
        var calm: Quiet?
        while true {
            let now = try await Quiet(city)
            if now.isCalm, now == calm { return }
            calm = now
            if ContinuousClock.now > limit {
                throw ChildProcess.Failure(
                    description: "not quiet in \(patience): \(now.unsent) unsent, \(now.parked) "
                        + "parked, logged \(now.logged), held \(now.held)")
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private var isCalm: Bool {
        unsent == 0 && parked == 0
            && held.values.allSatisfy { topics in
                topics.allSatisfy { logged[$0.key, default: 0] == $0.value }
            }
    }

    private init(_ city: City) async throws {
        for service in CityService.allCases {
            let rows = try await city.database(service) { pool in
                try await pool.query(Self.state)
                    + (service == .notification ? try await pool.query(Self.unplanned) : [])
            }
            if service == .notification {
                unsent += try await city.database(service) { try await Self.untold($0) }
            }
            for row in rows {
                let (kind, topic) = (
                    try row.get("kind", as: String.self), try row.get("topic", as: String.self)
                )
                let count: Int = try row.get("count")
                switch kind {
                case "unsent": unsent += count
                case "parked": parked += count
                case "logged": logged[topic] = count
                default: held["\(service)/\(kind)", default: [:]][topic] = count
                }
            }
        }
    }

    /// Messages that nobody has looked at yet will change by themselves.
    private static let unplanned: SQL = """
        SELECT 'unsent' AS kind, '' AS topic, count(*) AS count FROM notification.message \
        WHERE planned_at IS NULL
        """

    /// How many of this month's matters of the packs' calendars no bureau was told of yet: they are
    /// told by a watch that looks now and then, not by an event.
    private static func untold(_ pool: PostgresPool) async throws -> Int {
        let packs = FollowedPacks(schema: NotificationService.name, function: .notification)
        let today = CalendarDate(shanghai: Date())
        return try await pool.transaction { tx in
            let year = SchoolYear(containing: today)
            var count = 0
            for binding in try await packs.bindings(tx, of: nil, in: year) {
                let due = DueCalendar.due(
                    in: try await packs.pack(tx, of: binding), on: today, since: binding.since)
                let told: Int = try await tx.query(
                    """
                    SELECT count(*) AS count FROM notification.message \
                    WHERE template = \(MessageTemplates.calendarDue.name) \
                    AND recipient = \("bureau/\(binding.district)") \
                    AND due_on >= \(today.description)::date
                    """)[0].get("count")
                count += max(0, due.count - told)
            }
            return count
        }
    }

    /// One line a fact; a line of a listener bears its name.
    private static let state: SQL = """
        SELECT 'unsent' AS kind, '' AS topic, count(*) AS count FROM bus.outbox \
        UNION ALL SELECT 'parked', '', count(*) FROM bus.parked \
        UNION ALL SELECT 'logged', topic, count(*) FROM bus.event_archive GROUP BY topic \
        UNION ALL SELECT l.consumer, l.topic, (SELECT coalesce(sum(s.sequence), 0)::bigint \
        FROM bus.aggregate_seen s WHERE s.consumer = l.consumer \
        AND l.topic LIKE '%.' || s.aggregate_type) \
        FROM (SELECT DISTINCT consumer, topic FROM bus.consumer_partition) l
        """
}
