import Foundation
import Logging
import Metrics
import Synchronization

/// Turns librdkafka's figures into metrics, labelled with the client's name: totals as counters,
/// states as gauges. `kafka_client_message_sent_bytes` over `kafka_client_sent_bytes` shows
/// whether compression happens.
final class StatisticsRecorder: Sendable {
    private let last = Mutex<KafkaStatistics?>(nil)
    private let logger: Logger
    private let counters: [(Counter, @Sendable (KafkaStatistics) -> Int64)]
    private let gauges: [(Gauge, @Sendable (KafkaStatistics) -> Double)]

    /// - Parameter factory: where the metrics go.
    init(client: String, logger: Logger, factory: any MetricsFactory = MetricsSystem.factory) {
        self.logger = logger
        let labels = [("client", client)]
        func counter(
            _ name: String, _ value: @escaping @Sendable (KafkaStatistics) -> Int64
        ) -> (Counter, @Sendable (KafkaStatistics) -> Int64) {
            let label = "kafka_client_\(name)"
            return (Counter(label: label, dimensions: labels, factory: factory), value)
        }
        func gauge(
            _ name: String, _ value: @escaping @Sendable (KafkaStatistics) -> Double
        ) -> (Gauge, @Sendable (KafkaStatistics) -> Double) {
            let label = "kafka_client_\(name)"
            return (Gauge(label: label, dimensions: labels, factory: factory), value)
        }
        counters = [
            counter("requests_sent") { $0.requestsSent },
            counter("fetches") { $0.fetches },
            counter("sent_bytes") { $0.bytesSent },
            counter("received_bytes") { $0.bytesReceived },
            counter("messages_sent") { $0.messagesSent },
            counter("message_sent_bytes") { $0.messageBytesSent },
            counter("messages_received") { $0.messagesReceived },
            counter("message_received_bytes") { $0.messageBytesReceived },
            counter("retries") { $0.retries },
            counter("connects") { $0.connects },
        ]
        gauges = [
            gauge("queued_messages") { Double($0.queuedMessages) },
            gauge("queued_bytes") { Double($0.queuedBytes) },
            gauge("brokers_up") { Double($0.brokersUp) },
        ]
    }

    /// The newest figures, nil before the first.
    var latest: KafkaStatistics? { last.withLock { $0 } }

    /// Takes one report. The text belongs to librdkafka and is copied here.
    func record(json: UnsafePointer<CChar>?) {
        guard let json else { return }
        do {
            record(try KafkaStatistics(json: Data(bytes: json, count: strlen(json))))
        } catch {
            logger.warning("unreadable statistics", metadata: ["error": "\(error)"])
        }
    }

    private func record(_ now: KafkaStatistics) {
        let before = last.withLock { last in
            defer { last = now }
            return last
        }
        for (counter, value) in counters {
            // A broker that is forgotten takes its figures along; counters never go back.
            counter.increment(by: max(0, value(now) - (before.map(value) ?? 0)))
        }
        for (gauge, value) in gauges { gauge.record(value(now)) }
    }
}
