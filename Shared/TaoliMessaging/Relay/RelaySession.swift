import Foundation
import Metrics
import TaoliKafka
import TaoliPostgres

/// The life of one producer of the relay. Used by one task.
final class RelaySession {
    private let lease: Lease
    private let source: String
    private let pool: PostgresPool
    private let wake: Signal
    private let published: Counter
    private let producer: KafkaProducer
    private let mailbox = RelayMailbox()
    private var inFlight: Set<Int64> = []
    private var floor = OutboxFloor()
    private var confirmed = ContinuousClock.now

    init(
        lease: Lease, source: String, kafka: KafkaConfiguration, pool: PostgresPool, wake: Signal,
        published: Counter
    ) throws {
        self.lease = lease
        self.source = source
        self.pool = pool
        self.wake = wake
        self.published = published
        producer = try KafkaProducer(kafka, lingerMilliseconds: 1)
    }

    /// Publishes until cancelled.
    /// - Returns: why the producer became useless; `nil` after cancellation.
    func run() async throws -> KafkaError? {
        let reader = Task { [producer, mailbox, wake] in
            for await event in producer.events {
                mailbox.add(event)
                wake.raise()
            }
        }
        var failure: KafkaError?
        do {
            failure = try await pump()
        } catch {
            await end(reader)
            throw error
        }
        if failure == nil { await drain() }
        await end(reader)
        return failure
    }

    private func pump() async throws -> KafkaError? {
        while !Task.isCancelled {
            let news = mailbox.take(OutboxRelay.archiveMax)
            if !news.delivered.isEmpty { try await archive(news.delivered) }
            if let failure = news.failure, news.delivered.isEmpty { return failure }
            let sent = news.failure == nil ? try await sendNext() : 0
            if ContinuousClock.now - confirmed > lease.duration / 3 { try await renew() }
            if news.delivered.isEmpty, sent == 0 {
                await wake.wait(atMost: OutboxRelay.pollInterval)
            }
        }
        return nil
    }

    private func sendNext() async throws -> Int {
        let room = min(OutboxRelay.inFlightMax - inFlight.count, OutboxRelay.fetchMax)
        guard room > 0 else { return 0 }
        let rows = try await pool.query(
            RelayStatements.fetch(from: floor.id, except: Array(inFlight), limit: room))
        guard let first = rows.first else { return 0 }
        if try first.get(2, as: Int64?.self) != nil { Failpoint.hit(.relayAfterSelect) }
        var sent: [Int64] = []
        var refused: Int64?
        for row in rows {
            guard let id = try row.get(2, as: Int64?.self) else { break }
            guard try send(try StoredEvent(row: row, at: 3), id: id) else {
                refused = id
                break
            }
            inFlight.insert(id)
            sent.append(id)
        }
        floor.learn(
            xmin: try first.get(0), xmax: try first.get(1),
            lowestLeft: [inFlight.min(), refused].compactMap(\.self).min(), highest: sent.last)
        if !sent.isEmpty { Failpoint.hit(.relayAfterProduce) }
        return sent.count
    }

    /// - Returns: false when the producer's queue is full for the moment.
    private func send(_ event: StoredEvent, id: Int64) throws -> Bool {
        let count: Int32 = event.topic.hasSuffix(".dead") ? 1 : MessagingConfiguration.partitions
        let message = KafkaMessage(
            topic: event.topic, partition: partition(forKey: event.key, count: count),
            key: event.key, value: event.payload,
            headers: EventHeaders.write(event, source: source))
        do throws(KafkaError) {
            try producer.send(message, token: UInt64(id))
            return true
        } catch {
            // A fatal error comes as an event too, which replaces the producer.
            if error.isQueueFull || error.isFatal { return false }
            throw error
        }
    }

    private func archive(_ reports: [(id: Int64, partition: Int32, offset: Int64)]) async throws {
        let (lease, count) = (lease, reports.count)
        Failpoint.hit(.relayAfterAcknowledgement)
        try await pool.transaction { tx in
            let results = try await tx.pipeline([lease.confirm, RelayStatements.archive(reports)])
            guard results[0].affected == 1 else { throw LeaseLost(name: lease.name) }
        }
        Failpoint.hit(.relayAfterArchive)
        confirmed = .now
        for report in reports { inFlight.remove(report.id) }
        published.increment(by: count)
    }

    private func renew() async throws {
        guard try await pool.execute(lease.confirm) == 1 else { throw LeaseLost(name: lease.name) }
        confirmed = .now
    }

    /// After a clean stop: what is under way gets its time to arrive and is archived.
    private func drain() async {
        let (producer, mailbox, lease, pool) = (producer, mailbox, lease, pool)
        await Task {
            _ = await producer.flush(timeout: OutboxRelay.flushTime)
            let delivered = mailbox.take(OutboxRelay.inFlightMax).delivered
            guard !delivered.isEmpty else { return }
            // Not archived after all: sent again by the next relay, recognised by its consumers.
            try? await pool.transaction { tx in
                try await lease.confirm(in: tx)
                try await tx.execute(RelayStatements.archive(delivered))
            }
        }.value
    }

    private func end(_ reader: Task<Void, Never>) async {
        producer.purge()
        let producer = producer
        _ = await Task { await producer.close(timeout: OutboxRelay.flushTime) }.value
        reader.cancel()
    }
}
