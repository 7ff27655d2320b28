import CLibrdkafka
import Foundation

/// The blocking calls of one `KafkaAdmin` call, on a borrowed client.
struct AdminSession {
    /// Borrowed from `KafkaClient.use`.
    private let pointer: OpaquePointer
    private let deadline: ContinuousClock.Instant

    init(_ pointer: OpaquePointer, deadline: ContinuousClock.Instant) {
        self.pointer = pointer
        self.deadline = deadline
    }

    private var left: Int32 { max(.milliseconds(1), deadline - .now).milliseconds }

    func cluster() throws(KafkaError) -> KafkaCluster {
        var answer: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(pointer, 1, nil, &answer, left)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let answer else { throw KafkaError(code) }
        // Owned here; everything below is a copy.
        defer { rd_kafka_metadata_destroy(answer) }
        let metadata = answer.pointee
        let brokers = UnsafeBufferPointer(
            start: metadata.brokers, count: Int(metadata.broker_cnt))
        let topics = UnsafeBufferPointer(start: metadata.topics, count: Int(metadata.topic_cnt))
        let counts = topics.filter { $0.err == RD_KAFKA_RESP_ERR_NO_ERROR }
            .map { (String(cString: $0.topic), Int($0.partition_cnt)) }
        return KafkaCluster(
            id: clusterID(), brokerName: String(cString: metadata.orig_broker_name),
            brokers: brokers.map { "\(String(cString: $0.host)):\($0.port)" },
            topics: Dictionary(counts) { $1 })
    }

    private func clusterID() -> String? {
        // Known since the metadata answered, so this does not wait.
        guard let id = rd_kafka_clusterid(pointer, 1) else { return nil }
        // Owned here, allocated by librdkafka.
        defer { rd_kafka_mem_free(pointer, id) }
        return String(cString: id)
    }

    /// Asks again until the answer pleases.
    func wait(until done: (KafkaCluster) -> Bool) throws(KafkaError) {
        while try !done(cluster()) {
            if ContinuousClock.now >= deadline {
                throw KafkaError(
                    RD_KAFKA_RESP_ERR__TIMED_OUT,
                    text: "the broker accepted the change but does not show it")
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
    }

    func create(
        _ topic: String, partitions: Int, replication: Int, settings: [String: String]
    ) throws(KafkaError) {
        var text = [CChar](repeating: 0, count: 512)
        // Owned here.
        guard
            let order = rd_kafka_NewTopic_new(
                topic, Int32(partitions), Int32(replication), &text, text.count)
        else { throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, text: string(text)) }
        defer { rd_kafka_NewTopic_destroy(order) }
        for (name, value) in settings {
            try KafkaError.check(rd_kafka_NewTopic_set_config(order, name, value))
        }
        try request(RD_KAFKA_ADMIN_OP_CREATETOPICS) { options, queue in
            var orders: [OpaquePointer?] = [order]
            rd_kafka_CreateTopics(pointer, &orders, 1, options, queue)
        } results: { event, count in
            rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), count)
        }
    }

    func delete(_ topic: String) throws(KafkaError) {
        // Owned here.
        let order: OpaquePointer = rd_kafka_DeleteTopic_new(topic)
        defer { rd_kafka_DeleteTopic_destroy(order) }
        try request(RD_KAFKA_ADMIN_OP_DELETETOPICS) { options, queue in
            var orders: [OpaquePointer?] = [order]
            rd_kafka_DeleteTopics(pointer, &orders, 1, options, queue)
        } results: { event, count in
            rd_kafka_DeleteTopics_result_topics(rd_kafka_event_DeleteTopics_result(event), count)
        }
    }

    /// Sends one admin request and throws what it, or the topic in it, was refused for.
    private func request(
        _ operation: rd_kafka_admin_op_t,
        send: (_ options: OpaquePointer, _ queue: OpaquePointer) -> Void,
        results: (OpaquePointer, UnsafeMutablePointer<Int>) -> UnsafeMutablePointer<OpaquePointer?>?
    ) throws(KafkaError) {
        // Both owned here.
        let options: OpaquePointer = rd_kafka_AdminOptions_new(pointer, operation)
        defer { rd_kafka_AdminOptions_destroy(options) }
        let queue: OpaquePointer = rd_kafka_queue_new(pointer)
        defer { rd_kafka_queue_destroy(queue) }
        var text = [CChar](repeating: 0, count: 512)
        let wait = left
        for set in [
            rd_kafka_AdminOptions_set_request_timeout, rd_kafka_AdminOptions_set_operation_timeout,
        ] {
            let code = set(options, wait, &text, text.count)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw KafkaError(code, text: string(text))
            }
        }
        send(options, queue)
        // librdkafka itself ends the request at its timeout; the second more is for its answer.
        guard let event = rd_kafka_queue_poll(queue, wait + 1_000) else {
            throw KafkaError(RD_KAFKA_RESP_ERR__TIMED_OUT)
        }
        // Owned here; results point into it.
        defer { rd_kafka_event_destroy(event) }
        let code = rd_kafka_event_error(event)
        if code != RD_KAFKA_RESP_ERR_NO_ERROR {
            throw KafkaError(code, text: String(cString: rd_kafka_event_error_string(event)))
        }
        var count = 0
        guard let list = results(event, &count) else { return }
        for case let result? in UnsafeBufferPointer(start: list, count: count) {
            let code = rd_kafka_topic_result_error(result)
            if code == RD_KAFKA_RESP_ERR_NO_ERROR { continue }
            throw KafkaError(
                code, text: rd_kafka_topic_result_error_string(result).map { String(cString: $0) })
        }
    }
}
