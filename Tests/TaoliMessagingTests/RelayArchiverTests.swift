import Foundation
import TaoliPostgres
import TaoliTestKit
import Testing

@testable import TaoliMessaging

@Suite("Archiving, against PostgreSQL")
struct RelayArchiverTests {
    private static let archived: SQL = """
        SELECT a.partition, a.record_offset FROM bus.event_archive a ORDER BY a.archive_number
        """

    private func outbox(_ probe: Probe) async throws -> [Int64] {
        try await probe.database.superuser.query("SELECT id FROM bus.outbox ORDER BY id")
            .map { try $0.get(0) }
    }

    /// Archives and waits for the outcome.
    private func archive(
        _ reports: [RelayArchiver.Report], _ probe: Probe, under lease: Lease
    ) async throws -> [Int64] {
        let archiver = RelayArchiver(lease: lease, pool: probe.database.pool, wake: Signal())
        archiver.start(reports)
        #expect(!archiver.isIdle)
        await archiver.finish()
        return try archiver.take()
    }

    private func lease(_ probe: Probe) async throws -> Lease {
        let lease = try await Lease.take(
            "relay", owner: "test", duration: .milliseconds(1), from: probe.database.pool)
        return try #require(lease)
    }

    @Test("Each row gets the place of its own report, whatever their order and whichever are gone")
    func places() async throws {
        try await Probe.with { probe in
            for number in 0..<5 { try await probe.rename(UUID(), to: "甲\(number)") }
            let ids = try await outbox(probe)
            let lease = try await lease(probe)
            let first = try await archive([(ids[2], 7, 70)], probe, under: lease)
            #expect(first == [ids[2]])
            // Out of order, with one that is archived already and one that never was.
            let rest = try await archive(
                [(ids[4], 4, 44), (ids[2], 9, 99), (ids[0], 0, 40), (ids[1], 1, 41), (0, 2, 2)],
                probe, under: lease)
            #expect(rest.count == 5)
            let rows = try await probe.database.superuser.query(Self.archived)
            let places = try rows.map {
                "\(try $0.get(0, as: Int.self))/\(try $0.get(1, as: Int.self))"
            }
            #expect(places == ["7/70", "0/40", "1/41", "4/44"])
            #expect(try await outbox(probe) == [ids[3]])
            let counted = try await probe.number(
                "SELECT sum(events)::bigint FROM bus.partition_total")
            #expect(counted == 4)
        }
    }

    @Test("Under a lease that another holds nothing is moved")
    func lost() async throws {
        try await Probe.with { probe in
            try await probe.rename(UUID(), to: "甲")
            let ids = try await outbox(probe)
            let former = try await lease(probe)
            try await Task.sleep(for: .milliseconds(5))
            _ = try await lease(probe)
            await #expect(throws: LeaseLost(name: "relay")) {
                try await archive([(ids[0], 1, 1)], probe, under: former)
            }
            #expect(try await outbox(probe) == ids)
        }
    }
}
