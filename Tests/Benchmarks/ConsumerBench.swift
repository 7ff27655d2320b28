import Foundation
import ProbeKit
import TaoliKafka
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit

/// Events that lie in the topic, against pgbench of the statements of their batches.
struct ConsumerBench: Benchmark {
    let ratio = Ratio.consumer
    let world: BenchWorld

    func trial(_ number: Int) async throws -> Trial {
        try await interleaved(number, product: product, yardstick: yardstick)
    }

    private func product() async throws -> Measured {
        try await Bus.with(world) { bus in
            try await KafkaAdmin(bus.broker.kafka).create(
                ProbeCommand.topic, partitions: Int(MessagingConfiguration.partitions))
            _ = try await KafkaRawProducer.send(
                world.events.messages, bootstrap: bus.broker.bootstrap, warmUp: false)
            let start = ContinuousClock.now
            return try await bus.running(relay: false, consumer: true) {
                // From the first commit on: how a client connects is not what is asked here.
                try await bus.wait("consumer starts", for: { try await bus.applied }, toReach: 1)
                let before = world.cpu(bus.broker)
                let begun = ContinuousClock.now
                let first = try await bus.applied
                try await bus.wait(
                    "consumer", for: { try await bus.applied }, toReach: BenchWorld.drainEvents)
                let end = ContinuousClock.now
                let seconds = (end - begun) / .seconds(1)
                return Measured(
                    value: Double(BenchWorld.drainEvents - first) / seconds, seconds: seconds,
                    cpu: world.cpu(bus.broker) - before,
                    notes: [
                        ("seconds_with_start", .number((end - start) / .seconds(1))),
                        bus.broker.stored,
                    ])
            }
        }
    }

    private func yardstick() async throws -> Measured {
        try await world.fresh(world.consumer) { database in
            let batches = try await ApplyScript.prepare(database, world.events.messages)
            let before = world.cpu()
            let result = try await Pgbench(world: world, database: database).run(
                ApplyScript.text, clients: 1, length: .transactions(batches))
            return Measured(
                value: result.perSecond * Double(BenchWorld.drainEvents) / Double(batches),
                seconds: result.seconds, cpu: world.cpu() - before)
        }
    }
}
