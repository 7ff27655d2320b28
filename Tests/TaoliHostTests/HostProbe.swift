import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import TaoliTestKit

/// The smallest service that has what operators work with: a copy, and a reaction.
enum HostProbe: TaoliService {
    static let name = "registry"
    static let topic = "taoli.registry.school"
    static let topics = [topic]
    static let rules = BusCalls.rules

    /// The tables of the copy, as a service of ours makes them.
    static let migrations = [
        Migration(
            number: 1, name: "probe",
            sql: """
                CREATE SCHEMA probe;
                CREATE TABLE probe.note (id uuid PRIMARY KEY, name text NOT NULL,
                    district text NOT NULL, length integer GENERATED ALWAYS AS (length(name)) STORED);
                CREATE TABLE probe.numbered (id bigint GENERATED ALWAYS AS IDENTITY, name text);
                CREATE TABLE probe.history (id uuid, name text);
                ALTER TABLE probe.note ENABLE ROW LEVEL SECURITY;
                CREATE POLICY own ON probe.note TO taoli_registry_app
                    USING (district = any((SELECT taoli.scope())::text[]));
                CREATE POLICY every ON probe.note TO taoli_registry_all USING (true);
                GRANT USAGE ON SCHEMA probe TO taoli_registry_app, taoli_registry_all;
                GRANT SELECT ON probe.note TO taoli_registry_app;
                GRANT SELECT, INSERT, UPDATE, DELETE ON probe.note, probe.numbered
                    TO taoli_registry_all;
                GRANT SELECT, INSERT ON probe.history TO taoli_registry_all;
                """)
    ]

    /// Keeps the newest name of each school; `poison` it cannot bear.
    static let copy = ConsumerDefinition.projection(
        name: "probe-copy", producer: "registry", topics: topics,
        tables: CopyTables(schema: "probe", names: ["note"])
    ) { events, tx, schema in
        for event in events {
            let message = try event.decode(Taoli_Registry_Events_V1_SchoolRenamed.self)
            if message.name == "poison" { throw Poison() }
            try await tx.execute(
                """
                INSERT INTO \(raw: schema).note (id, name, district) \
                VALUES (\(event.aggregate.id), \(message.name), '440105') \
                ON CONFLICT (id) DO UPDATE SET name = excluded.name
                """)
        }
    }

    static let reaction = ConsumerDefinition.reaction(
        name: "probe-reaction", producer: "registry", topics: topics
    ) { _, _ in }

    static let plain = ConsumerDefinition.projection(
        name: "probe-plain", producer: "registry", topics: topics
    ) { _, _ in }

    static func build(_ context: ServiceContext) async throws -> ServiceParts {
        ServiceParts(calls: [], consumers: [copy, reaction, plain])
    }

    struct Poison: Error {}
}

typealias HostFixture = ServiceFixture<HostProbe>

extension ServiceFixture where Service == HostProbe {
    var bus: BusCalls {
        BusCalls(
            context: context, topics: HostProbe.topics,
            consumers: [HostProbe.copy, HostProbe.reaction, HostProbe.plain],
            patience: .milliseconds(300))
    }

    /// Calls a method of the bus as the server does.
    func bus<Value: Sendable>(
        _ method: String, as caller: Caller = .city,
        _ body: @Sendable (BusCalls, ServerContext) async throws -> Value
    ) async throws -> Value {
        let bus = bus
        return try await calling("taoli.bus.v1.BusService/\(method)", as: caller) { server in
            try await body(bus, server)
        }
    }

    /// Runs one statement as the superuser.
    func plant(_ sql: SQL) async throws {
        _ = try await database.superuser.execute(sql)
    }

    func rows(_ sql: SQL) async throws -> [PostgresRow] {
        try await database.superuser.query(sql)
    }

    func number(_ sql: SQL) async throws -> Int {
        try await rows(sql)[0].get(0)
    }

    func texts(_ sql: SQL) async throws -> [String] {
        try await rows(sql).map { try $0.get(0) }
    }

    /// Sets an event aside, as a consumer does.
    func park(
        _ event: UUID = .version7(), consumer: String = "probe-copy",
        class reason: String = "failed",
        aggregate: UUID? = UUID(), sequence: Int64 = 1, secondsAgo: Int = 0
    ) async throws {
        try await plant(
            """
            INSERT INTO bus.parked (consumer, event_id, class, source, aggregate_type, \
            aggregate_id, sequence, type, topic, partition, record_offset, header_names, \
            header_values, error, parked_at) VALUES (\(consumer), \(event), \(reason), '/t/registry', \
            \(aggregate.map { _ in "school" }), \(aggregate), \(aggregate.map { _ in sequence }), \
            'taoli.registry.events.v1.SchoolRenamed', \(HostProbe.topic), 0, 7, '{}', '{}', \
            'no such school', clock_timestamp() - \(secondsAgo) * interval '1 s')
            """)
    }

    /// What a consumer knows of a partition.
    func know(_ events: Int, _ consumer: String, partition: Int = 0) async throws {
        try await plant(
            """
            INSERT INTO bus.consumer_partition (consumer, topic, partition, next_offset, \
            known_events) VALUES (\(consumer), \(HostProbe.topic), \(partition), 0, \(events)) \
            ON CONFLICT (consumer, topic, partition) DO UPDATE SET known_events = \(events)
            """)
    }
}

/// A fresh request id.
func requestID() -> String { UUID.version7().uuidString.lowercased() }

/// The slug with which a body is refused; `nil` when it is not.
func refusal(_ body: () async throws -> Void) async throws -> Refusal? {
    do {
        try await body()
        return nil
    } catch let refusal as Refusal {
        return refusal
    }
}
