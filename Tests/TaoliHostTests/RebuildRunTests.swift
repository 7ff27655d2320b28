import Foundation
import GRPCCore
import Logging
import ServiceLifecycle
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliKafka
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@Suite("Rebuilding a projection, with a relay, a broker and two instances of the consumer")
struct RebuildRunTests {
    @Test(
        "Under traffic a new generation fills itself, takes over, and no event is missed or doubled"
    )
    func underTraffic() async throws {
        try await HostFixture.with { fixture in
            let kafka = try KafkaFixture.configuration()
            let deployment = "rebuild-\(UUID().uuidString.prefix(8))"
            let schools = (0..<20).map { _ in UUID.version7() }
            try await fixture.rename(schools, round: 1)
            let parts = [
                fixture.relay(kafka, deployment), fixture.consumer(kafka, deployment),
                fixture.consumer(kafka, deployment),
            ]
            try await beside(parts) {
                try await fixture.waitFor(schools, round: 1)
                // Spoiled by hand: what a rebuild is for.
                try await fixture.plant("UPDATE probe.note SET name = 'spoiled'")
                _ = try await fixture.bus("BeginRebuild") { bus, server in
                    try await bus.beginRebuild(
                        request: .with {
                            $0.requestID = requestID()
                            $0.consumer = "probe-copy"
                        }, context: server)
                }
                for round in 2...5 {
                    try await fixture.rename(Array(schools.dropFirst()), round: round)
                }
                try await PostgresFixture.wait(for: "the switch") { try await fixture.switched() }
                for round in 6...8 { try await fixture.rename(schools, round: round) }
                try await fixture.waitFor(schools, round: 8)
            }
            // Each generation that lived to the end applied every event once, in order.
            #expect(
                try await fixture.number(
                    """
                    SELECT count(*) FROM (SELECT sequence - coalesce(lag(sequence) OVER \
                    (PARTITION BY aggregate_id ORDER BY serial), 0) AS step FROM bus.applied \
                    WHERE consumer = 'probe-copy@2') s WHERE step <> 1
                    """) == 0)
            let total = 20 + 4 * 19 + 3 * 20
            #expect(
                try await fixture.number(
                    "SELECT count(*) FROM bus.applied WHERE consumer = 'probe-copy@2'") == total)
            #expect(try await fixture.number("SELECT count(*) FROM bus.parked") == 0)
            #expect(try await fixture.shadows() == 0)
        }
    }
}

/// Runs `body` beside long-running parts, which are cancelled at its end.
private func beside(
    _ parts: [any ServiceLifecycle.Service], _ body: @Sendable () async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for part in parts { group.addTask { try await part.run() } }
        try await body()
        group.cancelAll()
        while let result = await group.nextResult() { _ = try? result.get() }
    }
}

extension ServiceFixture where Service == HostProbe {
    private func configuration(_ deployment: String) -> MessagingConfiguration {
        MessagingConfiguration(
            service: HostProbe.name, deployment: deployment, owner: "test-\(UUID())",
            lease: .seconds(2), recordApplied: true)
    }

    func relay(_ kafka: KafkaConfiguration, _ deployment: String) -> any ServiceLifecycle.Service {
        OutboxRelay(
            configuration: configuration(deployment), kafka: kafka, topics: HostProbe.topics,
            pool: database.pool, wake: Signal(), logger: Logger(label: "test.relay"))
    }

    /// The copy's consumer as one instance of the service runs it.
    func consumer(_ kafka: KafkaConfiguration, _ deployment: String) -> any ServiceLifecycle.Service
    {
        let (configuration, pool) = (configuration(deployment), database.pool)
        return RebuildableConsumer(
            HostProbe.copy, pool: pool, logger: Logger(label: "test.consumer")
        ) { definition in
            EventConsumer(
                definition, configuration: configuration, kafka: kafka, pool: pool,
                logger: Logger(label: "test.consumer"))
        }
    }

    /// One event a school: its name of that round.
    func rename(_ schools: [UUID], round: Int) async throws {
        for school in schools {
            let request = CommandRequest(
                service: .service(HostProbe.name), method: "probe/Rename",
                derivedID: .version7(), reason: "test")
            _ = try await context.commands.runBatch(request) { tx, _ in
                let rows = try await tx.query(
                    """
                    SELECT count(*) FROM (SELECT FROM bus.outbox WHERE aggregate_id = \(school) \
                    UNION ALL SELECT FROM bus.event_archive WHERE aggregate_id = \(school)) AS e
                    """)
                var message = Taoli_Registry_Events_V1_SchoolRenamed()
                message.schoolID = school.uuidString.lowercased()
                message.name = "round \(round)"
                let reference = AggregateReference(type: "school", id: school)
                return BatchOutcome(
                    events: [
                        try EventDraft(
                            message, of: reference,
                            sequence: try rows[0].get(0, as: Int64.self) + 1,
                            districts: [DistrictCode("440105")].compactMap(\.self))
                    ], subjects: [reference], districts: [])
            }
        }
    }

    func waitFor(_ schools: [UUID], round: Int) async throws {
        try await PostgresFixture.wait(for: "round \(round) in the copy") {
            try await number(
                """
                SELECT count(*) FROM probe.note WHERE id = ANY(\(schools)::uuid[]) \
                AND name = \("round \(round)")
                """) == schools.count
        }
    }

    /// Tries to switch; false while the new generation is behind.
    func switched() async throws -> Bool {
        do {
            _ = try await bus("SwitchRebuild") { bus, server in
                try await bus.switchRebuild(
                    request: .with {
                        $0.requestID = requestID()
                        $0.consumer = "probe-copy"
                    }, context: server)
            }
            return true
        } catch let refusal as Refusal where refusal.slug == "rebuild-behind" {
            return false
        } catch let error as PostgresError where error.kind == .lockTimeout {
            return false
        }
    }
}
