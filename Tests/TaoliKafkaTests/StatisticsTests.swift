import Foundation
import Logging
import Metrics
import Synchronization
import Testing

@testable import TaoliKafka

@Suite("librdkafka's figures as metrics")
struct StatisticsTests {
    private func json(sent: Int, queued: Int, up: Bool) -> String {
        """
        {"msg_cnt": \(queued), "msg_size": 30, "tx": 4, "tx_bytes": \(sent), "rx_bytes": 6,
         "txmsgs": 7, "txmsg_bytes": 500, "rxmsgs": 9, "rxmsg_bytes": 10, "brokers": {
         "a": {"state": "\(up ? "UP" : "DOWN")", "source": "learned", "txretries": 2,
               "connects": 1, "req": {"Fetch": 5, "Metadata": 2}},
         "b": {"state": "UP", "source": "configured", "txretries": 1, "connects": 3,
               "req": {"Fetch": 1, "Metadata": 1}}},
         "topics": {}}
        """
    }

    @Test("The JSON is read; a broker's second name does not count as another broker")
    func reading() throws {
        let figures = try KafkaStatistics(json: Data(json(sent: 100, queued: 3, up: true).utf8))
        #expect(figures.queuedMessages == 3)
        #expect(figures.brokersUp == 1)
        #expect(figures.retries == 3)
        #expect(figures.connects == 4)
        #expect(figures.fetches == 6)
        #expect(figures.compression == 5)
    }

    @Test("Totals become differences on counters, states become gauges, each with the client")
    func metrics() {
        let factory = MemoryMetrics()
        let recorder = StatisticsRecorder(
            client: "relay", logger: Logger(label: "test"), factory: factory)
        recorder.record(json: json(sent: 100, queued: 3, up: true))
        recorder.record(json: json(sent: 250, queued: 1, up: false))
        recorder.record(json: "not json")
        #expect(factory.value("kafka_client_sent_bytes{client=relay}") == 250)
        #expect(factory.value("kafka_client_requests_sent{client=relay}") == 4)
        #expect(factory.value("kafka_client_queued_messages{client=relay}") == 1)
        #expect(factory.value("kafka_client_brokers_up{client=relay}") == 0)
        #expect(recorder.latest?.bytesSent == 250)
    }
}

/// Metrics in memory: counters add up, gauges keep the last.
private final class MemoryMetrics: MetricsFactory {
    final class Cell: CounterHandler, RecorderHandler {
        let value = Mutex(0.0)
        func increment(by amount: Int64) { value.withLock { $0 += Double(amount) } }
        func reset() { value.withLock { $0 = 0 } }
        func record(_ now: Int64) { record(Double(now)) }
        func record(_ now: Double) { value.withLock { $0 = now } }
    }

    private let cells = Mutex<[String: Cell]>([:])

    func value(_ name: String) -> Double? {
        cells.withLock { $0[name] }?.value.withLock { $0 }
    }

    private func cell(_ label: String, _ dimensions: [(String, String)]) -> Cell {
        let labels = dimensions.map { "\($0)=\($1)" }.joined(separator: ",")
        let cell = Cell()
        cells.withLock { $0["\(label){\(labels)}"] = cell }
        return cell
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, dimensions)
    }

    func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        cell(label, dimensions)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        NOOPMetricsHandler.instance
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
