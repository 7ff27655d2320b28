import Dispatch
import Synchronization

/// Runs what blocks a thread beside Swift's own, which must never wait. Callers bound how much of it
/// there is at once.
enum BlockingWork {
    private static let queue = DispatchQueue(
        label: "taoli.delivery", qos: .utility, attributes: .concurrent)

    /// - Parameter body: looks at the flag now and then, and ends early when it is raised.
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable (CancelFlag) -> Value
    ) async -> Value {
        let flag = CancelFlag()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: body(flag)) }
            }
        } onCancel: {
            flag.raise()
        }
    }
}

/// Raised when nobody waits for the work any more.
final class CancelFlag: Sendable {
    private let raised = Atomic<Bool>(false)

    func raise() { raised.store(true, ordering: .relaxed) }

    var isRaised: Bool { raised.load(ordering: .relaxed) }
}
