import Foundation
import Logging
import TaoliContracts
import TaoliKafka
import TaoliModels
import TaoliPostgres
import TaoliTestKit

@testable import TaoliMessaging

/// A producer and a consumer that link nothing but the bus: schools that are renamed.
struct Probe: Sendable {
    static let topic = "taoli.registry.school"
    static let district = DistrictCode("440105")

    /// The smallest state an aggregate needs, and what a consumer keeps of it.
    static let tables = [
        Migration(
            number: 1, name: "probe",
            sql: """
                CREATE TABLE public.probe (id uuid PRIMARY KEY, version bigint NOT NULL, name text);
                GRANT SELECT, INSERT, UPDATE, DELETE ON public.probe TO PUBLIC;
                CREATE TABLE public.effect (serial bigint GENERATED ALWAYS AS IDENTITY,
                    id uuid NOT NULL, sequence bigint NOT NULL, name text);
                GRANT ALL ON public.effect TO PUBLIC;
                """)
    ]

    let database: ServiceDatabase
    let deployment: String

    var configuration: MessagingConfiguration {
        MessagingConfiguration(
            service: database.service, deployment: deployment, owner: "test-\(UUID())",
            lease: .seconds(2), recordApplied: true, census: .every(.milliseconds(300)))
    }

    var executor: CommandExecutor {
        CommandExecutor(pool: database.pool, scope: database.scope, wake: {})
    }

    func request(
        _ body: String, id: UUID = .version7(), subject: String = "tester", reason: String = "test"
    ) throws -> CommandRequest {
        let fingerprint = Data(body.utf8)
        return try CommandRequest(
            caller: Caller(
                subject: subject, role: .district, unit: UnitReference(.district, "440105"),
                scope: .districts([Probe.district].compactMap(\.self))),
            method: "probe/Rename", requestID: id.uuidString, fingerprint: fingerprint,
            matches: { $0 == fingerprint }, reason: reason, traceparent: nil, now: Date())
    }

    /// Renames a school, making it when it is new: one event.
    @discardableResult
    func rename(
        _ school: UUID, to name: String, _ request: CommandRequest? = nil
    ) async throws -> String {
        let answer = try await executor.run(
            try request ?? self.request(name),
            load: ["SELECT version FROM public.probe WHERE id = \(school) FOR UPDATE"]
        ) { _, loaded, _ in
            let version = try loaded[0].rows.first?.get("version", as: Int64.self) ?? 0
            guard !name.isEmpty else { throw Probe.refusal }
            return CommandOutcome(
                Probe.event(school, name),
                writes: [
                    """
                    INSERT INTO public.probe VALUES (\(school), \(version + 1), \(name)) \
                    ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name
                    """
                ],
                events: [
                    try EventDraft(
                        Probe.event(school, name),
                        of: AggregateReference(type: "school", id: school),
                        sequence: version + 1, districts: [Probe.district].compactMap(\.self))
                ],
                subjects: [AggregateReference(type: "school", id: school)],
                districts: [Probe.district].compactMap(\.self))
        }
        return answer.name
    }

    static let refusal = Refusal(
        .invalid, "name-empty", what: Wording("名称为空。", "The name is empty."),
        next: Wording("请填写名称。", "Give a name."))

    static func event(_ school: UUID, _ name: String) -> Taoli_Registry_Events_V1_SchoolRenamed {
        var event = Taoli_Registry_Events_V1_SchoolRenamed()
        event.schoolID = school.uuidString.lowercased()
        event.name = name
        return event
    }

    func relay(_ kafka: KafkaConfiguration) -> OutboxRelay {
        OutboxRelay(
            configuration: configuration, kafka: kafka, topics: [Probe.topic], pool: database.pool,
            wake: Signal(), logger: Logger(label: "test.relay"))
    }

    /// A consumer that writes each event into `effect`; a name `poison` makes it fail.
    /// - Parameter fails: whether it still does.
    func consumer(
        _ kafka: KafkaConfiguration, name: String = "probe",
        fails: @escaping @Sendable () -> Bool = { true }
    ) -> EventConsumer {
        EventConsumer(
            .projection(name: name, producer: "registry", topics: [Probe.topic]) { events, tx in
                for event in events where event.shortType == "SchoolRenamed" {
                    let message = try event.decode(Taoli_Registry_Events_V1_SchoolRenamed.self)
                    if message.name == "poison", fails() { throw Probe.refusal }
                    try await tx.execute(
                        """
                        INSERT INTO public.effect (id, sequence, name) \
                        VALUES (\(event.aggregate.id), \(event.sequence), \(message.name))
                        """)
                }
            },
            configuration: configuration, kafka: kafka, pool: database.pool,
            logger: Logger(label: "test.consumer"))
    }

    func number(_ sql: SQL) async throws -> Int {
        try await database.superuser.query(sql)[0].get(0)
    }

    func effects() async throws -> [String] {
        try await database.superuser.query("SELECT name FROM public.effect ORDER BY serial")
            .map { try $0.get(0) }
    }

    /// Runs `body` beside long-running parts, which are cancelled at its end.
    @discardableResult
    func beside<T: Sendable>(
        _ parts: [@Sendable () async throws -> Void],
        _ body: @Sendable () async throws -> T
    ) async throws -> T {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in parts { group.addTask { try await part() } }
            let value = try await body()
            group.cancelAll()
            while let result = await group.nextResult() { _ = try? result.get() }
            return value
        }
    }

    @discardableResult
    static func with<T: Sendable>(
        _ body: @Sendable (Probe) async throws -> T
    ) async throws -> T {
        try await ServiceDatabase.with(migrations: tables) { database in
            try await body(
                Probe(database: database, deployment: "test-\(UUID().uuidString.prefix(8))"))
        }
    }
}
