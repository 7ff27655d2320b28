import Foundation
package import Logging
import ServiceLifecycle
package import TaoliMessaging
import TaoliModels
package import TaoliPostgres

/// Commands without end, each tried under its request id until it is answered, now and then asked
/// again after that. Begins with the requests that an earlier life left open.
package struct ProbeLoad: Service {
    /// Commands under way at a time.
    static let workers = 4
    /// One answered request in so many is asked again.
    static let repeatOneIn = 8
    static let pause: Duration = .milliseconds(50)

    private let executor: CommandExecutor
    private let pool: PostgresPool
    private let log: ProbeLog
    private let aggregates: [UUID]
    private let rate: Double
    private let seed: UInt64
    private let stopFile: String
    private let logger: Logger

    /// - Parameters:
    ///   - aggregates: how many aggregates there are to change.
    ///   - rate: commands a second, all workers together.
    ///   - stopFile: while a file of that name exists, no new command begins.
    package init(
        executor: CommandExecutor, pool: PostgresPool, log: ProbeLog, aggregates: Int, rate: Double,
        seed: UInt64, stopFile: String, logger: Logger
    ) {
        self.executor = executor
        self.pool = pool
        self.log = log
        self.aggregates = ProbeCommand.aggregates(aggregates)
        self.rate = rate
        self.seed = seed
        self.stopFile = stopFile
        self.logger = logger
    }

    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await ProbeCommand.prepare(aggregates, in: pool)
                    break
                } catch is PostgresError {
                    try? await Task.sleep(for: Self.pause)
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<Self.workers {
                    group.addTask { try await work(number) }
                }
                try await group.waitForAll()
            }
        }
    }

    private func work(_ number: Int) async throws {
        for (index, command) in log.open.enumerated() where index % Self.workers == number {
            try await finish(command)
        }
        var random = ProbeRandom(seed: seed &* 31 &+ UInt64(number))
        let gap = Duration.seconds(Double(Self.workers) / rate)
        while !Task.isCancelled {
            if FileManager.default.fileExists(atPath: stopFile) {
                try? await Task.sleep(for: Self.pause)
                continue
            }
            let begun = ContinuousClock.now
            let command = ProbeCommand(
                aggregate: aggregates[Int.random(in: aggregates.indices, using: &random)],
                events: [1, 1, 1, 1, 2, 3][Int.random(in: 0..<6, using: &random)])
            try log.begin(command)
            try await finish(command)
            if Int.random(in: 0..<Self.repeatOneIn, using: &random) == 0 {
                try await finish(command)
            }
            try? await Task.sleep(until: begun + gap, clock: .continuous)
        }
    }

    /// Tries until there is an answer, as a client does that knows its request id.
    private func finish(_ command: ProbeCommand) async throws {
        while !Task.isCancelled {
            do {
                let answer = try await command.run(executor)
                return try log.acknowledge(command, answer)
            } catch let refusal as Refusal {
                return try log.refuse(command, refusal.slug)
            } catch let error as PostgresError {
                logger.warning("command is tried again", metadata: ["error": "\(error)"])
                try? await Task.sleep(for: Self.pause)
            }
        }
    }
}

/// SplitMix64: a run's choices depend on its seed alone.
package struct ProbeRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
