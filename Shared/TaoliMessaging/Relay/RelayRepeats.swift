import Foundation
import Metrics
import TaoliKafka
import TaoliPostgres

/// Sends archived events again, one job after the other. The archive is not touched, so whatever
/// ends it changes nothing: consumers ask again, and an order stays open. Used by one task.
final class RelayRepeats {
    /// Events sent again whose report has not come.
    static let underWayMax = 2_000
    static let jobsMax = 1_000
    static let orderInterval: Duration = .seconds(1)

    private let source: String
    private let pool: PostgresPool
    /// Equal requests within this time are served once.
    private let onceWithin: Duration
    private var jobs: [RepeatJob] = []
    private var served: [PartitionKey: (from: Int64, at: ContinuousClock.Instant)] = [:]
    private var underWay = 0
    private var nextOrder = ContinuousClock.now

    /// - Parameter source: `ce_source` of the service whose events they are.
    init(source: String, pool: PostgresPool, onceWithin: Duration) {
        self.source = source
        self.pool = pool
        self.onceWithin = onceWithin
    }

    /// Takes requests for events; what is being served or has just been is left out.
    func accept(_ requests: [CensusRequest], now: ContinuousClock.Instant) {
        for request in requests {
            guard case .events(let from) = request.wanted, jobs.count < RelayRepeats.jobsMax else {
                continue
            }
            let covered = jobs.contains {
                $0.source == .partition(request.place) && $0.reached <= from
            }
            let recently = served[request.place].map {
                $0.from <= from && now - $0.at < onceWithin
            }
            if covered || recently == true { continue }
            jobs.append(RepeatJob(.partition(request.place), from: from))
        }
    }

    /// Events wait to be sent again.
    var isWorking: Bool { !jobs.isEmpty }

    func reported(_ count: Int) { underWay -= count }

    /// Sends the next page of the running job.
    /// - Parameter send: hands an event to the producer; false when its queue is full for the moment.
    /// - Returns: the partition whose job has just ended, for a census, and how many were sent.
    func work(
        _ send: (StoredEvent, Int32) throws -> Bool
    ) async throws -> (finished: PartitionKey?, sent: Int) {
        if jobs.isEmpty { try await takeOrder() }
        guard !jobs.isEmpty, underWay < RelayRepeats.underWayMax else { return (nil, 0) }
        var sent = 0
        if jobs[0].through == nil {
            jobs[0].through = try await pool.query(RepeatJob.newest)[0].get(0)
        }
        if !jobs[0].exhausted {
            sent = try await sendPage(send)
            underWay += sent
        }
        guard jobs[0].exhausted, jobs[0].order == nil || underWay == 0 else { return (nil, sent) }
        return (try await finish(jobs.removeFirst()), sent)
    }

    private func sendPage(_ send: (StoredEvent, Int32) throws -> Bool) async throws -> Int {
        let rows = try await pool.query(jobs[0].page)
        var sent = 0
        for row in rows {
            guard try send(StoredEvent(row: row, at: 2, source: source), row.get(1)) else { break }
            jobs[0].reached = try row.get(0)
            sent += 1
        }
        jobs[0].sent += Int64(sent)
        jobs[0].exhausted = sent == rows.count && rows.count < RepeatJob.pageMax
        if sent > 0 {
            Counter(label: "taoli_relay_sent_again_total").increment(by: sent)
            Failpoint.hit(.requestServed)
        }
        return sent
    }

    private func finish(_ job: RepeatJob) async throws -> PartitionKey? {
        if let order = job.order {
            try await pool.execute(
                """
                UPDATE bus.relay_order SET finished_at = clock_timestamp(), events = \(job.sent) \
                WHERE id = \(order)
                """)
        }
        guard case .partition(let place) = job.source else { return nil }
        served[place] = (job.from, .now)
        try await pool.execute(
            """
            UPDATE bus.partition_total SET requests_served = requests_served + 1, \
            sent_again = sent_again + \(job.sent) \
            WHERE topic = \(place.topic) AND partition = \(place.partition)
            """)
        return place
    }

    /// The oldest open order of an operator becomes a job.
    private func takeOrder() async throws {
        guard ContinuousClock.now >= nextOrder else { return }
        nextOrder = .now + RelayRepeats.orderInterval
        let rows = try await pool.query(
            """
            SELECT id, topic, from_number, through_number, aggregate_type, aggregate_id \
            FROM bus.relay_order WHERE finished_at IS NULL ORDER BY id LIMIT 1
            """)
        guard let row = rows.first else { return }
        // Ranges are given with both ends; a job begins above its first number.
        let from = max(0, try row.get(2, as: Int64.self) - 1)
        let (order, through) = (try row.get(0, as: Int64.self), try row.get(3, as: Int64.self))
        if let topic = try row.get(1, as: String?.self) {
            jobs.append(RepeatJob(.topic(topic), from: from, through: through, order: order))
        } else {
            let aggregate = AggregateReference(type: try row.get(4), id: try row.get(5))
            jobs.append(
                RepeatJob(.aggregate(aggregate), from: from, through: through, order: order))
        }
    }
}
