import CLibrdkafka
import Foundation
import Synchronization

/// Lets a consumer of the embedded broker wait after an empty fetch, as other brokers make it wait
/// (`fetch.wait.max.ms`): left to itself it asks many thousand times a second.
///
/// An interceptor of librdkafka sees each answer on the thread that fetches, before it is handled,
/// and that thread is what rests. Nothing of the consumer's state is touched.
final class FetchBrake: Sendable {
    private static let name = "taoli-fetch"
    /// Fetch, in Kafka's protocol.
    private static let fetchKey: Int16 = 1

    private let answers = Mutex(EmptyFetches(now: .now))

    /// Makes it part of a client's settings; it must live as long as the client.
    func install(in settings: OpaquePointer) {
        rd_kafka_conf_interceptor_add_on_new(
            settings, FetchBrake.name,
            { client, _, brake, _, _ in
                rd_kafka_interceptor_add_on_response_received(
                    client, FetchBrake.name,
                    { _, _, _, _, key, _, _, size, _, error, brake in
                        if key == FetchBrake.fetchKey, error == RD_KAFKA_RESP_ERR_NO_ERROR,
                            let brake
                        {
                            Unmanaged<FetchBrake>.fromOpaque(brake).takeUnretainedValue()
                                .answered(size)
                        }
                        return RD_KAFKA_RESP_ERR_NO_ERROR
                    }, brake)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Records were delivered.
    func delivered() { answers.withLock { $0.delivered(now: .now) } }

    private func answered(_ bytes: Int) {
        guard let rest = answers.withLock({ $0.rest(afterAnswer: bytes, now: .now) }) else {
            return
        }
        Thread.sleep(forTimeInterval: rest / .seconds(1))
    }
}
