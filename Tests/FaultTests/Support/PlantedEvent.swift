import Foundation
import ProbeKit
import TaoliKafka
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// An event that the test itself commits or sends, so that it can be of any form.
struct PlantedEvent: Sendable {
    let command: ProbeCommand
    let id: UUID
    var sequence: Int64 = 1
    var type = "taoli.registry.events.v1.SchoolRenamed"
    var payload = Data()

    init(_ command: ProbeCommand, id: UUID = .version7()) {
        self.command = command
        self.id = id
    }

    /// What a command writes, without a command: state, change and outbox row.
    var statements: [SQL] {
        [
            """
            UPDATE public.probe_state SET version = \(sequence) WHERE id = \(command.aggregate)
            """,
            """
            INSERT INTO public.probe_change (request, id, first, last) VALUES \
            (\(command.request), \(command.aggregate), \(sequence), \(sequence))
            """,
            """
            INSERT INTO bus.outbox (event_id, topic, aggregate_type, aggregate_id, sequence, \
            districts, type, actor, payload) VALUES (\(id), \(ProbeCommand.topic), 'school', \
            \(command.aggregate), \(sequence), '{440105}', \(type), 'test', \(payload))
            """,
        ]
    }

    /// The record as a relay would send it.
    func record(source: String) -> KafkaMessage {
        let key = Data(command.aggregate.uuidString.lowercased().utf8)
        return KafkaMessage(
            topic: ProbeCommand.topic, partition: partition(forKey: key, count: 12), key: key,
            value: payload,
            headers: [
                KafkaHeader(name: "ce_specversion", text: "1.0"),
                KafkaHeader(name: "ce_id", text: id.uuidString.lowercased()),
                KafkaHeader(name: "ce_source", text: source),
                KafkaHeader(name: "ce_type", text: type),
                KafkaHeader(
                    name: "ce_subject",
                    text: AggregateReference(type: "school", id: command.aggregate).description),
                KafkaHeader(name: "ce_time", text: "2026-01-01T00:00:00.000Z"),
                KafkaHeader(name: "ce_sequence", text: String(sequence)),
                KafkaHeader(name: "ce_districts", text: "440105"),
                KafkaHeader(name: "ce_actor", text: "test"),
            ])
    }
}
