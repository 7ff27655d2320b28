package import Foundation

/// librdkafka's own figures since the client was made. Source: librdkafka, STATISTICS.md.
package struct KafkaStatistics: Sendable, Equatable {
    /// Messages waiting in the producer's queue or for an acknowledgement.
    package let queuedMessages: Int64
    /// Bytes of those.
    package let queuedBytes: Int64
    /// Requests sent to brokers.
    package let requestsSent: Int64
    /// Requests for records, all brokers together, whether they brought any or not.
    package let fetches: Int64
    /// Bytes written to sockets, compressed and framed.
    package let bytesSent: Int64
    /// Bytes read from sockets.
    package let bytesReceived: Int64
    /// Messages sent, retries included.
    package let messagesSent: Int64
    /// Bytes of keys and values of those, before compression.
    package let messageBytesSent: Int64
    /// Messages received.
    package let messagesReceived: Int64
    /// Bytes of keys and values of those, after decompression.
    package let messageBytesReceived: Int64
    /// Brokers connected at this moment.
    package let brokersUp: Int
    /// Requests that were repeated, all brokers together.
    package let retries: Int64
    /// Connections made, all brokers together.
    package let connects: Int64

    /// Bytes of messages per byte on the wire: above 1 compression happens.
    package var compression: Double? {
        bytesSent > 0 ? Double(messageBytesSent) / Double(bytesSent) : nil
    }

    /// Reads librdkafka's JSON.
    /// - Throws: `DecodingError` when a figure is missing.
    package init(json: Data) throws {
        let raw = try JSONDecoder().decode(Raw.self, from: json)
        let brokers = raw.brokers.values
        queuedMessages = raw.msg_cnt
        queuedBytes = raw.msg_size
        requestsSent = raw.tx
        fetches = brokers.reduce(0) { $0 + ($1.req["Fetch"] ?? 0) }
        bytesSent = raw.tx_bytes
        bytesReceived = raw.rx_bytes
        messagesSent = raw.txmsgs
        messageBytesSent = raw.txmsg_bytes
        messagesReceived = raw.rxmsgs
        messageBytesReceived = raw.rxmsg_bytes
        // Bootstrap and group-coordinator entries are second names of brokers counted already.
        brokersUp = brokers.count { $0.state == "UP" && $0.source == "learned" }
        retries = brokers.reduce(0) { $0 + $1.txretries }
        connects = brokers.reduce(0) { $0 + $1.connects }
    }

    /// The part of librdkafka's JSON that is read, under its own names.
    private struct Raw: Decodable {
        struct Broker: Decodable {
            let state: String
            let source: String
            let txretries: Int64
            let connects: Int64
            let req: [String: Int64]
        }
        let msg_cnt: Int64
        let msg_size: Int64
        let tx: Int64
        let tx_bytes: Int64
        let rx_bytes: Int64
        let txmsgs: Int64
        let txmsg_bytes: Int64
        let rxmsgs: Int64
        let rxmsg_bytes: Int64
        let brokers: [String: Broker]
    }
}
