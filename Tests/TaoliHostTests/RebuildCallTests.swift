import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@Suite("Rebuilding a projection, call by call")
struct RebuildCallTests {
    private func begin(_ fixture: HostFixture, _ consumer: String) async throws -> Int32 {
        try await fixture.bus("BeginRebuild") { bus, server in
            try await bus.beginRebuild(
                request: .with {
                    $0.requestID = requestID()
                    $0.consumer = consumer
                    $0.reason = "wrong names"
                }, context: server
            ).rebuild.fillingGeneration
        }
    }

    private func change(_ fixture: HostFixture, id: String = requestID()) async throws -> String {
        try await fixture.bus("SwitchRebuild") { bus, server in
            try await bus.switchRebuild(
                request: .with {
                    $0.requestID = id
                    $0.consumer = "probe-copy"
                }, context: server
            ).consumer
        }
    }

    private func abandon(_ fixture: HostFixture) async throws -> Int32 {
        try await fixture.bus("AbandonRebuild") { bus, server in
            try await bus.abandonRebuild(
                request: .with {
                    $0.requestID = requestID()
                    $0.consumer = "probe-copy"
                }, context: server
            ).generation
        }
    }

    @Test("Filled beside the old copy and switched, the new rows stand in the old one's place")
    func switching() async throws {
        try await HostFixture.with { fixture in
            try await fixture.plant(
                "INSERT INTO probe.note VALUES (gen_random_uuid(), 'old', '440105')")
            try await fixture.know(2, "probe-copy")
            try await fixture.plant(
                """
                INSERT INTO bus.lease VALUES \
                ('consumer:probe-copy', 'a', clock_timestamp() + interval '1 min', 5), \
                ('consumer:probe-copy@2', 'b', clock_timestamp() + interval '1 min', 3)
                """)
            #expect(try await begin(fixture, "probe-copy") == 2)
            try await fixture.fill("new", generation: 2)
            #expect(try await fixture.texts("SELECT name FROM probe.note") == ["old"])
            try await fixture.know(1, "probe-copy@2")
            // What passes by itself is no answer: the same request is asked again and goes through.
            let id = requestID()
            let early = try await refusal { _ = try await change(fixture, id: id) }
            #expect(early?.slug == "rebuild-behind")
            try await fixture.know(2, "probe-copy@2")
            #expect(try await change(fixture, id: id) == "probe-copy@2")
            #expect(try await fixture.texts("SELECT name FROM probe.note") == ["new"])
            #expect(try await fixture.number("SELECT max(length) FROM probe.note") == 3)
            #expect(try await fixture.shadows() == 0)
            #expect(
                try await fixture.texts("SELECT consumer FROM bus.consumer_partition")
                    == ["probe-copy@2"])
            #expect(
                try await fixture.texts("SELECT name || ' ' || epoch FROM bus.lease")
                    == ["consumer:probe-copy@2 4"], "who filled must take the lease anew")
            #expect(
                try await fixture.texts("SELECT method FROM bus.audit ORDER BY id")
                    == ["Begin", "Switch"].map { "taoli.bus.v1.BusService/\($0)Rebuild" })
            #expect(
                try await fixture.texts("SELECT DISTINCT subjects[1] FROM bus.audit")
                    == ["consumer:probe-copy/00000000-0000-0000-0000-000000000000"])
        }
    }

    @Test("After the switch no batch of the old generation commits, nor one still filling")
    func fencing() async throws {
        try await HostFixture.with { fixture in
            let before = ConsumerGeneration(consumer: "probe-copy")
            try await fixture.hold(1, filling: false)
            _ = try await begin(fixture, "probe-copy")
            try await fixture.hold(1, filling: false)
            try await fixture.hold(2, filling: true)
            _ = try await change(fixture)
            for (generation, filling) in [(1, false), (2, true)] {
                await #expect(throws: PostgresError.self) {
                    try await fixture.hold(generation, filling: filling)
                }
            }
            try await fixture.hold(2, filling: false)
            let after = try await ConsumerGeneration.load(
                ["probe-copy"], from: fixture.database.pool)
            #expect(after["probe-copy"]?.activeName == "probe-copy@2")
            #expect(HostProbe.copy.active(before)?.name == "probe-copy")
        }
    }

    @Test("An abandoned generation leaves nothing but its number")
    func abandoning() async throws {
        try await HostFixture.with { fixture in
            try await fixture.plant(
                "INSERT INTO probe.note VALUES (gen_random_uuid(), 'old', '440105')")
            _ = try await begin(fixture, "probe-copy")
            try await fixture.know(9, "probe-copy@2")
            try await fixture.park(consumer: "probe-copy@2")
            let twice = try await refusal { _ = try await begin(fixture, "probe-copy") }
            #expect(twice?.slug == "rebuild-running")
            #expect(try await abandon(fixture) == 2)
            #expect(try await fixture.shadows() == 0)
            #expect(try await fixture.number("SELECT count(*) FROM bus.parked") == 0)
            #expect(try await fixture.number("SELECT count(*) FROM bus.consumer_partition") == 0)
            #expect(try await fixture.texts("SELECT name FROM probe.note") == ["old"])
            let none = try await refusal { _ = try await abandon(fixture) }
            #expect(none?.slug == "rebuild-not-running")
            #expect(try await begin(fixture, "probe-copy") == 3)
        }
    }

    @Test("A generation that set more aside than the old one is not switched to")
    func parked() async throws {
        try await HostFixture.with { fixture in
            _ = try await begin(fixture, "probe-copy")
            try await fixture.park(consumer: "probe-copy@2")
            let no = try await refusal { _ = try await change(fixture) }
            #expect(no?.slug == "rebuild-parked")
            #expect(no?.next.english.contains("probe-copy@2") == true)
            try await fixture.park(consumer: "probe-copy")
            #expect(try await change(fixture) == "probe-copy@2")
        }
    }

    @Test(
        "What acts on events, or has no copy, is not rebuilt",
        arguments: [
            ("probe-reaction", "reaction-not-rebuildable"), ("probe-plain", "not-rebuildable"),
            ("nobody", "consumer-unknown"),
        ])
    func refused(consumer: String, slug: String) async throws {
        try await HostFixture.with { fixture in
            let no = try await refusal { _ = try await begin(fixture, consumer) }
            #expect(no?.slug == slug)
            #expect(try await fixture.shadows() == 0)
        }
    }

    @Test(
        "Only tables whose rows the service may delete are replaced",
        arguments: [
            ("probe", "history"), ("probe", "numbered"), ("bus", "audit"), ("bus", "lease"),
        ])
    func noPower(schema: String, table: String) async throws {
        try await HostFixture.with { fixture in
            let copy = CopyTables(schema: schema, names: [table])
            await #expect(throws: PostgresError.self) {
                _ = try await fixture.consuming { tx in
                    try await tx.query(RebuildStatements.begin("x", copy)).count
                }
            }
            let left = try await fixture.shadows()
            #expect(left == 0)
        }
    }

    @Test("A stopped consumer goes on after an operator said why, once")
    func resuming() async throws {
        try await HostFixture.with { fixture in
            try await fixture.plant(
                "INSERT INTO bus.consumer_halt VALUES ('probe-copy', 'older database')")
            let resume: @Sendable (String) async throws -> String = { reason in
                try await fixture.bus("ResumeConsumer") { bus, server in
                    try await bus.resumeConsumer(
                        request: .with {
                            $0.requestID = requestID()
                            $0.consumer = "probe-copy"
                            $0.reason = reason
                        }, context: server
                    ).haltedReason
                }
            }
            let silent = try await refusal { _ = try await resume("") }
            #expect(silent?.field == "reason")
            #expect(try await resume("restored again") == "older database")
            #expect(try await fixture.number("SELECT count(*) FROM bus.consumer_halt") == 0)
            #expect(try await fixture.texts("SELECT reason FROM bus.audit") == ["restored again"])
            let again = try await refusal { _ = try await resume("x") }
            #expect(again?.slug == "not-halted")
        }
    }
}

extension ServiceFixture where Service == HostProbe {
    /// Writes a row as the filling generation does.
    func fill(_ name: String, generation: Int) async throws {
        _ = try await consuming { tx in
            try await tx.execute(
                """
                INSERT INTO rebuild_probe_copy_\(raw: "\(generation)").note (id, name, district) \
                VALUES (gen_random_uuid(), \(name), '440105')
                """)
        }
    }

    /// Begins a transaction as a generation does.
    func hold(_ generation: Int, filling: Bool) async throws {
        try await database.pool.transaction(
            TransactionOptions(preamble: database.scope.preamble(.all), attemptsMax: 1)
        ) { tx in
            _ = try await tx.query(
                "SELECT bus.hold_generation('probe-copy', \(Int32(generation)), \(filling))")
        }
    }

    func shadows() async throws -> Int {
        try await number("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'rebuild%'")
    }
}
