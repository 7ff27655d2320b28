package import Foundation

/// A message as the log holds it.
package struct KafkaRecord: Sendable, Equatable {
    /// The topic's name.
    package let topic: String
    /// The partition it was read from.
    package let partition: Int32
    /// Its place in the partition; the next position is one more.
    package let offset: Int64
    /// nil is Kafka's null, which differs from empty.
    package let key: Data?
    /// nil is Kafka's null, which differs from empty.
    package let value: Data?
    /// In the order they were sent.
    package let headers: KafkaHeaders
    /// Milliseconds since 1970 UTC, -1 when the broker keeps none.
    package let timestamp: Int64

    package init(
        topic: String, partition: Int32, offset: Int64, key: Data?, value: Data?,
        headers: KafkaHeaders, timestamp: Int64
    ) {
        self.topic = topic
        self.partition = partition
        self.offset = offset
        self.key = key
        self.value = value
        self.headers = headers
        self.timestamp = timestamp
    }

    /// The value of the first header of that name, as text.
    package func header(_ name: String) -> String? { headers.text(name) }

    /// Bytes of key, value and headers, the measure of a poll's `maxBytes`.
    package var size: Int {
        (key?.count ?? 0) + (value?.count ?? 0) + headers.size
    }
}
