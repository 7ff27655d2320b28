import Foundation
package import Logging
import Metrics
import ServiceLifecycle
package import TaoliKafka
package import TaoliPostgres

/// Publishes the outbox: one active relay a database, by lease.
///
/// The outbox holds only what the broker has not acknowledged; the relay sends what is there in id
/// order, keyed by aggregate, and moves acknowledged rows to the archive. Whatever ends it, the
/// rows it had not archived are sent again, which consumers recognise by their sequence.
/// Source: messaging.md, Relay.
package struct OutboxRelay: Service {
    /// Rows fetched at once.
    static let fetchMax = 1_000
    /// Rows sent whose report has not been archived.
    static let inFlightMax = 5_000
    /// Reports archived by one statement.
    static let archiveMax = 2_000
    /// So many reports are archived at once, fewer when the last ones began so long ago.
    static let archiveMin = 500
    static let archiveInterval: Duration = .milliseconds(50)
    static let pollInterval: Duration = .milliseconds(50)
    /// How long an event waits for others of its partition: a page of rows is handed over in a few
    /// times as long, and of fewer rows none comes later.
    static let linger: Duration = .microseconds(500)
    static let flushTime: Duration = .seconds(5)
    static let retentionMilliseconds = String(30 * 86_400_000)

    private let configuration: MessagingConfiguration
    private let kafka: KafkaConfiguration
    private let topics: [String]
    private let pool: PostgresPool
    private let wake: Signal
    private let logger: Logger
    private let published = Counter(label: "taoli_relay_published_total")
    private let rebuilt = Counter(label: "taoli_relay_producer_rebuilt_total")

    /// - Parameters:
    ///   - topics: this service's event topics; created when missing, with 12 partitions.
    ///   - wake: raised by commands after their commit.
    package init(
        configuration: MessagingConfiguration, kafka: KafkaConfiguration, topics: [String],
        pool: PostgresPool, wake: Signal, logger: Logger
    ) {
        self.configuration = configuration
        self.kafka = kafka
        self.topics = topics
        self.pool = pool
        self.wake = wake
        self.logger = logger
    }

    /// Publishes while it holds the lease, until graceful shutdown or cancellation.
    package func run() async throws {
        let work = LeasedWork(
            name: "relay", owner: configuration.owner, duration: configuration.lease, pool: pool,
            logger: logger)
        await cancelWhenGracefulShutdown {
            await work.run { lease in try await publish(under: lease) }
        }
    }

    /// Publishes until cancelled, and hears what consumers ask for beside it.
    private func publish(under lease: Lease) async throws {
        try await EventTopics.ensure(topics, configuration: configuration, kafka: kafka)
        try await prepareArchive()
        let inbox = RelayInbox(
            configuration: configuration, kafka: kafka, topics: topics, wake: wake, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await inbox.run() }
            do {
                try await publish(under: lease, inbox)
            } catch {
                group.cancelAll()
                throw error
            }
            group.cancelAll()
        }
    }

    /// Replaces the producer as often as it becomes useless.
    private func publish(under lease: Lease, _ inbox: RelayInbox) async throws {
        while !Task.isCancelled {
            let session = try RelaySession(
                lease: lease, configuration: configuration, kafka: kafka, topics: topics,
                pool: pool, wake: wake, inbox: inbox, published: published)
            if let ending = try await session.run() {
                rebuilt.increment()
                logger.warning("producer replaced", metadata: ["error": "\(ending)"])
                // A broker that came back without its topics may have made one with a single
                // partition already, because a producer asked for it.
                guard case .failed(let error) = ending, error.isUnknownTopic else { continue }
                try await EventTopics.ensure(topics, configuration: configuration, kafka: kafka)
            }
        }
    }

    private func prepareArchive() async throws {
        try await pool.execute(
            """
            SELECT bus.prepare_archive(current_date), \
            bus.prepare_archive((current_date + interval '1 month')::date)
            """)
    }
}
