import Foundation
import GRPCCore
import Logging
import ServiceLifecycle
import TaoliKafka
import TaoliMessaging
import TaoliPostgres
import TaoliRuntime

/// Puts one service together from its settings: pool, relay, consumers, calls, probes.
package struct Composition<Service: TaoliService>: Sendable {
    let settings: Settings
    let logger: Logger

    /// - Parameter arguments: flags behind the subcommand.
    /// - Throws: `SettingsError` naming the key and where it may be set.
    package init(arguments: [String]) throws {
        settings = try Settings(keys: HostKeys.all(Service.settings), arguments: arguments)
        try settings.validate()
        let level = Logger.Level(rawValue: try settings.text(RuntimeKeys.logLevel)) ?? .info
        JSONLogHandler.bootstrap(service: Service.name, level: level)
        logger = Logger(label: "taoli.\(Service.name)")
    }

    /// Runs until a stop signal.
    /// - Throws: `MigrationRefusal` when the database is not at this build's level, and what the
    ///   first failing part threw.
    func serve() async throws {
        let metrics = PrometheusRegistry()
        metrics.bootstrap()
        let (pool, wake) = (try makePool(), Signal())
        let poolTask = Task { try await pool.run() }
        try await checkLevel(pool)
        let messaging = try messagingConfiguration()
        let kafka = try kafkaConfiguration()
        let context = try makeContext(pool, wake)
        let parts = try await Service.build(context)
        let relay = OutboxRelay(
            configuration: messaging, kafka: kafka, topics: Service.topics, pool: pool, wake: wake,
            logger: logger)
        let consumers = parts.consumers.map { definition in
            consumer(of: definition, messaging, kafka, pool)
        }
        let calls =
            parts.calls + [
                BusCalls(context: context, topics: Service.topics, consumers: parts.consumers)
            ]
        let board = HealthBoard(
            services: Set(CallServer.methods(of: calls).map(\.service.description)))
        let readiness = Readiness(board: board, checks: checks(pool, kafka), logger: logger)
        let server = try callServer(calls, board, context.pressure)
        let probes = try probeServer(readiness, metrics)
        logger.notice("starting", metadata: ["settings": "\(settings.summary)"])
        let announcing = Task { try await announce(server, probes) }
        defer { announcing.cancel() }
        try await ServiceProcess.run(
            parts: [
                PoolHolder(pool: pool, running: poolTask), relay,
                SimultaneousParts(
                    consumers + parts.background + [
                        HalfSentSessions(pool: pool, longest: messaging.lease, logger: logger),
                        RequestForgetting(pool: pool, logger: logger),
                    ]),
            ],
            servers: [probes, server], readiness: readiness,
            stopWithin: try settings.duration(RuntimeKeys.stopWithin), logger: logger)
    }

    /// A context without servers, relay or consumers, for one-off commands such as bootstrap.
    package func withContext<Value: Sendable>(
        _ body: @Sendable (ServiceContext) async throws -> Value
    ) async throws -> Value {
        let pool = try makePool()
        let running = Task { try await pool.run() }
        do {
            try await checkLevel(pool)
            let value = try await body(try makeContext(pool, Signal()))
            await pool.shutdown()
            running.cancel()
            return value
        } catch {
            await pool.shutdown()
            running.cancel()
            throw error
        }
    }

    func checkLevel(_ pool: PostgresPool) async throws {
        try await Migrator(track: MessagingMigrations.track, migrations: MessagingMigrations.all)
            .check(pool)
        try await Migrator(track: Service.name, migrations: Service.migrations).check(pool)
    }

    func makePool() throws -> PostgresPool {
        PostgresPool(
            configuration: PostgresConfiguration(
                url: try settings.text(HostKeys.postgresURL),
                applicationName: "taoli-\(Service.name)",
                connectionsMax: try settings.integer(HostKeys.postgresConnections),
                // Whoever takes a lease over waits for the row that its holder has locked.
                idleTransactionMax: try settings.duration(HostKeys.lease)),
            logger: logger)
    }

    func kafkaConfiguration() throws -> KafkaConfiguration {
        KafkaConfiguration(
            bootstrap: try settings.text(HostKeys.kafkaBootstrap),
            clientID: "taoli-\(Service.name)", embedded: try settings.flag(HostKeys.kafkaEmbedded))
    }

    private func messagingConfiguration() throws -> MessagingConfiguration {
        MessagingConfiguration(
            service: Service.name, deployment: try settings.text(HostKeys.deployment),
            owner:
                "\(ProcessInfo.processInfo.hostName)/\(ProcessInfo.processInfo.processIdentifier)",
            lease: try settings.duration(HostKeys.lease),
            recordApplied: try settings.flag(HostKeys.recordApplied))
    }

    private func consumer(
        of definition: ConsumerDefinition, _ messaging: MessagingConfiguration,
        _ kafka: KafkaConfiguration, _ pool: PostgresPool
    ) -> any ServiceLifecycle.Service {
        let logger = logger
        let make: @Sendable (ConsumerDefinition) -> any ServiceLifecycle.Service = { definition in
            EventConsumer(
                definition, configuration: messaging, kafka: kafka, pool: pool, logger: logger)
        }
        guard definition.tables != nil else { return make(definition) }
        return RebuildableConsumer(definition, pool: pool, logger: logger, make: make)
    }

    private func makeContext(_ pool: PostgresPool, _ wake: Signal) throws -> ServiceContext {
        let scope = DatabaseScope(service: Service.name)
        return ServiceContext(
            name: Service.name, settings: settings, pool: pool,
            commands: CommandExecutor(pool: pool, scope: scope, wake: { wake.raise() }),
            scope: scope, keys: try Keyring(folder: try settings.text(RuntimeKeys.keyring)),
            pressure: OutboxPressure(
                pool: pool,
                bounds: PressureBounds(
                    rowsMax: Int64(try settings.integer(HostKeys.outboxRowsMax)),
                    ageMax: try settings.duration(HostKeys.outboxAgeMax))),
            logger: logger, now: { Date() })
    }

    private func checks(_ pool: PostgresPool, _ kafka: KafkaConfiguration) -> [Readiness.Check] {
        [
            Readiness.Check("postgres") { try await checkLevel(pool) }
            // The broker may be away: commands are kept in the outbox, so calls go on without it.
        ]
    }

    private func announce(_ server: CallServer, _ probes: ProbeServer) async throws {
        let (calls, health) = (try await server.port, try await probes.port)
        logger.notice("listening", metadata: ["grpc": "\(calls)", "probes": "\(health)"])
    }
}

/// Keeps a pool that was started before the other parts among them, so that it closes last.
private struct PoolHolder: ServiceLifecycle.Service {
    let pool: PostgresPool
    let running: Task<Void, any Error>

    func run() async throws {
        try? await gracefulShutdown()
        await pool.shutdown()
        running.cancel()
    }
}
