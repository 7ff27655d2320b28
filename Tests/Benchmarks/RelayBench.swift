import Foundation
import ProbeKit
import TaoliKafka
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit

/// A full outbox that becomes visible at once, against reading it and against sending it alone.
struct RelayBench: Benchmark {
    private static let columns = """
        event_id, topic, aggregate_type, aggregate_id, sequence, districts, type, causation, actor, \
        traceparent, payload, created_at
        """

    let ratio = Ratio.relay
    let world: BenchWorld

    func trial(_ number: Int) async throws -> Trial {
        try await world.fresh(world.producer) { filled in
            try await fill(filled)
            return try await interleaved(
                number, product: { try await product(filled) },
                yardstick: { try await yardstick(filled) })
        }
    }

    /// Puts the rows into a table beside the outbox.
    private func fill(_ database: BusDatabase) async throws {
        try await PostgresFixture.withPool(url: try database.superuserURL) { pool in
            for start in stride(from: 0, to: world.events.drafts.count, by: 1_000) {
                let part = Array(world.events.drafts[start..<start + 1_000])
                if let insert = OutboxInsert.statement(part, actor: "probe", traceparent: nil) {
                    _ = try await pool.execute(insert)
                }
            }
            _ = try await pool.execute(
                "CREATE TABLE public.bench_outbox AS SELECT * FROM bus.outbox ORDER BY id")
            _ = try await pool.execute("GRANT ALL ON public.bench_outbox TO PUBLIC")
            _ = try await pool.execute("TRUNCATE bus.outbox")
            _ = try await pool.execute("VACUUM ANALYZE public.bench_outbox")
        }
    }

    private func product(_ filled: BusDatabase) async throws -> Measured {
        try await Bus.with(world, producer: filled) { bus in
            try await bus.running(relay: true, consumer: false) {
                // Idle and connected, as it is when work comes.
                try await idle(bus)
                _ = try await bus.producer.execute(
                    """
                    INSERT INTO bus.outbox (\(raw: Self.columns)) \
                    SELECT \(raw: Self.columns) FROM public.bench_outbox ORDER BY id
                    """)
                bus.wake.raise()
                let before = world.cpu(bus.broker)
                let begun = ContinuousClock.now
                try await bus.wait(
                    "relay", for: { try await bus.archived }, toReach: BenchWorld.drainEvents)
                let seconds = (ContinuousClock.now - begun) / .seconds(1)
                return Measured(
                    value: Double(BenchWorld.drainEvents) / seconds, seconds: seconds,
                    cpu: world.cpu(bus.broker) - before, notes: [bus.broker.stored])
            }
        }
    }

    /// One event has gone through.
    private func idle(_ bus: Bus) async throws {
        let load = CommandLoad(pool: bus.producer, wake: bus.wake)
        try await load.prepare()
        try await load.run(until: .now + .milliseconds(100))
        let sent = load.committed
        try await bus.wait("relay starts", for: { try await bus.archived }, toReach: sent)
        // The count of the drain begins at zero.
        _ = try await bus.producer.execute(
            "UPDATE bus.partition_total SET events = 0, fingerprint = B'0'::bit(128)")
        try await Task.sleep(for: .milliseconds(300))
    }

    private func yardstick(_ filled: BusDatabase) async throws -> Measured {
        let messages = world.events.messages
        let (before, begun) = (world.cpu(), ContinuousClock.now)
        let copy = try await Psql(world: world, url: try filled.superuserURL).seconds(
            "\\copy (SELECT \(Self.columns) FROM public.bench_outbox) TO '/dev/null'")
        let (raw, stored) = try await BenchBroker.with { broker in
            try await KafkaAdmin(broker.kafka).create(
                ProbeCommand.topic, partitions: Int(MessagingConfiguration.partitions))
            let sent = try await KafkaRawProducer.send(
                messages, bootstrap: broker.bootstrap, warmUp: true)
            return (sent / .seconds(1), broker.stored)
        }
        let slower = max(copy, raw)
        let events = Double(BenchWorld.drainEvents)
        return Measured(
            value: events / slower, seconds: (ContinuousClock.now - begun) / .seconds(1),
            cpu: world.cpu() - before,
            notes: [
                ("copy_rows_per_second", .number(events / copy)),
                ("raw_producer_rows_per_second", .number(events / raw)), stored,
            ])
    }
}
