import TaoliPostgres

/// I1, I7, I9: what must hold when nothing is under way.
extension BusStream {
    /// I1: aggregates whose version a consumer has not reached, or that it did not bring there one
    /// effect an event. Those with events set aside are I7's.
    func lost() async throws -> [BusFinding] {
        let (ids, versions) = try await versions()
        return try await consumer.findings(
            .noLoss, at: place,
            """
            SELECT format('%s is at version %s, here at %s with %s effects', v.id, v.version, \
            coalesce(s.sequence, 0), coalesce(a.effects, 0)) \
            FROM unnest(\(untyped: ids)::uuid[], \(untyped: versions)::bigint[]) AS v(id, version) \
            LEFT JOIN bus.aggregate_seen s ON s.consumer = \(consumerName) \
            AND s.aggregate_type = \(aggregateType) AND s.aggregate_id = v.id \
            LEFT JOIN (SELECT aggregate_id, count(*) AS effects FROM \(fragment: applied) r \
            GROUP BY 1) a ON a.aggregate_id = v.id \
            WHERE (coalesce(s.sequence, 0) <> v.version OR coalesce(a.effects, 0) <> v.version) \
            AND NOT EXISTS (SELECT FROM bus.parked p WHERE p.consumer = \(consumerName) \
            AND p.aggregate_id = v.id AND p.class <> 'gap') LIMIT \(BusInvariants.rowsMax)
            """)
    }

    /// I7: events applied though an earlier one of their aggregate is set aside, and events set
    /// aside that do not follow the last applied one without a hole up to the version.
    func passed() async throws -> [BusFinding] {
        let (ids, versions) = try await versions()
        let blocked: SQL = """
            (SELECT aggregate_id AS id, min(sequence) AS first, max(sequence) AS last, count(*) AS n \
            FROM bus.parked WHERE consumer = \(consumerName) AND aggregate_type = \(aggregateType) \
            AND class IN ('failed', 'poison', 'follower') GROUP BY 1)
            """
        var findings = try await consumer.findings(
            .poison, at: place,
            """
            SELECT format('sequence %s of %s was applied though %s is parked', a.sequence, b.id, \
            b.first) FROM \(fragment: applied) a JOIN \(fragment: blocked) b \
            ON a.aggregate_id = b.id AND a.sequence > b.first LIMIT \(BusInvariants.rowsMax)
            """)
        findings += try await consumer.findings(
            .poison, at: place,
            """
            SELECT format('of %s, %s events from %s to %s are parked, applied are %s of %s', b.id, \
            b.n, b.first, b.last, coalesce(s.sequence, 0), v.version) FROM \(fragment: blocked) b \
            JOIN unnest(\(untyped: ids)::uuid[], \(untyped: versions)::bigint[]) AS v(id, version) \
            ON v.id = b.id LEFT JOIN bus.aggregate_seen s ON s.consumer = \(consumerName) \
            AND s.aggregate_type = \(aggregateType) AND s.aggregate_id = b.id \
            WHERE b.first <> coalesce(s.sequence, 0) + 1 OR b.last - b.first + 1 <> b.n \
            OR b.last <> v.version LIMIT \(BusInvariants.rowsMax)
            """)
        return findings
    }

    /// I9: events not sent, events held, partitions whose ends differ, consumers that an alarm
    /// stopped.
    func backlog(parkedExpected: Bool) async throws -> [BusFinding] {
        var findings = try await producer.findings(
            .drained, at: producer.name,
            """
            SELECT format('%s events of %s wait in the outbox', count(*), topic) FROM bus.outbox \
            WHERE topic = \(topic) GROUP BY topic
            """)
        findings += try await consumer.findings(
            .drained, at: place,
            """
            SELECT format('%s events are parked as %s', count(*), class) FROM bus.parked \
            WHERE consumer = \(consumerName) AND topic = \(topic) \
            AND (class = 'gap' OR NOT \(parkedExpected)) GROUP BY class
            """)
        findings += try await consumer.findings(
            .drained, at: place,
            """
            SELECT format('stopped since %s: %s', since, reason) FROM bus.consumer_halt \
            WHERE consumer = \(consumerName)
            """)
        return try await findings + unequal()
    }

    /// Partitions whose two ends hold different sets.
    private func unequal() async throws -> [BusFinding] {
        let rows = try await producer.rows(
            """
            SELECT coalesce(array_agg(partition), '{}')::text, \
            coalesce(array_agg(events), '{}')::text, \
            coalesce(array_agg(fingerprint::text), '{}')::text \
            FROM bus.partition_total WHERE topic = \(topic)
            """)
        let (partitions, events, prints) = (
            try rows[0].get(0, as: String.self), try rows[0].get(1, as: String.self),
            try rows[0].get(2, as: String.self)
        )
        return try await consumer.findings(
            .drained, at: place,
            """
            SELECT format('partition %s: %s events there, %s here%s', t.partition, t.events, \
            coalesce(p.known_events, 0), CASE WHEN t.events = coalesce(p.known_events, 0) \
            THEN ', not the same ones' ELSE '' END) FROM unnest(\(untyped: partitions)::int[], \
            \(untyped: events)::bigint[], \(untyped: prints)::text[]) \
            AS t(partition, events, print) LEFT JOIN bus.consumer_partition p \
            ON p.consumer = \(consumerName) AND p.topic = \(topic) AND p.partition = t.partition \
            WHERE t.events <> coalesce(p.known_events, 0) \
            OR t.print <> coalesce(p.known_fingerprint, 0::bit(128))::text ORDER BY t.partition
            """)
    }
}
