import Foundation
import TaoliTestKit

/// Commands, relay and projection at once, as fast as the lag does not grow.
struct EndToEndBench: Benchmark {
    /// A client waits while so many events are on their way.
    static let lagMax = 1_000
    /// Before it counts.
    static let warmUp: Duration = .seconds(3)
    /// The bound on the lag goes by what was seen so long ago at most.
    static let look: Duration = .milliseconds(20)

    let ratio = Ratio.endToEnd
    let world: BenchWorld
    let seconds: Int

    func trial(_ number: Int) async throws -> Trial {
        try await interleaved(
            number, product: product,
            yardstick: { try await CommandBench(world: world).yardstick() })
    }

    /// What it reaches, in events a second.
    func rate() async throws -> Double { try await product().value }

    private func product() async throws -> Measured {
        try await Bus.with(world) { bus in
            let load = CommandLoad(pool: bus.producer, wake: bus.wake)
            try await load.prepare()
            return try await bus.running(relay: true, consumer: true) {
                try await withThrowingTaskGroup(of: Measured?.self) { group in
                    group.addTask {
                        try await load.run(
                            until: .now + Self.warmUp + .seconds(seconds + 5), lagMax: Self.lagMax)
                        return nil
                    }
                    group.addTask {
                        while !Task.isCancelled {
                            load.applied(try await bus.applied)
                            try await Task.sleep(for: Self.look)
                        }
                        return nil
                    }
                    group.addTask { try await watch(bus, load) }
                    defer { group.cancelAll() }
                    for try await result in group {
                        if let result { return result }
                    }
                    throw CancellationError()
                }
            }
        }
    }

    private func watch(_ bus: Bus, _ load: CommandLoad) async throws -> Measured {
        try await Task.sleep(for: Self.warmUp)
        let before = world.cpu(bus.broker)
        let begun = ContinuousClock.now
        let (first, lag) = (try await bus.applied, load.lag)
        try await Task.sleep(until: begun + .seconds(seconds), clock: .continuous)
        let (last, lagAtEnd) = (try await bus.applied, load.lag)
        let passed = (ContinuousClock.now - begun) / .seconds(1)
        return Measured(
            value: Double(last - first) / passed, seconds: passed,
            cpu: world.cpu(bus.broker) - before,
            notes: [
                ("lag_at_start", .number(Double(lag))), ("lag_at_end", .number(Double(lagAtEnd))),
                bus.broker.stored,
            ])
    }
}
