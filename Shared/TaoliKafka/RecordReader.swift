import CLibrdkafka
import Foundation

/// Copies what librdkafka's messages hold into values of ours. Lives for one poll only: it keeps
/// the name of the last topic by its address, which stays valid while the topic is assigned.
struct RecordReader {
    private var topic: (pointer: OpaquePointer, name: String)?

    /// The message's topic, empty for an error of no topic.
    mutating func topicName(_ message: rd_kafka_message_t) -> String {
        guard let pointer = message.rkt else { return "" }
        if let topic, topic.pointer == pointer { return topic.name }
        let name = String(cString: rd_kafka_topic_name(pointer))
        topic = (pointer, name)
        return name
    }

    /// A record of our own; the message still belongs to the caller.
    mutating func record(_ message: UnsafeMutablePointer<rd_kafka_message_t>) -> KafkaRecord {
        var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
        let timestamp = rd_kafka_message_timestamp(message, &kind)
        let raw = message.pointee
        return KafkaRecord(
            topic: topicName(raw), partition: raw.partition, offset: raw.offset,
            key: raw.key.map { Data(bytes: $0, count: raw.key_len) },
            value: raw.payload.map { Data(bytes: $0, count: raw.len) },
            headers: headers(message),
            timestamp: kind == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? -1 : timestamp)
    }

    private func headers(_ message: UnsafeMutablePointer<rd_kafka_message_t>) -> KafkaHeaders {
        // The list belongs to the message.
        var list: OpaquePointer?
        guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list
        else { return [] }
        let count = rd_kafka_header_cnt(list)
        var headers = KafkaHeaders()
        headers.reserve(headers: count, bytes: 32 * count)
        for index in 0..<count {
            var name: UnsafePointer<CChar>?
            var value: UnsafeRawPointer?
            var size = 0
            guard
                rd_kafka_header_get_all(list, index, &name, &value, &size)
                    == RD_KAFKA_RESP_ERR_NO_ERROR, let name
            else { break }
            headers.append(
                UnsafeRawBufferPointer(start: name, count: strlen(name)),
                value.map { UnsafeRawBufferPointer(start: $0, count: size) })
        }
        return headers
    }
}
