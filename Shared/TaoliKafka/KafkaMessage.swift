package import Foundation

/// A named value beside the payload; names may repeat and keep their order.
package struct KafkaHeader: Sendable, Equatable {
    /// UTF-8, without NUL.
    package let name: String
    /// nil is Kafka's null, which differs from empty.
    package let value: Data?

    package init(name: String, value: Data?) {
        self.name = name
        self.value = value
    }

    /// A header whose value is text.
    package init(name: String, text: String) {
        self.init(name: name, value: text.utf8Data)
    }

    /// The value as text, nil when null or not UTF-8.
    package var text: String? { value.flatMap { String(data: $0, encoding: .utf8) } }
}

extension String {
    /// The text as UTF-8. Foundation's conversion of a view first asks at run time what it is,
    /// which costs more than the copy.
    package var utf8Data: Data {
        var text = self
        return text.withUTF8 { Data($0) }
    }
}

/// A message to send. The partition is chosen by the caller (`partition(forKey:count:)`).
package struct KafkaMessage: Sendable, Equatable {
    /// The topic's name.
    package var topic: String
    /// From 0; see `partition(forKey:count:)`.
    package var partition: Int32
    /// nil is Kafka's null, which differs from empty.
    package var key: Data?
    /// nil is Kafka's null, which differs from empty.
    package var value: Data?
    /// In the order they are sent.
    package var headers: KafkaHeaders

    package init(
        topic: String, partition: Int32, key: Data?, value: Data?, headers: KafkaHeaders = []
    ) {
        self.topic = topic
        self.partition = partition
        self.key = key
        self.value = value
        self.headers = headers
    }
}
