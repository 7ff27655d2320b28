import Foundation
import Logging
import SwiftProtobuf
import TaoliContracts
import TaoliKafka
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliTestKit

/// A producer and two consumers that know different releases of one contract, linking nothing but
/// the bus: lamps that are switched.
struct LampProbe: Sendable {
    static let topic = "taoli.probe.lamp"

    /// The lamps, and what each consumer understood of each event.
    private static let tables = [
        Migration(
            number: 1, name: "lamp",
            sql: """
                CREATE TABLE public.lamp (id uuid PRIMARY KEY, version bigint NOT NULL);
                CREATE TABLE public.seen (consumer text NOT NULL, lamp uuid NOT NULL,
                    sequence bigint NOT NULL, light int NOT NULL, written bytea NOT NULL);
                GRANT ALL ON public.lamp, public.seen TO PUBLIC;
                """)
    ]

    let database: ServiceDatabase
    private let deployment = "test-\(UUID().uuidString.prefix(8))"

    /// Lends a probe with a database of its own.
    static func with(_ body: @Sendable (LampProbe) async throws -> Void) async throws {
        try await ServiceDatabase.with(migrations: tables) { database in
            try await body(LampProbe(database: database))
        }
    }

    private var configuration: MessagingConfiguration {
        MessagingConfiguration(
            service: database.service, deployment: deployment, owner: "test-\(UUID())",
            lease: .seconds(2), recordApplied: true)
    }

    /// A command that says `event` of a lamp.
    func say(_ event: some SwiftProtobuf.Message & Sendable, of lamp: UUID) async throws {
        let fingerprint = Data("\(lamp)".utf8)
        let request = try CommandRequest(
            caller: Caller(
                subject: "tester", role: .district, unit: UnitReference(.district, "440105"),
                scope: .districts([])),
            method: "probe/Switch", requestID: UUID.version7().uuidString,
            fingerprint: fingerprint, matches: { $0 == fingerprint }, reason: "test",
            traceparent: nil, now: Date())
        let reference = AggregateReference(type: "lamp", id: lamp)
        _ = try await CommandExecutor(pool: database.pool, scope: database.scope, wake: {}).run(
            request, load: ["SELECT version FROM public.lamp WHERE id = \(lamp) FOR UPDATE"]
        ) { _, loaded, _ in
            let version = try loaded[0].rows.first?.get("version", as: Int64.self) ?? 0
            return CommandOutcome(
                Taoli_Bus_V1_EventParked(),
                writes: [
                    """
                    INSERT INTO public.lamp VALUES (\(lamp), \(version + 1)) \
                    ON CONFLICT (id) DO UPDATE SET version = excluded.version
                    """
                ],
                events: [
                    try EventDraft(event, of: reference, sequence: version + 1, districts: [])
                ],
                subjects: [reference], districts: [])
        }
    }

    /// A consumer that knows the contract as `Known` has it. It writes down the state of the lamp
    /// and the event as it would pass it on.
    func consumer<Known: LampSwitched>(
        _ name: String, knowing: Known.Type, _ kafka: KafkaConfiguration
    ) -> EventConsumer {
        EventConsumer(
            .projection(name: name, producer: database.service, topics: [LampProbe.topic]) {
                events, tx in
                for event in events where event.shortType == "LampSwitched" {
                    let message = try event.decode(Known.self)
                    try await tx.execute(
                        """
                        INSERT INTO public.seen VALUES (\(name), \(event.aggregate.id), \
                        \(event.sequence), \(message.lightNumber), \
                        \(try message.serializedBytes() as Data))
                        """)
                }
            },
            configuration: configuration, kafka: kafka, pool: database.pool,
            logger: Logger(label: "test.consumer"))
    }

    func relay(_ kafka: KafkaConfiguration) -> OutboxRelay {
        OutboxRelay(
            configuration: configuration, kafka: kafka, topics: [LampProbe.topic],
            pool: database.pool, wake: Signal(), logger: Logger(label: "test.relay"))
    }

    /// What a consumer understood, in the order of application: sequence and state of the lamp.
    func seen(by consumer: String) async throws -> [[Int]] {
        try await database.superuser.query(
            "SELECT sequence, light FROM public.seen WHERE consumer = \(consumer) ORDER BY sequence"
        ).map { [try $0.get(0), try $0.get(1)] }
    }

    /// An event as a consumer passes it on.
    func written(by consumer: String, sequence: Int) async throws -> Data {
        try await database.superuser.query(
            """
            SELECT written FROM public.seen \
            WHERE consumer = \(consumer) AND sequence = \(sequence)
            """)[0].get(0)
    }

    func number(_ sql: SQL) async throws -> Int {
        try await database.superuser.query(sql)[0].get(0)
    }
}

/// The event that both releases of the contract have.
protocol LampSwitched: SwiftProtobuf.Message {
    /// The state's number, whether or not this release has a name for it.
    var lightNumber: Int { get }
}

extension OlderLampSwitched: LampSwitched {
    var lightNumber: Int { light.rawValue }
}

extension NewerLampSwitched: LampSwitched {
    var lightNumber: Int { light.rawValue }
}
