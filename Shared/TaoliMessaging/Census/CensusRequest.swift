import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliKafka
import TaoliModels

/// What a consumer asks its producer for.
struct CensusRequest: Hashable {
    static let type = Taoli_Bus_V1_Request.protoMessageName

    enum Wanted: Hashable {
        /// The archived events with a number above this one, again.
        case events(from: Int64)
        /// A census that carries this id, at once.
        case count(question: UUID)
    }

    /// `/<deployment>/<service>` and the consumer's name.
    let consumer: String
    let place: PartitionKey
    let wanted: Wanted

    init(consumer: String, place: PartitionKey, wanted: Wanted) {
        self.consumer = consumer
        self.place = place
        self.wanted = wanted
    }

    /// Reads a record of the requests topic; `nil` when it is no request of this deployment.
    init?(_ record: KafkaRecord, deployment: String) {
        guard record.header("ce_type") == CensusRequest.type,
            let source = record.header("ce_source"), source.hasPrefix("/\(deployment)/"),
            let value = record.value,
            let message = try? Taoli_Bus_V1_Request(serializedBytes: value),
            !message.consumer.isEmpty
        else { return nil }
        switch message.wanted {
        case .from(let number) where number >= 0:
            wanted = .events(from: number)
        case .question(let text):
            guard let question = UUID(uuidString: text) else { return nil }
            wanted = .count(question: question)
        default:
            return nil
        }
        consumer = "\(source)/\(message.consumer)"
        place = PartitionKey(message.topic, message.partition)
    }

    /// - Parameters:
    ///   - topic: the producer's requests topic.
    ///   - source: `ce_source` of the asking service.
    func message(to topic: String, source: String, now: Date) throws -> KafkaMessage {
        var message = Taoli_Bus_V1_Request()
        message.consumer = consumer
        message.topic = place.topic
        message.partition = place.partition
        switch wanted {
        case .events(let number): message.from = number
        case .count(let question): message.question = question.text
        }
        return KafkaMessage(
            topic: topic, partition: 0, key: Data(consumer.utf8),
            value: try message.serializedData(),
            headers: EventHeaders.busHeaders(CensusRequest.type, source: source, now: now))
    }
}
