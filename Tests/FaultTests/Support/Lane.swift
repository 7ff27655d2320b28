import Foundation
import ProbeKit
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit

/// Two probe services of their own, each with its database, and a broker: `registry` takes
/// commands, `notification` copies them, reacts to each and publishes that, and `registry` listens
/// to it in turn. So one lane has every part of the bus twice or more.
final class Lane: Sendable {
    /// The two services.
    enum Role: String {
        case producer = "registry"
        case consumer = "notification"

        var parts: String { self == .producer ? "load,relay,consumers" : "relay,consumers" }
        var consumers: String {
            self == .producer
                ? "echo=projection:notification"
                : "copy=projection:registry,react=reaction:registry"
        }
    }

    /// Leases of the lane's processes, in seconds.
    static let lease = 2.0

    let folder: URL
    let deployment: String
    let producer: BusDatabase
    let consumer: BusDatabase
    let producerPool: PostgresPool
    let consumerPool: PostgresPool
    let bootstrap: String
    /// A copy by value of what the lane's checkers read.
    let invariants: BusInvariants
    private let stopFile: URL

    init(
        folder: URL, producer: BusDatabase, consumer: BusDatabase, pools: [PostgresPool],
        bootstrap: String
    ) async throws {
        self.folder = folder
        self.producer = producer
        self.consumer = consumer
        self.bootstrap = bootstrap
        (producerPool, consumerPool) = (pools[0], pools[1])
        deployment = "fault-\(UUID().uuidString.lowercased().prefix(8))"
        stopFile = folder.appending(path: "stop")
        let (registry, notification) = (
            try await BusStore(name: "registry", pool: producerPool),
            try await BusStore(name: "notification", pool: consumerPool)
        )
        let (schools, messages) = (ProbeCommand.topic, ProbeConsumer.topic)
        invariants = BusInvariants(
            streams: [
                BusStream(
                    producer: registry, consumer: notification, consumerName: "copy",
                    topic: schools),
                BusStream(
                    producer: registry, consumer: notification, consumerName: "react",
                    topic: schools),
                BusStream(
                    producer: notification, consumer: registry, consumerName: "echo",
                    topic: messages),
            ],
            logs: ["registry": (0..<3).map { folder.appending(path: "calls-\($0).log").path }])
    }

    /// Starts a process of a role.
    ///
    /// - Parameters:
    ///   - instance: 0 to 2; each has a log of its calls.
    ///   - failpoint: `<name>:<n>:<action>`.
    ///   - extra: wins over everything.
    func start(
        _ role: Role, instance: Int = 0, failpoint: String? = nil, extra: [String: String] = [:]
    ) throws -> BusProcess {
        let database = role == .producer ? producer : consumer
        var environment = [
            "PROBE_PARTS": role.parts, "PROBE_CONSUMERS": role.consumers,
            "PROBE_SERVICE": role.rawValue, "PROBE_DEPLOYMENT": deployment,
            "PROBE_POSTGRES": try database.appURL, "PROBE_BOOTSTRAP": bootstrap,
            "PROBE_EMBEDDED": LaneBroker.isEmbedded ? "1" : "0",
            "PROBE_LEASE": String(Self.lease), "PROBE_CENSUS": "1",
            "PROBE_LOG": folder.appending(path: "calls-\(instance).log").path,
            "PROBE_STOP": stopFile.path, "PROBE_RATE": "60", "PROBE_AGGREGATES": "40",
            // A crash that is wanted needs no minute of looking for its place.
            "SWIFT_BACKTRACE": "enable=no",
            "PROBE_SEED": String(FaultScale.seed % 1_000_000 + UInt64(instance)),
        ]
        environment[Failpoint.variable] = failpoint
        environment.merge(extra) { $1 }
        return try BusProcess(
            try Self.executable("taoli-probe"), environment: environment,
            output: folder.appending(path: "\(role.rawValue)-\(instance).log"))
    }

    /// Lets no new command begin.
    func stopLoad() { _ = FileManager.default.createFile(atPath: stopFile.path, contents: nil) }

    /// Lets commands begin again.
    func resumeLoad() { try? FileManager.default.removeItem(at: stopFile) }

    /// Requests that wait for an answer.
    var openRequests: Int {
        BusLog(paths: invariants.logs["registry"] ?? []).open.count
    }

    /// Events that commands have committed.
    func committed() async throws -> Int {
        try await producerPool.query(
            "SELECT coalesce(sum(version), 0)::bigint FROM public.probe_state")[0].get(0)
    }

    /// Of these, events that a broker has acknowledged.
    func archived() async throws -> Int {
        try await producerPool.query(
            """
            SELECT coalesce(sum(events), 0)::bigint FROM bus.partition_total \
            WHERE topic = \(ProbeCommand.topic)
            """)[0].get(0)
    }

    /// Events that the copy holds.
    func copied() async throws -> Int {
        try await consumerPool.query(
            "SELECT count(*) FROM bus.applied WHERE consumer = 'copy'")[0].get(0)
    }

    /// The path of one of our executables, beside the tests' own.
    static func executable(_ name: String) throws -> String {
        let folder =
            ProcessInfo.processInfo.environment["TAOLI_TEST_BINARIES"]
            ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
        let path = folder + "/" + name
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw BusProcess.Failure(description: "set TAOLI_TEST_BINARIES; there is no \(path)")
        }
        return path
    }
}
