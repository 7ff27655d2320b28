import Foundation
import Logging
import ProbeKit
import TaoliKafka
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit

/// Relay and projection between two fresh databases and a fresh broker, in this process.
struct Bus: Sendable {
    static let consumerName = "copy"
    private static let pause: Duration = .milliseconds(5)

    let producer: PostgresPool
    let consumer: PostgresPool
    let broker: BenchBroker
    let wake = Signal()

    /// Makes all of it, calls `body`, and takes it down.
    static func with<T: Sendable>(
        _ world: BenchWorld, producer: BusDatabase? = nil, _ body: (Bus) async throws -> T
    ) async throws -> T {
        try await world.fresh(producer ?? world.producer) { from in
            try await world.fresh(world.consumer) { to in
                try await PostgresFixture.withPool(url: from.appURL, connectionsMax: 12) { first in
                    try await PostgresFixture.withPool(url: to.appURL) { second in
                        try await BenchBroker.with { broker in
                            try await body(Bus(producer: first, consumer: second, broker: broker))
                        }
                    }
                }
            }
        }
    }

    /// Calls `body` while these run.
    func running<T: Sendable>(
        relay: Bool, consumer: Bool, _ body: @escaping @Sendable () async throws -> T
    ) async throws -> T {
        try await withThrowingTaskGroup(of: T?.self) { group in
            if relay {
                let service = try makeRelay()
                group.addTask {
                    try await service.run()
                    return nil
                }
            }
            if consumer {
                let service = try makeConsumer()
                group.addTask {
                    try await service.run()
                    return nil
                }
            }
            group.addTask { try await body() }
            defer { group.cancelAll() }
            for try await result in group {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    /// Events in the archive: acknowledged and out of the outbox.
    var archived: Int {
        get async throws {
            try await producer.query(
                "SELECT coalesce(sum(events), 0)::bigint FROM bus.partition_total")[0].get(0)
        }
    }

    /// Events that the consumer's committed batches hold.
    var applied: Int {
        get async throws {
            try await consumer.query(
                "SELECT coalesce(sum(known_events), 0)::bigint FROM bus.consumer_partition")[0]
                .get(0)
        }
    }

    /// Asks until a count reaches a number.
    func wait(_ what: String, for count: () async throws -> Int, toReach number: Int) async throws {
        let end = ContinuousClock.now + .seconds(120)
        while true {
            let now = try await count()
            if now >= number { return }
            guard ContinuousClock.now < end else {
                throw ChildProgram.Failure(
                    description: "\(what): \(now) of \(number) after two minutes")
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    private func configuration(_ service: String) -> MessagingConfiguration {
        MessagingConfiguration(
            service: service, deployment: DrainEvents.deployment, owner: "bench")
    }

    private func makeRelay() throws -> OutboxRelay {
        OutboxRelay(
            configuration: configuration("registry"), kafka: try broker.kafka,
            topics: [ProbeCommand.topic], pool: producer, wake: wake,
            logger: Logger(label: "taoli.bench.relay"))
    }

    private func makeConsumer() throws -> EventConsumer {
        guard let probe = ProbeConsumer("\(Self.consumerName)=projection:registry") else {
            throw ChildProgram.Failure(description: "no such probe")
        }
        return EventConsumer(
            probe.definition(ProbeConsumer.Manner(isCured: true, pause: .zero)),
            configuration: configuration("notification"), kafka: try broker.kafka, pool: consumer,
            logger: Logger(label: "taoli.bench.consumer"))
    }
}
