import TaoliTestKit
import Testing

/// A fault written into a small world that was right, and the invariants that it breaks.
struct PlantedFault: CustomTestStringConvertible {
    let name: String
    /// On the producer's database.
    var producer = ""
    /// On the consumer's database.
    var consumer = ""
    /// A line more in the caller's log; `$request` and `$aggregate` are an answered one's.
    var log: String?
    let breaks: Set<BusInvariant>

    var testDescription: String { name }

    /// The first aggregate, and its third and last event.
    private static let a = "md5('aggregate 1')::uuid"
    private static let a3 = "md5('event 1 3')::uuid"
    private static let a5 = "md5('event 1 5')::uuid"
    private static let bits = "('x' || replace(e::text, '-', ''))::bit(128)"

    /// Takes an event out of what a consumer knows of its partition.
    private static func forget(_ event: String) -> String {
        """
        UPDATE bus.consumer_partition SET known_events = known_events - 1, known_fingerprint =
        known_fingerprint # (SELECT \(bits) FROM (SELECT \(event) AS e) x) WHERE partition = 1;
        """
    }

    private static func gone(_ condition: String) -> String {
        """
        DELETE FROM bus.applied WHERE aggregate_id = \(a) AND sequence \(condition);
        DELETE FROM probe_effect WHERE id = \(a) AND sequence \(condition);
        """
    }

    private static func park(_ sequence: Int, _ kind: String) -> String {
        """
        INSERT INTO bus.parked (consumer, event_id, class, source, aggregate_type, aggregate_id,
        sequence, topic, partition, record_offset, header_names, header_values, error) VALUES
        ('copy', md5('event 1 \(sequence)')::uuid, '\(kind)', 'probe', 'school', \(a),
        \(sequence), 'taoli.registry.school', 1, 0, '{}', '{}', '');
        """
    }

    private static func effect(_ event: String, _ sequence: Int, epoch: Int = 2) -> String {
        """
        INSERT INTO bus.applied (consumer, epoch, event_id, source, aggregate_type, aggregate_id,
        sequence) VALUES ('copy', \(epoch), \(event), 'probe', 'school', \(a), \(sequence));
        INSERT INTO probe_effect (consumer, event, id, sequence, name)
        VALUES ('copy', \(event), \(a), \(sequence), '');
        """
    }

    static let all: [PlantedFault] = [
        PlantedFault(
            name: "cursor relay: a row that became visible late is never sent",
            producer: """
                INSERT INTO bus.outbox (event_id, topic, aggregate_type, aggregate_id, sequence,
                districts, type, actor, payload) SELECT event_id, topic, aggregate_type,
                aggregate_id, sequence, districts, type, actor, payload FROM bus.event_archive
                WHERE event_id = \(a3);
                DELETE FROM bus.event_archive WHERE event_id = \(a3);
                UPDATE bus.partition_total SET events = events - 1, fingerprint = fingerprint #
                (SELECT \(bits) FROM (SELECT \(a3) AS e) x) WHERE partition = 1;
                """,
            consumer: gone(">= 3") + forget(a3) + park(4, "gap") + park(5, "gap")
                + "UPDATE bus.aggregate_seen SET sequence = 2 WHERE aggregate_id = \(a);",
            breaks: [.noLoss, .drained]),
        PlantedFault(
            name: "no epoch check: a former holder wrote on",
            consumer: """
                UPDATE bus.applied SET epoch = 1 WHERE serial = (SELECT max(serial) FROM bus.applied);
                """,
            breaks: [.fencing]),
        PlantedFault(
            name: "no de-duplication: an event delivered again was applied again",
            consumer: effect(a5, 5), breaks: [.once, .order, .noLoss]),
        PlantedFault(
            name: "parking without successors: later events passed a parked one",
            consumer: gone("= 3") + park(3, "failed"), breaks: [.poison, .order]),
        PlantedFault(
            name: "parking that loses a successor",
            consumer: gone(">= 3") + park(3, "failed") + park(5, "follower")
                + "UPDATE bus.aggregate_seen SET sequence = 2 WHERE aggregate_id = \(a);",
            breaks: [.poison]),
        PlantedFault(
            name: "no census: a lost tail was not missed",
            consumer: gone("= 5") + forget(a5)
                + "UPDATE bus.aggregate_seen SET sequence = 4 WHERE aggregate_id = \(a);",
            breaks: [.noLoss, .drained]),
        PlantedFault(
            name: "lost event: the bus says applied, nothing happened",
            consumer: gone("= 5"), breaks: [.noLoss]),
        PlantedFault(
            name: "lost effect: the handler's transaction was another one",
            consumer: "DELETE FROM probe_effect WHERE event = \(a5);", breaks: [.once]),
        PlantedFault(
            name: "ghost: an effect of an event that no command committed",
            consumer: effect("md5('nobody')::uuid", 6), breaks: [.noGhost, .noLoss]),
        PlantedFault(
            name: "ghost: an event that belongs to no change",
            producer: "DELETE FROM probe_change WHERE request = md5('request 1 3')::uuid;",
            breaks: [.noGhost, .oneChange]),
        PlantedFault(
            name: "reordered: two events of an aggregate applied the wrong way round",
            consumer: """
                UPDATE bus.applied SET sequence = 7 - sequence, event_id = CASE sequence WHEN 3
                THEN md5('event 1 4')::uuid ELSE \(a3) END
                WHERE aggregate_id = \(a) AND sequence IN (3, 4);
                """,
            breaks: [.order]),
        PlantedFault(
            name: "a request executed twice",
            producer: """
                INSERT INTO probe_change (request, id, first, last)
                SELECT request, id, first, last FROM probe_change
                WHERE request = md5('request 1 3')::uuid;
                """,
            breaks: [.oneChange]),
        PlantedFault(
            name: "a request told two different things",
            log: #"{"ack":"$request","aggregate":"$aggregate","first":"77","last":"77"}"#,
            breaks: [.oneChange]),
        PlantedFault(
            name: "an answer without a change",
            log: """
                {"ack":"00000000-0000-7000-8000-000000000000","aggregate":"$aggregate",\
                "first":"1","last":"1"}
                """,
            breaks: [.oneChange]),
        PlantedFault(
            name: "a change of state without an event",
            producer: "UPDATE probe_state SET version = 6 WHERE id = \(a);",
            breaks: [.order, .noLoss]),
        PlantedFault(
            name: "two sets of the same size that are not equal",
            consumer: """
                UPDATE bus.consumer_partition SET known_fingerprint = ~known_fingerprint
                WHERE partition = 1;
                """,
            breaks: [.drained]),
        PlantedFault(
            name: "a consumer stopped by an alarm",
            consumer: "INSERT INTO bus.consumer_halt VALUES ('copy', 'restored');",
            breaks: [.drained]),
    ]
}
