import CLibrdkafka
import Foundation

/// A client of librdkafka for yardsticks, used by one thread, closed when it is let go.
final class KafkaRawClient {
    /// Owned: destroyed in `deinit`.
    let pointer: OpaquePointer
    /// Owned: a reference to the client's main queue; destroyed in `deinit`, before the client.
    private let queue: OpaquePointer

    /// - Parameters:
    ///   - properties: librdkafka's settings by name.
    ///   - events: what comes by `reports`.
    /// - Throws: `KafkaFixture.Unavailable` with librdkafka's reason.
    init(
        _ type: rd_kafka_type_t, _ properties: [String: String], events: Int32
    ) throws {
        var text = [CChar](repeating: 0, count: 512)
        // Owned by the client as soon as that exists.
        let settings: OpaquePointer = rd_kafka_conf_new()
        for (name, value) in properties
        where rd_kafka_conf_set(settings, name, value, &text, text.count) != RD_KAFKA_CONF_OK {
            rd_kafka_conf_destroy(settings)
            throw KafkaFixture.Unavailable(description: "librdkafka refuses \(name)=\(value)")
        }
        rd_kafka_conf_set_events(settings, events)
        guard let client = rd_kafka_new(type, settings, &text, text.count) else {
            rd_kafka_conf_destroy(settings)
            throw KafkaFixture.Unavailable(description: "librdkafka made no client")
        }
        pointer = client
        queue = rd_kafka_queue_get_main(client)
    }

    deinit {
        rd_kafka_queue_destroy(queue)
        rd_kafka_destroy(pointer)
    }

    /// Takes the reports that are there, waiting that many milliseconds for the first.
    /// - Returns: how many messages were delivered.
    /// - Throws: `KafkaFixture.Unavailable` for a message that was not delivered.
    func reports(wait: Int32) throws -> Int {
        var delivered = 0
        var timeout = wait
        // Owned here until destroyed below.
        while let event = rd_kafka_queue_poll(queue, timeout) {
            defer { rd_kafka_event_destroy(event) }
            timeout = 0
            guard rd_kafka_event_type(event) == RD_KAFKA_EVENT_DR else { continue }
            while let message = rd_kafka_event_message_next(event) {
                guard message.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR else {
                    throw KafkaFixture.Unavailable(
                        description: String(cString: rd_kafka_err2str(message.pointee.err)))
                }
                delivered += 1
            }
        }
        return delivered
    }
}
