import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliKafka
import TaoliModels

/// What a partition should hold, as its producer counted it.
struct Census: Hashable {
    static let type = Taoli_Bus_V1_Census.protoMessageName

    let place: PartitionKey
    /// Archived, or sent before this record and not yet archived.
    let set: EventSet
    /// Highest archive number of the partition.
    let through: Int64
    /// Whether nothing of the partition waited unsent.
    let complete: Bool
    /// The question it answers.
    var question: UUID?

    init(
        place: PartitionKey, set: EventSet, through: Int64, complete: Bool, question: UUID? = nil
    ) {
        self.place = place
        self.set = set
        self.through = through
        self.complete = complete
        self.question = question
    }

    /// Reads a record; `nil` when it is no census of the partition it stands in.
    init?(_ record: KafkaRecord) {
        guard let value = record.value,
            let message = try? Taoli_Bus_V1_Census(serializedBytes: value),
            PartitionKey(message.topic, message.partition) == PartitionKey(record),
            let fingerprint = Fingerprint(message.fingerprint), message.events >= 0,
            message.through >= 0
        else { return nil }
        let question = UUID(uuidString: message.question)
        guard question != nil || message.question.isEmpty else { return nil }
        self.init(
            place: PartitionKey(record),
            set: EventSet(events: message.events, fingerprint: fingerprint),
            through: message.through, complete: message.complete, question: question)
    }

    /// - Parameter source: `ce_source` of the service whose events are counted.
    func message(source: String, now: Date) throws -> KafkaMessage {
        var message = Taoli_Bus_V1_Census()
        message.topic = place.topic
        message.partition = place.partition
        message.events = set.events
        message.fingerprint = set.fingerprint.bytes
        message.through = through
        message.complete = complete
        message.question = question?.text ?? ""
        return KafkaMessage(
            topic: place.topic, partition: place.partition, key: Data("census".utf8),
            value: try message.serializedData(),
            headers: EventHeaders.busHeaders(Census.type, source: source, now: now))
    }
}
