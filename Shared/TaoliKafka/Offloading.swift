import Dispatch
import Synchronization

/// Runs a blocking call on a Dispatch queue, so that it never holds a thread of the cooperative
/// pool.
func offload<T: Sendable>(
    to queue: DispatchQueue, _ body: @escaping @Sendable () throws(KafkaError) -> T
) async throws(KafkaError) -> T {
    let result: Result<T, KafkaError> = await withCheckedContinuation { continuation in
        queue.async {
            do throws(KafkaError) {
                continuation.resume(returning: .success(try body()))
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
    }
    return try result.get()
}

/// Resumes a continuation once, for the first of two that call.
final class OneShot: Sendable {
    private let continuation: Mutex<CheckedContinuation<Bool, Never>?>

    init(_ continuation: CheckedContinuation<Bool, Never>) {
        self.continuation = Mutex(continuation)
    }

    /// The first value wins; later calls do nothing.
    func resume(_ value: Bool) {
        continuation.withLock { $0.take() }?.resume(returning: value)
    }
}

extension Duration {
    /// Whole milliseconds, rounded up, between 0 and what librdkafka's `int` holds.
    var milliseconds: Int32 {
        let (seconds, attoseconds) = components
        if seconds >= 2_000_000 { return 2_000_000_000 }
        let fraction = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(max(0, seconds * 1_000 + fraction))
    }
}
