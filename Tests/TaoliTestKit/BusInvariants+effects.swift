import TaoliPostgres

/// I2 to I5: what must hold at every moment.
extension BusStream {
    /// I2: effects whose event no command committed. The consumer is read first: what it has done
    /// by then, the producer has committed.
    func ghosts() async throws -> [BusFinding] {
        let done: SQL =
            consumer.isProbe
            ? "(SELECT event_id, aggregate_id, sequence FROM " + applied
                + " a UNION SELECT event_id, aggregate_id, sequence FROM " + effects + " e)"
            : applied
        let rows = try await consumer.rows(
            """
            SELECT coalesce(array_agg(event_id), '{}')::text, \
            coalesce(array_agg(aggregate_id), '{}')::text, \
            coalesce(array_agg(sequence), '{}')::text FROM \(fragment: done) d
            """)
        let (events, ids, sequences) = (
            try rows[0].get(0, as: String.self), try rows[0].get(1, as: String.self),
            try rows[0].get(2, as: String.self)
        )
        var findings = try await producer.findings(
            .noGhost, at: place,
            """
            SELECT format('an effect of %s, sequence %s of %s, which no command committed', \
            e.event, e.sequence, e.id) FROM unnest(\(untyped: events)::uuid[], \
            \(untyped: ids)::uuid[], \(untyped: sequences)::bigint[]) AS e(event, id, sequence) \
            LEFT JOIN \(fragment: committed) c ON c.event_id = e.event \
            AND c.aggregate_id = e.id AND c.sequence = e.sequence \
            WHERE c.event_id IS NULL LIMIT \(BusInvariants.rowsMax)
            """)
        guard producer.isProbe else { return findings }
        findings += try await producer.findings(
            .noGhost, at: producer.name,
            """
            SELECT format('event %s, sequence %s of %s, belongs to no change', c.event_id, \
            c.sequence, c.aggregate_id) FROM \(fragment: committed) c \
            WHERE NOT EXISTS (SELECT FROM public.probe_change p WHERE p.id = c.aggregate_id \
            AND c.sequence BETWEEN p.first AND p.last) LIMIT \(BusInvariants.rowsMax)
            """)
        return findings
    }

    /// I3: events with several effects, and effects that the bus and the handler tell differently.
    func repeated() async throws -> [BusFinding] {
        var findings = try await consumer.findings(.once, at: place, several(of: applied))
        guard consumer.isProbe else { return findings }
        findings += try await consumer.findings(.once, at: place, several(of: effects))
        findings += try await consumer.findings(
            .once, at: place,
            """
            SELECT format('event %s: applied %s, effect %s', coalesce(a.event_id, e.event_id), \
            a.event_id IS NOT NULL, e.event_id IS NOT NULL) FROM \(fragment: applied) a \
            FULL JOIN \(fragment: effects) e USING (event_id) \
            WHERE a.event_id IS NULL OR e.event_id IS NULL LIMIT \(BusInvariants.rowsMax)
            """)
        return findings
    }

    private func several(of rows: SQL) -> SQL {
        """
        SELECT format('%s effects of %s', count(*), event_id) FROM \(fragment: rows) r \
        GROUP BY event_id HAVING count(*) > 1 LIMIT \(BusInvariants.rowsMax)
        """
    }

    /// I4: effects, and the producer's log, whose sequences are not 1, 2, 3…
    func disordered() async throws -> [BusFinding] {
        var findings = try await consumer.findings(
            .order, at: place, misplaced(applied, by: "serial"))
        if consumer.isProbe {
            findings += try await consumer.findings(
                .order, at: place, misplaced(effects, by: "serial"))
        }
        findings += try await producer.findings(
            .order, at: producer.name, misplaced(committed, by: "sequence"))
        guard producer.isProbe else { return findings }
        findings += try await producer.findings(
            .order, at: producer.name,
            """
            SELECT format('%s is at version %s, its last event is %s', s.id, s.version, \
            coalesce(c.last, 0)) FROM public.probe_state s LEFT JOIN (SELECT aggregate_id, \
            max(sequence) AS last FROM \(fragment: committed) e GROUP BY 1) c \
            ON c.aggregate_id = s.id WHERE s.version <> coalesce(c.last, 0) \
            LIMIT \(BusInvariants.rowsMax)
            """)
        return findings
    }

    private func misplaced(_ rows: SQL, by order: String) -> SQL {
        """
        SELECT format('sequence %s of %s stands at place %s', sequence, aggregate_id, place) \
        FROM (SELECT *, row_number() OVER (PARTITION BY aggregate_id ORDER BY \(raw: order)) \
        AS place FROM \(fragment: rows) r) p WHERE sequence <> place \
        LIMIT \(BusInvariants.rowsMax)
        """
    }

    /// I5: effects under an epoch that was over.
    func unfenced() async throws -> [BusFinding] {
        try await consumer.findings(
            .fencing, at: place,
            """
            SELECT format('effect %s has epoch %s after %s', serial, epoch, before) \
            FROM (SELECT *, max(epoch) OVER (ORDER BY serial) AS before \
            FROM \(fragment: applied) a) p WHERE epoch < before LIMIT \(BusInvariants.rowsMax)
            """)
    }
}
