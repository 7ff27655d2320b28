import CLibrdkafka
import Foundation
import Logging

/// Serves a client's main queue on a thread of its own until the client closes: delivery reports,
/// errors, statistics and the log. The thread borrows the client for its whole life and owns a
/// reference to the queue, which it returns before it leaves.
struct KafkaEventLoop: Sendable {
    /// Also limits how long closing waits for the thread.
    static let pollMilliseconds: Int32 = 100

    let client: KafkaClient
    let logger: Logger
    let statistics: StatisticsRecorder
    /// Called on the loop's thread; must not block.
    let producerEvent: @Sendable (ProducerEvent) -> Void
    /// Called once, when no event will follow.
    let finished: @Sendable () -> Void

    /// Starts the thread.
    func start(name: String) {
        let thread = Thread {
            // The client may be closed before the thread has begun: then there is nothing to do.
            try? client.use { pointer throws(KafkaError) in run(pointer) }
            finished()
        }
        thread.name = name
        thread.start()
    }

    private func run(_ pointer: OpaquePointer) {
        // Owned by this function: a reference to the queue, not the queue.
        let queue: OpaquePointer = rd_kafka_queue_get_main(pointer)
        defer { rd_kafka_queue_destroy(queue) }
        while !client.isClosing {
            // Owned until destroyed below; everything read from it is copied before.
            guard let event = rd_kafka_queue_poll(queue, Self.pollMilliseconds) else { continue }
            handle(event, pointer)
            rd_kafka_event_destroy(event)
        }
    }

    private func handle(_ event: OpaquePointer, _ pointer: OpaquePointer) {
        switch rd_kafka_event_type(event) {
        case RD_KAFKA_EVENT_DR: producerEvent(.delivered(reports(event)))
        case RD_KAFKA_EVENT_ERROR: report(event, pointer)
        case RD_KAFKA_EVENT_STATS: statistics.record(json: rd_kafka_event_stats(event))
        case RD_KAFKA_EVENT_LOG: log(event)
        case RD_KAFKA_EVENT_OFFSET_COMMIT:
            let code = rd_kafka_event_error(event)
            if code != RD_KAFKA_RESP_ERR_NO_ERROR && code != RD_KAFKA_RESP_ERR__NO_OFFSET {
                logger.warning("offset commit failed", metadata: metadata(KafkaError(code)))
            }
        default: break
        }
    }

    /// The messages belong to the event; only numbers are taken from them.
    private func reports(_ event: OpaquePointer) -> [DeliveryReport] {
        var reports: [DeliveryReport] = []
        reports.reserveCapacity(rd_kafka_event_message_count(event))
        while let message = rd_kafka_event_message_next(event) {
            let token = taoli_message_token(message)
            let code = message.pointee.err
            reports.append(
                DeliveryReport(
                    token: token,
                    outcome: code == RD_KAFKA_RESP_ERR_NO_ERROR
                        ? .success((message.pointee.partition, message.pointee.offset))
                        : .failure(KafkaError(code))))
        }
        return reports
    }

    private func report(_ event: OpaquePointer, _ pointer: OpaquePointer) {
        if rd_kafka_event_error_is_fatal(event) != 0,
            let error = KafkaClient.fatalFailure(of: pointer)
        {
            logger.error("kafka client failed for good", metadata: metadata(error))
            producerEvent(.fatal(error))
            return
        }
        let error = KafkaError(
            rd_kafka_event_error(event), text: String(cString: rd_kafka_event_error_string(event)))
        logger.warning("kafka client error", metadata: metadata(error))
        producerEvent(.error(error))
    }

    private func metadata(_ error: KafkaError) -> Logger.Metadata {
        ["error": "\(error.name)", "text": "\(error.text)"]
    }

    private func log(_ event: OpaquePointer) {
        var facility: UnsafePointer<CChar>?
        var text: UnsafePointer<CChar>?
        var level: Int32 = 0
        guard rd_kafka_event_log(event, &facility, &text, &level) == 0, let text else { return }
        let part = facility.map { String(cString: $0) } ?? ""
        // syslog's levels; librdkafka's "error" is a lost connection, which it mends itself. FAIL
        // and FATAL say once more what comes as an error event.
        let mapped: Logger.Level =
            switch level {
            case _ where part == "FAIL" || part == "FATAL": .debug
            case ...2: .error
            case 3, 4: .warning
            case 5: .info
            default: .debug
            }
        logger.log(
            level: mapped, "\(String(cString: text))",
            metadata: ["facility": "\(part)"])
    }
}
