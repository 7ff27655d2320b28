import Foundation
import ProbeKit
import TaoliKafka
import TaoliMessaging
import TaoliPostgres
import TaoliTestKit

/// Records that no relay would send, and events that this build cannot apply.
struct BadRecords: Sendable {
    private let lane: Lane
    private let source: String
    /// Aggregates that the load leaves alone.
    private let aggregates = Array(ProbeCommand.aggregates(1_020)[1_000...])

    init(_ lane: Lane) {
        self.lane = lane
        source = "/\(lane.deployment)/registry"
    }

    private func event(_ number: Int) -> PlantedEvent {
        PlantedEvent(ProbeCommand(aggregate: aggregates[number]))
    }

    /// Records with something missing or unreadable, and some of strangers.
    var records: [KafkaMessage] {
        let good = event(0).record(source: source)
        var list: [KafkaMessage] = []
        func add(_ change: (inout KafkaMessage) -> Void) {
            var message = good
            change(&message)
            list.append(message)
        }
        add { $0.key = nil }
        add { $0.value = nil }
        add { $0.headers = [] }
        for name in ["ce_id", "ce_source", "ce_type", "ce_subject", "ce_sequence", "ce_time"] {
            add { $0.headers = KafkaHeaders($0.headers.filter { $0.name != name }) }
            add { message in
                message.headers = KafkaHeaders(
                    message.headers.map {
                        $0.name == name ? KafkaHeader(name: name, value: Data([0xFF, 0x00])) : $0
                    })
            }
        }
        // Another deployment's, and a census and a request that are none.
        list.append(event(1).record(source: "/another/registry"))
        for type in ["taoli.bus.v1.Census", "taoli.bus.v1.Request"] {
            add { message in
                message.key = Data("census".utf8)
                message.value = Data([0x0A, 0xFF, 0xFF, 0x13])
                message.headers = KafkaHeaders(
                    message.headers.map {
                        $0.name == "ce_type" ? KafkaHeader(name: "ce_type", text: type) : $0
                    })
            }
        }
        return list
    }

    /// Sends them, and waits until the broker has them.
    func send(_ messages: [KafkaMessage]) async throws {
        try await KafkaFixture.send(messages, bootstrap: lane.bootstrap)
    }

    /// Commits, as commands would: an event of a type nobody knows, one of another major version,
    /// one whose bytes are no message.
    func commitBadEvents() async throws {
        var unknown = event(2)
        unknown.type = "taoli.registry.events.v1.SchoolPainted"
        var major = event(3)
        major.type = "taoli.registry.events.v2.SchoolRenamed"
        var undecodable = event(4)
        undecodable.payload = Data([0xFF, 0xFF, 0xFF])
        try await commit([unknown, major, undecodable])
    }

    /// Commits two events of one aggregate while nobody publishes, and sends the second.
    func sendEarly() async throws {
        let first = event(5)
        var second = PlantedEvent(ProbeCommand(aggregate: first.command.aggregate))
        second.sequence = 2
        try await commit([first, second])
        try await send([second.record(source: source)])
    }

    private func commit(_ events: [PlantedEvent]) async throws {
        let log = try ProbeLog(path: lane.invariants.logs["registry"]?.last ?? "")
        try await ProbeCommand.prepare(events.map(\.command.aggregate), in: lane.producerPool)
        for event in events {
            try log.begin(event.command)
            try await lane.producerPool.transaction { tx in
                for statement in event.statements { try await tx.execute(statement) }
            }
            try log.acknowledge(
                event.command,
                ProbeCommand.Answer(first: event.sequence, last: event.sequence))
        }
    }
}
