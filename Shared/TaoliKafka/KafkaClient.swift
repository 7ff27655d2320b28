import CLibrdkafka
import Dispatch
import Foundation
import Synchronization

/// Owner of one `rd_kafka_t`. Everybody else borrows the pointer within `use`; the pointer dies
/// only after the last borrower has left, on a thread of its own, because librdkafka's closing
/// calls may hang (known faults of 2.0.2) and nobody may hang with them.
///
/// `@unchecked Sendable`: librdkafka documents its handle as safe for any thread; the one thing it
/// does not guard against, use after destroy, is what the lock and the group are for.
final class KafkaClient: @unchecked Sendable {
    /// Owned: made by `rd_kafka_new` in `init`, destroyed once by the thread of `beginClose`.
    private let pointer: OpaquePointer
    /// True from the first closing call on.
    private let closing = Mutex(false)
    /// Entered by each borrower while it holds the pointer.
    private let users = DispatchGroup()
    /// Entered when closing begins, left when the pointer is destroyed.
    private let destruction = DispatchGroup()
    /// A consumer says goodbye to its partitions before it is destroyed.
    private let isConsumer: Bool
    /// Called by librdkafka's threads as long as the client lives.
    private let brake: FetchBrake?

    /// What a client is for.
    enum Role: Sendable { case producer, consumer }

    /// Makes a client; connecting happens in the background.
    /// - Parameter brake: makes fetching wait where the broker does not.
    /// - Throws: `_INVALID_ARG` naming the property librdkafka refuses.
    init(
        _ role: Role, properties: [String: String], events: Int32, brake: FetchBrake? = nil
    ) throws(KafkaError) {
        isConsumer = role == .consumer
        self.brake = brake
        // Owned here until rd_kafka_new succeeds, which then owns it.
        let settings: OpaquePointer = rd_kafka_conf_new()
        var text = [CChar](repeating: 0, count: 512)
        // In a fixed order, so that of two wrong properties always the same one is named.
        for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
            if rd_kafka_conf_set(settings, name, value, &text, text.count) != RD_KAFKA_CONF_OK {
                rd_kafka_conf_destroy(settings)
                throw KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG, text: string(text))
            }
        }
        rd_kafka_conf_set_events(settings, events)
        brake?.install(in: settings)
        let type = isConsumer ? RD_KAFKA_CONSUMER : RD_KAFKA_PRODUCER
        guard let client = rd_kafka_new(type, settings, &text, text.count) else {
            let error = KafkaError(rd_kafka_last_error(), text: string(text))
            rd_kafka_conf_destroy(settings)
            throw error
        }
        pointer = client
        // To the main queue: librdkafka would write its log to standard error otherwise.
        rd_kafka_set_log_queue(client, nil)
    }

    /// Lends the pointer for the call's duration.
    /// - Throws: `closed` after closing has begun, and what `body` throws.
    func use<T>(
        _ body: (OpaquePointer) throws(KafkaError) -> T
    ) throws(KafkaError) -> T {
        let entered = closing.withLock { closing in
            if !closing { users.enter() }
            return !closing
        }
        guard entered else { throw .closed }
        defer { users.leave() }
        return try body(pointer)
    }

    /// Closing has begun; long borrowers look here and leave.
    var isClosing: Bool { closing.withLock { $0 } }

    /// The error that made this client useless, if any.
    var fatalFailure: KafkaError? {
        try? use { pointer throws(KafkaError) in Self.fatalFailure(of: pointer) }
    }

    /// The fatal error of a borrowed pointer.
    static func fatalFailure(of pointer: OpaquePointer) -> KafkaError? {
        var text = [CChar](repeating: 0, count: 512)
        let code = rd_kafka_fatal_error(pointer, &text, text.count)
        if code == RD_KAFKA_RESP_ERR_NO_ERROR { return nil }
        return KafkaError(code, text: string(text), fatal: true)
    }

    /// Refuses new borrowers and destroys the client as soon as the present ones have left.
    /// Returns at once; only the first call does anything.
    func beginClose() {
        let first = closing.withLock { closing in
            defer { closing = true }
            if !closing { destruction.enter() }
            return !closing
        }
        guard first else { return }
        // The thread keeps self alive, so the pointer cannot leak unless librdkafka hangs.
        Thread.detachNewThread { [self] in
            users.wait()
            if isConsumer { rd_kafka_consumer_close(pointer) }
            rd_kafka_destroy(pointer)
            destruction.leave()
        }
    }

    /// Closes and waits.
    /// - Returns: false when librdkafka had not finished in time; its thread is then abandoned and
    ///   the process should end without it.
    func close(timeout: Duration) async -> Bool {
        beginClose()
        return await withCheckedContinuation { continuation in
            let answer = OneShot(continuation)
            let queue = DispatchQueue.global()
            destruction.notify(queue: queue) { answer.resume(true) }
            queue.asyncAfter(deadline: .now() + .milliseconds(Int(timeout.milliseconds))) {
                answer.resume(false)
            }
        }
    }
}

/// A C buffer up to its NUL, as text.
func string(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
