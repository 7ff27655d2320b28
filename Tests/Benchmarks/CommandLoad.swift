import Foundation
import ProbeKit
import Synchronization
import TaoliMessaging
import TaoliPostgres

/// Clients that run commands one after the other, each on aggregates of its own.
final class CommandLoad: Sendable {
    /// Looks so often whether it may go on.
    private static let pause: Duration = .milliseconds(1)

    private struct Count {
        var committed = 0
        var applied = 0
    }

    private let pool: PostgresPool
    private let executor: CommandExecutor
    private let count = Mutex(Count())

    /// - Parameter wake: raised after each commit, for the relay.
    init(pool: PostgresPool, wake: Signal) {
        self.pool = pool
        executor = CommandExecutor(
            pool: pool, scope: DatabaseScope(service: "registry"), wake: { wake.raise() })
    }

    /// Answered commands, one event each.
    var committed: Int { count.withLock { $0.committed } }
    /// Events that were committed and, as far as is known, not yet applied.
    var lag: Int { count.withLock { $0.committed - $0.applied } }

    /// Tells how many events have been applied.
    func applied(_ events: Int) { count.withLock { $0.applied = events } }

    /// Makes the aggregates at version 0, those of pgbench's script.
    func prepare() async throws {
        let all = (0..<CommandScript.clients * CommandScript.aggregatesEach).map(Self.aggregate)
        try await ProbeCommand.prepare(all, in: pool)
    }

    /// Runs commands until a moment or until cancelled.
    /// - Parameters:
    ///   - lagMax: a client waits while so many events are not applied.
    ///   - rate: commands a second at most, all clients together.
    func run(
        until end: ContinuousClock.Instant, lagMax: Int = .max, rate: Double? = nil
    ) async throws {
        let begun = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<CommandScript.clients {
                group.addTask { [self] in
                    var number = 0
                    while ContinuousClock.now < end, !Task.isCancelled {
                        if let rate {
                            let turn = Double(number * CommandScript.clients + client) / rate
                            try await Task.sleep(
                                until: begun + .seconds(turn), tolerance: .zero, clock: .continuous)
                        }
                        while lag >= lagMax { try await Task.sleep(for: Self.pause) }
                        number += 1
                        let own = number % CommandScript.aggregatesEach
                        let command = ProbeCommand(
                            aggregate: Self.aggregate(own * CommandScript.clients + client))
                        _ = try await command.run(executor)
                        count.withLock { $0.committed += 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func aggregate(_ number: Int) -> UUID {
        withUnsafeBytes(of: UInt64(number).bigEndian) { low in
            UUID(
                uuid: (
                    0, 0, 0, 0, 0, 0, 0, 0, low[0], low[1], low[2], low[3], low[4], low[5], low[6],
                    low[7]
                ))
        }
    }
}
