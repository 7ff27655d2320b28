package import TaoliPostgres

/// Statements of a rebuild; all run as the service's `_all` role, inside one transaction each.
package enum RebuildStatements {
    /// Keeps others away from the rebuild of a consumer until the transaction ends, and waits for
    /// the batches that run: first the generation's row, then the leases, as batches do.
    package static func lock(_ consumer: String) -> [SQL] {
        [
            """
            INSERT INTO bus.consumer_generation (consumer) VALUES (\(consumer)) ON CONFLICT DO NOTHING
            """,
            """
            SELECT consumer, active, filling, shadow FROM bus.consumer_generation \
            WHERE consumer = \(consumer) FOR UPDATE
            """,
            """
            SELECT FROM bus.lease l, bus.consumer_generation g WHERE g.consumer = \(consumer) \
            AND l.name IN ('consumer:' || bus.generation_name(g.consumer, g.active), \
            'consumer:' || bus.generation_name(g.consumer, g.filling)) ORDER BY l.name \
            FOR UPDATE OF l
            """,
        ]
    }

    /// How far the filling generations of some consumers are: what each side knows, what the filling
    /// one lacks of what the active one knows, and what either has set aside.
    ///
    /// Known events are distinct, so a partition in which the filling side knows as many as the
    /// active one has all that the active one has, unless their producers differ; the census sees to
    /// that.
    package static func progress(_ consumers: [String]) -> SQL {
        """
        SELECT g.consumer, g.active, g.filling, g.begun_at, k.known_active, k.known_filling, \
        k.behind, k.differing, \
        (SELECT count(*) FROM bus.parked p WHERE p.consumer = g.active_name AND p.class <> 'gap'), \
        (SELECT count(*) FROM bus.parked p WHERE p.consumer = g.filling_name AND p.class <> 'gap') \
        FROM (SELECT *, bus.generation_name(consumer, active) AS active_name, \
        bus.generation_name(consumer, filling) AS filling_name FROM bus.consumer_generation \
        WHERE filling IS NOT NULL AND consumer = ANY(\(consumers)::text[])) AS g, LATERAL (\
        SELECT coalesce(sum(a.known_events), 0)::bigint AS known_active, \
        coalesce(sum(f.known_events), 0)::bigint AS known_filling, \
        coalesce(sum(greatest(0, coalesce(a.known_events, 0) - coalesce(f.known_events, 0))), \
        0)::bigint AS behind, count(f.differing_since) AS differing \
        FROM (SELECT * FROM bus.consumer_partition WHERE consumer = g.active_name) AS a \
        FULL JOIN (SELECT * FROM bus.consumer_partition WHERE consumer = g.filling_name) AS f \
        USING (topic, partition)) AS k ORDER BY g.consumer
        """
    }

    /// Makes the shadow schema with empty tables and the generation that fills it; returns its
    /// number.
    /// The server refuses it while the consumer is being rebuilt already.
    package static func begin(_ consumer: String, _ tables: CopyTables) -> SQL {
        "SELECT bus.begin_rebuild(\(consumer), \(tables.schema), \(tables.names)::text[])"
    }

    /// Puts the filling generation's rows in the place of those in use; returns its number.
    /// The server refuses it for a consumer that is not being rebuilt.
    package static func switchOver(_ consumer: String) -> SQL {
        "SELECT bus.switch_rebuild(\(consumer))"
    }

    /// Drops the shadow schema and what the filling generation knew; returns its number.
    /// The server refuses it for a consumer that is not being rebuilt.
    package static func abandon(_ consumer: String) -> SQL {
        "SELECT bus.abandon_rebuild(\(consumer))"
    }
}
