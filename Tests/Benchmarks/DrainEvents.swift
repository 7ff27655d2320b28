import Foundation
import ProbeKit
import SwiftProtobuf
import TaoliContracts
import TaoliKafka
import TaoliMessaging
import TaoliModels

/// The events of the two drains, as commands of the probe make them: aggregates in turn, each with
/// its sequences from 1.
struct DrainEvents: Sendable {
    static let deployment = "bench"
    private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    let drafts: [EventDraft]

    init() throws {
        let aggregates = (0..<BenchWorld.drainAggregates).map { _ in
            AggregateReference(type: "school", id: .version7())
        }
        let districts = [DistrictCode("440105")].compactMap(\.self)
        drafts = try (0..<BenchWorld.drainEvents).map { number in
            let reference = aggregates[number % aggregates.count]
            var event = Taoli_Registry_Events_V1_SchoolRenamed()
            event.schoolID = reference.id.uuidString.lowercased()
            let sequence = Int64(number / aggregates.count + 1)
            event.name = "第\(number)小学"
            return try EventDraft(event, of: reference, sequence: sequence, districts: districts)
        }
    }

    /// As the relay sends them: key, partition, headers.
    var messages: [KafkaMessage] {
        let time = Date().formatted(Self.time)
        return drafts.map { draft in
            let key = Data(draft.aggregate.id.uuidString.lowercased().utf8)
            let texts = [
                ("ce_specversion", "1.0"), ("ce_id", draft.id.uuidString.lowercased()),
                ("ce_source", "/\(Self.deployment)/registry"), ("ce_type", draft.type),
                ("ce_subject", draft.aggregate.description), ("ce_time", time),
                ("ce_sequence", String(draft.sequence)),
                ("ce_districts", draft.districts.map(\.rawValue).joined(separator: ",")),
                ("ce_actor", "probe"), ("content-type", "application/protobuf"),
            ]
            return KafkaMessage(
                topic: draft.topic,
                partition: partition(forKey: key, count: MessagingConfiguration.partitions),
                key: key, value: draft.payload,
                headers: KafkaHeaders(texts.map { KafkaHeader(name: $0.0, text: $0.1) }))
        }
    }
}
