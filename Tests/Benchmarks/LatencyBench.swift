import Foundation
import TaoliPostgres
import TaoliTestKit

/// How long an event is on its way from the command's commit to its effect's, both by the
/// databases' own clock (one server), at half of what the end-to-end ratio reached.
struct LatencyBench: Benchmark {
    static let warmUp: Duration = .seconds(2)
    static let seconds = 8
    /// Share of the end-to-end rate.
    static let load = 0.5
    static let roundTrips = 1_000

    let ratio = Ratio.latency
    let world: BenchWorld

    func trial(_ number: Int) async throws -> Trial {
        let full = try await EndToEndBench(world: world, seconds: Self.seconds).rate()
        return try await interleaved(
            number, product: { try await product(full * Self.load) }, yardstick: yardstick)
    }

    private func product(_ rate: Double) async throws -> Measured {
        try await Bus.with(world) { bus in
            let load = CommandLoad(pool: bus.producer, wake: bus.wake)
            try await load.prepare()
            return try await bus.running(relay: true, consumer: true) {
                let before = world.cpu(bus.broker)
                let begun = ContinuousClock.now
                try await load.run(
                    until: begun + Self.warmUp + .seconds(Self.seconds), rate: rate)
                let seconds = (ContinuousClock.now - begun) / .seconds(1)
                let cpu = world.cpu(bus.broker) - before
                let committed = load.committed
                try await bus.wait(
                    "consumer", for: { try await bus.applied }, toReach: committed)
                let delays = try await delays(bus)
                return Measured(
                    value: Spread(delays).median, seconds: seconds, cpu: cpu,
                    notes: [
                        ("p95", .number(delays.sorted()[delays.count * 95 / 100])),
                        ("commands_per_second", .number(Double(committed) / seconds)),
                        bus.broker.stored,
                    ])
            }
        }
    }

    /// Milliseconds of each event after the warm-up.
    private func delays(_ bus: Bus) async throws -> [Double] {
        let commits = try await times(
            bus.producer, "SELECT id::text || '/' || first", "public.probe_change")
        let effects = try await times(
            bus.consumer, "SELECT id::text || '/' || sequence", "public.probe_effect")
        guard let first = commits.values.min() else { return [] }
        let from = first + Self.warmUp / .seconds(1)
        return commits.compactMap { event, commit in
            commit < from ? nil : effects[event].map { ($0 - commit) * 1000 }
        }
    }

    /// Seconds since 1970 at which rows were committed.
    private func times(
        _ pool: PostgresPool, _ select: String, _ table: String
    ) async throws -> [String: Double] {
        let rows = try await pool.query(
            """
            \(raw: select), extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 \
            FROM \(raw: table)
            """)
        return Dictionary(
            try rows.map { (try $0.get(0), try $0.get(1)) }, uniquingKeysWith: { $1 })
    }

    private func yardstick() async throws -> Measured {
        let one = try await CommandBench(world: world).yardstick(clients: 1, logs: true)
        let (trips, cpu, seconds) = try await BenchBroker.with { broker in
            let before = world.cpu(broker)
            let begun = ContinuousClock.now
            let trips = try await KafkaRoundTrip.measure(
                Self.roundTrips, bytes: 450, bootstrap: broker.bootstrap)
            return (
                trips.map { $0 / .milliseconds(1) }, world.cpu(broker) - before,
                (ContinuousClock.now - begun) / .seconds(1)
            )
        }
        let trip = Spread(trips).median
        return Measured(
            value: 2 * one.value + trip, seconds: one.seconds + seconds, cpu: one.cpu + cpu,
            notes: [("pgbench_p50", .number(one.value)), ("broker_round_trip_p50", .number(trip))])
    }
}
