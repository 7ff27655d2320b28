import Foundation
import TaoliPostgres

/// Archived events that are to be sent again: because a consumer asked, or an operator ordered it.
struct RepeatJob {
    enum Source: Hashable {
        case partition(PartitionKey)
        case topic(String)
        case aggregate(AggregateReference)
    }

    static let pageMax = 500

    let source: Source
    /// Numbers above this one.
    let from: Int64
    /// Up to this one; `nil` for what is archived when the job begins.
    var through: Int64?
    /// The operator's order.
    let order: Int64?
    /// The last number sent.
    var reached: Int64
    var sent: Int64 = 0
    /// Everything was handed to the producer.
    var exhausted = false

    init(_ source: Source, from: Int64, through: Int64? = nil, order: Int64? = nil) {
        self.source = source
        self.from = from
        self.through = through
        self.order = order
        reached = from
    }

    /// The next events in the order in which they were archived, which is the outbox's within each
    /// partition.
    var page: SQL {
        """
        SELECT archive_number, partition, \(raw: StoredEvent.columns) FROM bus.event_archive \
        WHERE \(fragment: condition) AND archive_number > \(reached) \
        AND archive_number <= \(through ?? .max) ORDER BY archive_number LIMIT \(RepeatJob.pageMax)
        """
    }

    /// The newest number, where the job ends: what comes later is being sent anyway.
    static let newest: SQL = "SELECT coalesce(max(archive_number), 0) FROM bus.event_archive"

    private var condition: SQL {
        switch source {
        case .partition(let place):
            "topic = \(place.topic) AND partition = \(place.partition)"
        case .topic(let topic):
            "topic = \(topic)"
        case .aggregate(let aggregate):
            "aggregate_type = \(aggregate.type) AND aggregate_id = \(aggregate.id)"
        }
    }
}
