import CLibrdkafka

extension KafkaPosition {
    /// Lends librdkafka's list of the positions for the call's duration; this function owns it.
    static func withList<T>(
        _ positions: [KafkaPosition],
        _ body: (UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) throws(KafkaError) -> T
    ) throws(KafkaError) -> T {
        let list: UnsafeMutablePointer<rd_kafka_topic_partition_list_t> =
            rd_kafka_topic_partition_list_new(Int32(positions.count))
        defer { rd_kafka_topic_partition_list_destroy(list) }
        for position in positions {
            // The element belongs to the list.
            let element = rd_kafka_topic_partition_list_add(
                list, position.topic, position.partition)
            element?.pointee.offset = position.offset
        }
        return try body(list)
    }

    /// Makes these the consumer's partitions, instead of all others.
    static func assign(
        _ positions: [KafkaPosition], to pointer: OpaquePointer
    ) throws(KafkaError) {
        try withList(positions) { list throws(KafkaError) in
            try KafkaError.check(rd_kafka_assign(pointer, list))
        }
    }

    /// Gives the consumer these partitions too: all of them or, when it throws, none.
    static func add(_ positions: [KafkaPosition], to pointer: OpaquePointer) throws(KafkaError) {
        try withList(positions) { list throws(KafkaError) in
            try consume(rd_kafka_incremental_assign(pointer, list))
        }
    }

    /// Takes these partitions away from the consumer: all of them or, when it throws, none. What
    /// was fetched for them is dropped.
    static func remove(
        _ positions: [KafkaPosition], from pointer: OpaquePointer
    ) throws(KafkaError) {
        try withList(positions) { list throws(KafkaError) in
            try consume(rd_kafka_incremental_unassign(pointer, list))
        }
    }
}

/// Throws and frees what an rd_kafka_error_t* call answered; nil is success. This function owns
/// the error.
func consume(_ error: OpaquePointer?) throws(KafkaError) {
    guard let error else { return }
    defer { rd_kafka_error_destroy(error) }
    throw KafkaError(
        rd_kafka_error_code(error), text: String(cString: rd_kafka_error_string(error)),
        fatal: rd_kafka_error_is_fatal(error) != 0)
}
