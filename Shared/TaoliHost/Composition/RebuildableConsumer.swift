package import Logging
package import ServiceLifecycle
package import TaoliMessaging
package import TaoliPostgres

/// Runs the generations of a projection: the one in use, and the one being filled while there is one
/// (ADR 0018).
///
/// Each instance of the service looks for a change every second. Until all have seen it the database
/// keeps order: transactions of a generation that is not what it was do not commit.
package struct RebuildableConsumer: Service {
    static let lookInterval: Duration = .seconds(1)

    private let definition: ConsumerDefinition
    private let pool: PostgresPool
    private let logger: Logger
    private let make: @Sendable (ConsumerDefinition) -> any Service

    /// - Parameter make: makes the consumer that runs one generation.
    package init(
        _ definition: ConsumerDefinition, pool: PostgresPool, logger: Logger,
        make: @escaping @Sendable (ConsumerDefinition) -> any Service
    ) {
        self.definition = definition
        self.pool = pool
        self.logger = logger
        self.make = make
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while let generation = await current() { await run(generation) }
        }
    }

    /// Runs both generations until something changes.
    private func run(_ generation: ConsumerGeneration) async {
        let consumers = [definition.active(generation), definition.filling(generation)]
            .compactMap(\.self)
        logger.info(
            "consumer generations",
            metadata: [
                "consumer": "\(definition.name)",
                "names": "\(consumers.map(\.name).joined(separator: ", "))",
            ])
        await withTaskGroup(of: Void.self) { group in
            for consumer in consumers {
                group.addTask {
                    do {
                        try await make(consumer).run()
                    } catch {
                        logger.error(
                            "consumer ended",
                            metadata: ["consumer": "\(consumer.name)", "error": "\(error)"])
                    }
                    await pause()
                }
            }
            group.addTask {
                repeat { await pause() } while await current() == generation
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// What the database says now; one that is away is waited for. `nil` when cancelled.
    private func current() async -> ConsumerGeneration? {
        while !Task.isCancelled {
            if let found = try? await ConsumerGeneration.load([definition.name], from: pool),
                let generation = found[definition.name]
            {
                return generation
            }
            await pause()
        }
        return nil
    }

    /// Cut short by cancellation.
    private func pause() async {
        try? await Task.sleep(for: RebuildableConsumer.lookInterval)
    }
}
