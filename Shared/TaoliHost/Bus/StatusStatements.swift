import TaoliPostgres

/// What `BusStatus` asks the database. Each takes the whole table: rows of consumers that the build
/// does not know are left out later.
enum StatusStatements {
    /// An aggregate held longer than this, or a difference that lasts longer, is an alarm
    /// (messaging.md, Census), in seconds.
    static let patience: Int = 60

    static let outbox: SQL = """
        SELECT (SELECT count(*) FROM bus.outbox), \
        (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 \
        FROM bus.outbox), (SELECT count(*) FROM bus.consumer_order WHERE finished_at IS NULL) \
        + (SELECT count(*) FROM bus.relay_order WHERE finished_at IS NULL)
        """

    static let relay: SQL = """
        SELECT coalesce(sum(events), 0)::bigint, coalesce(sum(requests_served), 0)::bigint, \
        coalesce(sum(sent_again), 0)::bigint FROM bus.partition_total
        """

    static let leases: SQL = """
        SELECT name, owner, epoch, extract(epoch FROM until - clock_timestamp())::float8 \
        FROM bus.lease ORDER BY name
        """

    static let consumers: SQL = """
        SELECT consumer, sum(known_events)::bigint, count(differing_since)::int, \
        min(differing_since), coalesce(min(differing_since) \
        < clock_timestamp() - \(patience) * interval '1 s', false), count(open_question)::int, \
        sum(asks)::bigint, sum(censuses)::bigint, sum(requests)::bigint \
        FROM bus.consumer_partition GROUP BY consumer
        """

    static let held: SQL = """
        SELECT consumer, count(DISTINCT (aggregate_type, aggregate_id)), \
        count(DISTINCT (aggregate_type, aggregate_id)) \
        FILTER (WHERE parked_at < clock_timestamp() - \(patience) * interval '1 s') \
        FROM bus.parked WHERE class = 'gap' GROUP BY consumer
        """

    static let parked: SQL = """
        SELECT consumer, class, count(*) FROM bus.parked GROUP BY consumer, class \
        ORDER BY consumer, class
        """

    static let halts: SQL = "SELECT consumer, reason, since FROM bus.consumer_halt"

    static let partitions: SQL = """
        SELECT consumer, topic, partition, next_offset, known_events, agreed, differences, asks, \
        differing_since, open_question FROM bus.consumer_partition \
        ORDER BY consumer, topic, partition
        """
}
