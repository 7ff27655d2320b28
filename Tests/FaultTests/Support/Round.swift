import Foundation
import Logging
import ProbeKit
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit
import Testing

/// One round: load without end, a fault caused several times, the invariants checked after each and
/// once more after quiet. Used by one task.
final class Round {
    /// What a round needs besides the usual.
    struct Setting {
        /// The superuser's URL of the database server; the tests' shared one by default.
        var server: String?
        /// The round stops, kills or empties the broker.
        var breaksBroker = false
        /// Another broker than the lane's own.
        var bootstrap: String?
        /// A rule was broken on purpose: what the checkers must find at least.
        var planted: Set<BusInvariant> = []
    }

    /// Reaching it is a failure, not a measurement.
    static let patience = Duration.seconds(150)
    /// Events after a healing that show that life goes on.
    static let lively = 20

    let lane: Lane
    private let ownBroker: EmbeddedBroker?
    var random: ProbeRandom
    /// How often the fault was caused.
    var times = 0
    private(set) var findings: [BusFinding] = []

    private init(lane: Lane, broker: EmbeddedBroker?, seed: UInt64) {
        self.lane = lane
        ownBroker = broker
        random = ProbeRandom(seed: seed)
    }

    /// The broker that this round may break.
    var broker: EmbeddedBroker {
        get throws {
            guard let ownBroker else {
                throw BusProcess.Failure(description: "this round has no broker of its own")
            }
            return ownBroker
        }
    }

    /// Sets a lane up, runs the round, notes the outcome and clears everything away.
    static func run(
        _ fault: String, _ setting: Setting = Setting(),
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: (Round) async throws -> Void
    ) async throws {
        let began = ContinuousClock.now
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "taoli-fault-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let server = try setting.server ?? PostgresFixture.serverURL
        let producer = try await LaneTemplates.shared.database("registry", server: server)
        let consumer = try await LaneTemplates.shared.database("notification", server: server)
        let broker =
            setting.bootstrap == nil
            ? try await LaneBroker.lend(breaks: setting.breaksBroker) : nil
        let bootstrap = try setting.bootstrap ?? broker?.bootstrap ?? KafkaFixture.bootstrap
        let pools = try [producer, consumer].map {
            PostgresPool(
                configuration: PostgresConfiguration(
                    url: try $0.superuserURL, applicationName: "fault-checker",
                    connectionsMax: 4, idleTransactionMax: .zero),
                logger: Logger(label: "fault.checker"))
        }
        let lane = try await Lane(
            folder: folder, producer: producer, consumer: consumer, pools: pools,
            bootstrap: bootstrap)
        let round = Round(
            lane: lane, broker: broker,
            seed: FaultScale.seed &+ UInt64(fault.utf8.reduce(0) { $0 &* 31 &+ UInt64($1) }))
        var failure: (any Error)?
        do { try await body(round) } catch { failure = error }
        let events = (try? await lane.committed()) ?? 0
        FaultTable.shared.add(
            fault, times: round.times, findings: round.findings, events: events,
            took: ContinuousClock.now - began)
        if failure != nil || round.findings.isEmpty != setting.planted.isEmpty {
            round.tell(fault)
        }
        await broker?.kill()
        for pool in pools { await pool.shutdown(grace: .seconds(1)) }
        try? await producer.drop()
        try? await consumer.drop()
        if failure == nil, round.findings.isEmpty == setting.planted.isEmpty {
            try? FileManager.default.removeItem(at: folder)
        }
        if let failure { throw failure }
        let found = Set(round.findings.map(\.invariant))
        if setting.planted.isEmpty {
            #expect(round.findings.isEmpty, sourceLocation: sourceLocation)
        } else {
            #expect(found.isSuperset(of: setting.planted), sourceLocation: sourceLocation)
        }
    }

    /// I2 to I5, now.
    func check() async throws {
        findings += try await lane.invariants.always()
    }

    /// Everything, after the load has ended and nothing is under way any more.
    func settle(parkedExpected: Bool = false) async throws {
        lane.stopLoad()
        try await until("every request is answered") { self.lane.openRequests == 0 }
        let limit = ContinuousClock.now + Self.patience
        while ContinuousClock.now < limit,
            try await !lane.invariants.isQuiet(parkedExpected: parkedExpected)
        {
            try await Task.sleep(for: .milliseconds(150))
        }
        findings += try await lane.invariants.all(parkedExpected: parkedExpected)
    }

    /// Waits until commands and the copy have both gone on by some events.
    func goOn(_ events: Int = Round.lively) async throws {
        let (committed, copied) = (try await lane.committed(), try await lane.copied())
        try await until("\(events) more events are committed") {
            try await self.lane.committed() >= committed + events
        }
        try await until("\(events) more events are copied") {
            try await self.lane.copied() >= copied + events
        }
    }

    /// Asks until it is so.
    /// - Throws: `BusProcess.Failure` when it does not come to be.
    func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        let limit = ContinuousClock.now + Self.patience
        while try await !condition() {
            guard ContinuousClock.now < limit else {
                throw BusProcess.Failure(
                    description: "not within \(Self.patience): \(what); see \(lane.folder.path)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Adds what a checker of the round's own found.
    func note(_ more: [BusFinding]) { findings += more }

    /// A pause of seeded length.
    func pause(_ milliseconds: ClosedRange<Int>) async throws {
        try await Task.sleep(for: .milliseconds(Int.random(in: milliseconds, using: &random)))
    }

    private func tell(_ fault: String) {
        var text = "\nround \(fault): \(times) times, logs in \(lane.folder.path)\n"
        for finding in findings { text += "  \(finding)\n" }
        FileHandle.standardError.write(Data(text.utf8))
    }
}
