import Foundation
import Glibc
package import Logging
import ServiceLifecycle
import TaoliMessaging
import TaoliPostgres
import UnixSignals

/// One probe process, from its environment to its end by SIGTERM.
package struct ProbeProcess: Sendable {
    private let settings: ProbeSettings
    private let logger: Logger

    package init(_ settings: ProbeSettings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Runs until SIGTERM, or until whoever started it has ended.
    /// - Throws: `ProbeSettings.Mistake`, and what the first failing part threw.
    package func run() async throws {
        Failpoint.prepare()
        Self.endWithParent()
        let pool = PostgresPool(configuration: try settings.postgres(), logger: logger)
        let services = try [pool] + parts(pool)
        let group = ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm], logger: logger)
        try await group.run()
    }

    private func parts(_ pool: PostgresPool) throws -> [any Service] {
        let (messaging, kafka) = (try settings.messaging(), try settings.kafka())
        let wake = Signal()
        var services: [any Service] = [
            HalfSentSessions(pool: pool, longest: messaging.lease, logger: logger)
        ]
        if settings.parts.contains(.relay) {
            services.append(
                OutboxRelay(
                    configuration: messaging, kafka: kafka,
                    topics: [
                        messaging.service == "registry" ? ProbeCommand.topic : ProbeConsumer.topic
                    ], pool: pool, wake: wake, logger: logger))
        }
        if settings.parts.contains(.cursorRelay) {
            services.append(
                BrokenRelay(
                    topic: ProbeCommand.topic,
                    source: messaging.source(of: messaging.service), kafka: kafka, pool: pool))
        }
        if settings.parts.contains(.consumers) {
            let manner = try settings.manner()
            services += settings.consumers.map {
                EventConsumer(
                    $0.definition(manner), configuration: messaging, kafka: kafka, pool: pool,
                    logger: logger)
            }
        }
        if settings.parts.contains(.brokenConsumer) {
            services.append(
                BrokenConsumer(
                    rule: try brokenRule(), topic: ProbeCommand.topic,
                    source: messaging.source(of: "registry"), kafka: kafka, pool: pool))
        }
        if settings.parts.contains(.load) { services.append(try load(pool, wake, messaging)) }
        return services
    }

    private func load(
        _ pool: PostgresPool, _ wake: Signal, _ messaging: MessagingConfiguration
    ) throws -> ProbeLoad {
        ProbeLoad(
            executor: CommandExecutor(
                pool: pool, scope: DatabaseScope(service: messaging.service),
                wake: { wake.raise() }),
            pool: pool, log: try ProbeLog(path: try settings.text("PROBE_LOG")),
            aggregates: Int(try settings.number("PROBE_AGGREGATES", default: 50)),
            rate: try settings.number("PROBE_RATE", default: 100),
            seed: UInt64(try settings.number("PROBE_SEED", default: 1)),
            stopFile: try settings.text("PROBE_STOP"), logger: logger)
    }

    private func brokenRule() throws -> BrokenConsumer.Rule {
        let text = try settings.text("PROBE_BROKEN")
        guard let rule = BrokenConsumer.Rule(rawValue: text) else {
            throw ProbeSettings.Mistake(description: "PROBE_BROKEN=\(text)")
        }
        return rule
    }

    /// A test that is killed must not leave its probes running.
    private static func endWithParent() {
        let parent = getppid()
        Thread.detachNewThread {
            while getppid() == parent { sleep(1) }
            exit(75)
        }
    }
}
