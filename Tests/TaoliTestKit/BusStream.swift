package import TaoliPostgres

/// One service's database, as the checkers read it.
package struct BusStore: Sendable {
    /// The service's name, for findings.
    package let name: String
    /// Sees all rows: a superuser's.
    package let pool: PostgresPool
    /// Whether it has the tables of a probe (`probe_state`, `probe_change`, `probe_effect`). Without
    /// them versions come from the log, and effects from `bus.applied` alone.
    package let isProbe: Bool

    /// - Throws: `PostgresError` when it cannot be asked for the probe's tables.
    package init(name: String, pool: PostgresPool) async throws {
        self.name = name
        self.pool = pool
        isProbe = try await pool.query("SELECT to_regclass('public.probe_state') IS NOT NULL")[0]
            .get(0)
    }

    /// Findings of a query whose rows are texts.
    func findings(
        _ invariant: BusInvariant, at place: String, _ sql: SQL
    ) async throws -> [BusFinding] {
        try await rows(sql).map { row in
            BusFinding(invariant: invariant, place: place, text: try row.get(0))
        }
    }

    /// The tables grow faster than their statistics: a plan made for a few rows would compare each
    /// with each.
    func rows(_ sql: SQL) async throws -> [PostgresRow] {
        try await pool.transaction(
            TransactionOptions(readOnly: true, preamble: ["SET LOCAL enable_nestloop = off"])
        ) { tx in
            try await tx.query(sql)
        }
    }
}

/// One consumer of one topic, with both databases.
package struct BusStream: Sendable {
    /// Where commands commit and the archive stands.
    package let producer: BusStore
    /// Where the effects stand.
    package let consumer: BusStore
    /// Under which the consumer's positions and effects stand.
    package let consumerName: String
    /// `taoli.<service>.<aggregate type>`.
    package let topic: String

    package init(
        producer: BusStore, consumer: BusStore, consumerName: String, topic: String
    ) {
        self.producer = producer
        self.consumer = consumer
        self.consumerName = consumerName
        self.topic = topic
    }

    /// The topic's last part.
    var aggregateType: String { topic.split(separator: ".").last.map(String.init) ?? topic }

    var place: String { "\(producer.name) → \(consumer.name)/\(consumerName)" }

    /// What commands committed, one row an event, whether sent or not.
    var committed: SQL {
        """
        (SELECT event_id, aggregate_id, sequence FROM bus.event_archive WHERE topic = \(topic) \
        UNION ALL SELECT event_id, aggregate_id, sequence FROM bus.outbox WHERE topic = \(topic))
        """
    }

    /// The consumer's rows of `bus.applied`.
    var applied: SQL {
        """
        (SELECT serial, epoch, event_id, aggregate_id, sequence FROM bus.applied \
        WHERE consumer = \(consumerName) AND aggregate_type = \(aggregateType))
        """
    }

    /// The consumer's rows of `probe_effect`, under the names of `bus.applied`.
    var effects: SQL {
        """
        (SELECT serial, event AS event_id, id AS aggregate_id, sequence FROM public.probe_effect \
        WHERE consumer = \(consumerName))
        """
    }

    /// Aggregates and their versions at the producer, as two array texts.
    func versions() async throws -> (ids: String, versions: String) {
        let source: SQL =
            producer.isProbe
            ? "(SELECT id, version FROM public.probe_state)"
            : "(SELECT aggregate_id AS id, max(sequence) AS version FROM "
                + committed + " c GROUP BY 1)"
        let rows = try await producer.rows(
            """
            SELECT coalesce(array_agg(id), '{}')::text, coalesce(array_agg(version), '{}')::text \
            FROM \(fragment: source) v
            """)
        return (try rows[0].get(0), try rows[0].get(1))
    }
}
