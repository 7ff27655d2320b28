import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import Testing

@Suite("The bus as operators see it")
struct BusStatusTests {
    private func status(
        _ fixture: HostFixture, partitions: Bool = false
    ) async throws -> Taoli_Bus_V1_BusStatusResponse {
        try await fixture.bus("BusStatus", as: .auditor) { bus, server in
            try await bus.busStatus(request: .with { $0.partitions = partitions }, context: server)
        }
    }

    @Test("Every call of the bus has one rule, and every rule a call")
    func rules() async throws {
        try await HostFixture.with { fixture in
            let methods = CallServer.methods(of: [fixture.bus])
            #expect(BusCalls.rules.differences(from: methods) == [])
        }
    }

    @Test(
        "Auditors look and change nothing; districts see only the tail",
        arguments: [
            "RetryParked", "DiscardParked", "RepublishEvents", "BeginRebuild", "SwitchRebuild",
            "AbandonRebuild", "ResumeConsumer",
        ])
    func roles(method: String) {
        let rule = BusCalls.rules.rule(for: "taoli.bus.v1.BusService/\(method)")
        #expect(rule?.admits(.city) == true)
        #expect(rule?.admits(.auditor) == false)
        #expect(rule?.admits(.district("440105")) == false)
    }

    @Test("A quiet bus has no alarms, and a consumer that never ran is shown with zeros")
    func quiet() async throws {
        try await HostFixture.with { fixture in
            let status = try await status(fixture)
            #expect(status.alarms.isEmpty)
            #expect(
                status.consumers.map(\.consumer) == ["probe-copy", "probe-reaction", "probe-plain"])
            #expect(status.consumers.map(\.kind) == ["projection", "reaction", "projection"])
            #expect(status.consumers.allSatisfy { $0.knownEvents == 0 && $0.owner.isEmpty })
            #expect(status.outboxRowsMax == 100_000)
            #expect(status.outboxAgeSecondsMax == 60)
        }
    }

    @Test("What lasts too long, is set aside or stopped is an alarm in both languages")
    func alarms() async throws {
        try await HostFixture.with { fixture in
            try await fixture.park(class: "gap", secondsAgo: 61)
            try await fixture.park(class: "gap", secondsAgo: 1)
            try await fixture.park(class: "failed")
            try await fixture.know(5, "probe-copy")
            try await fixture.plant(
                """
                UPDATE bus.consumer_partition SET asks = 2, censuses = 9, requests = 3, \
                differences = 4, differing_since = clock_timestamp() - interval '2 min', \
                open_question = gen_random_uuid()
                """)
            try await fixture.plant(
                "INSERT INTO bus.consumer_halt VALUES ('probe-reaction', 'older database')")
            try await fixture.plant(
                """
                INSERT INTO bus.lease VALUES \
                ('consumer:probe-copy', 'host/1', clock_timestamp() + interval '1 min', 3)
                """)
            let status = try await status(fixture, partitions: true)
            #expect(
                Set(status.alarms.map { "\($0.subject) \($0.slug)" }) == [
                    "probe-copy held-long", "probe-copy differing-long", "probe-copy parked",
                    "probe-reaction halted",
                ])
            #expect(status.alarms.allSatisfy { !$0.chinese.isEmpty && !$0.english.isEmpty })
            let copy = try #require(status.consumers.first)
            #expect(copy.heldAggregates == 2 && copy.heldLongAggregates == 1)
            #expect(copy.heldEvents == 2 && copy.parkedEvents == 1)
            #expect(copy.parkedByClass.map(\.class) == ["failed", "gap"])
            #expect(copy.differingPartitions == 1 && copy.openQuestions == 1 && copy.asks == 2)
            #expect(copy.censuses == 9 && copy.requests == 3)
            #expect(copy.owner == "host/1" && copy.epoch == 3)
            let partition = try #require(status.partitions.first)
            #expect(partition.consumer == "probe-copy" && partition.differences == 4)
            #expect(!partition.openQuestion.isEmpty && !partition.differingSince.isEmpty)
        }
    }

    @Test("An outbox above its bounds is an alarm, by rows and by age")
    func outbox() async throws {
        try await HostFixture.with { fixture in
            try await fixture.fillOutbox(rows: 3, secondsAgo: 90)
            let status = try await status(fixture)
            #expect(status.outboxRows == 3)
            #expect(status.alarms.map(\.slug) == ["outbox-age"])
        }
    }
}

extension Caller {
    /// Reads everything, changes nothing.
    static let auditor = Caller(
        subject: "auditor", role: .auditor, unit: UnitReference(.city, "440100"), scope: .all)
}

extension ServiceFixture where Service == HostProbe {
    /// Events that no broker takes.
    func fillOutbox(rows: Int, secondsAgo: Int) async throws {
        try await plant(
            """
            INSERT INTO bus.outbox (event_id, topic, aggregate_type, aggregate_id, sequence, \
            districts, type, actor, payload, created_at) SELECT gen_random_uuid(), \
            \(HostProbe.topic), 'school', gen_random_uuid(), 1, '{440105}', 't', 'tester', '', \
            clock_timestamp() - \(secondsAgo) * interval '1 s' FROM generate_series(1, \(rows))
            """)
    }
}
