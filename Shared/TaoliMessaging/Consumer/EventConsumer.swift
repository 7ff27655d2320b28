import Foundation
package import Logging
import Metrics
import ServiceLifecycle
package import TaoliKafka
import TaoliModels
package import TaoliPostgres

/// Applies another service's events exactly once and in order per aggregate.
///
/// One active instance a consumer, by lease. A batch is one transaction: the lease is confirmed,
/// effects, positions and what is known of each aggregate are written, or nothing is.
/// Source: messaging.md, Consumer and Errors.
package struct EventConsumer: Service {
    static let batchEventsMax = 500
    static let batchBytesMax = 1_048_576
    /// An empty poll; the first record ends it at once.
    static let pollWait: Duration = .milliseconds(250)
    static let closeTime: Duration = .seconds(5)

    private let definition: ConsumerDefinition
    private let configuration: MessagingConfiguration
    private let kafka: KafkaConfiguration
    private let pool: PostgresPool
    private let scope: DatabaseScope
    private let logger: Logger

    /// - Parameter pool: the service's own database, where positions and effects stand.
    package init(
        _ definition: ConsumerDefinition, configuration: MessagingConfiguration,
        kafka: KafkaConfiguration, pool: PostgresPool, logger: Logger
    ) {
        self.definition = definition
        self.configuration = configuration
        self.kafka = kafka
        self.pool = pool
        self.scope = DatabaseScope(service: configuration.service)
        var logger = logger
        logger[metadataKey: "consumer"] = "\(definition.name)"
        self.logger = logger
    }

    package func run() async throws {
        let work = LeasedWork(
            name: "consumer:\(definition.name)", owner: configuration.owner,
            duration: configuration.lease, pool: pool, logger: logger)
        await cancelWhenGracefulShutdown {
            await work.run { lease in try await consume(under: lease) }
        }
    }

    private func consume(under lease: Lease) async throws {
        let admin = KafkaAdmin(kafka)
        for topic in definition.topics {
            _ = try await admin.ensure(
                topic, partitions: Int(MessagingConfiguration.partitions),
                configuration: ["retention.ms": OutboxRelay.retentionMilliseconds])
        }
        _ = try await admin.ensure(
            MessagingConfiguration.requests(to: definition.producer), partitions: 1,
            configuration: ["retention.ms": OutboxRelay.retentionMilliseconds])
        let sender = RequestSender(
            definition, configuration: configuration, kafka: kafka, logger: logger)
        let consumer = try KafkaConsumer(
            kafka, group: "\(configuration.service).\(definition.name)")
        let session = ConsumerSession(
            definition: definition, configuration: configuration, lease: lease, consumer: consumer,
            sender: sender, pool: pool, preamble: scope.preamble(.all) + definition.preamble,
            logger: logger)
        do {
            try await session.run()
        } catch {
            await close(consumer, sender)
            throw error
        }
        await close(consumer, sender)
    }

    /// In a task of its own: the caller may be cancelled already.
    private func close(_ consumer: KafkaConsumer, _ sender: RequestSender) async {
        await sender.close()
        _ = await Task { await consumer.close(timeout: EventConsumer.closeTime) }.value
    }
}
