import Dispatch

/// The executor of one connection: a serial dispatch queue.
///
/// libpq is called and the socket is waited for on this queue, so a slow statement holds a thread
/// of Dispatch and never one of the cooperative pool, which has only as many as there are cores.
final class ConnectionQueue: SerialExecutor {
    private let queue: DispatchQueue

    init(_ queue: DispatchQueue) {
        self.queue = queue
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }

    func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
