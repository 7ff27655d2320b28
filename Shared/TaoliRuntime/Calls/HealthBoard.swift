import Synchronization

/// What the health service and `/readyz` answer: may this process be given calls?
package final class HealthBoard: Sendable {
    /// The states of a process.
    package enum Status: Hashable, Sendable {
        /// Starting, or a dependency is gone.
        case notReady
        /// Takes calls.
        case ready
        /// Asked to stop; never becomes ready again.
        case stopping
    }

    private struct State {
        var status = Status.notReady
        var watchers: [UInt64: AsyncStream<Status>.Continuation] = [:]
        var nextWatcher: UInt64 = 0
    }

    /// Service names that Check and Watch know besides the empty one.
    package let services: Set<String>
    private let state = Mutex(State())

    /// - Parameter services: fully qualified names of the services of this process.
    package init(services: Set<String> = []) {
        self.services = services
    }

    /// The present status.
    package var status: Status { state.withLock { $0.status } }

    /// Sets readiness; without effect once the process is stopping.
    package func setReady(_ isReady: Bool) {
        change(to: isReady ? .ready : .notReady)
    }

    /// From now on not ready; watchers hear it, then their streams end.
    package func beginStopping() {
        change(to: .stopping)
    }

    /// The present status at once, then each change; ends when the process stops.
    package func updates() -> AsyncStream<Status> {
        let (stream, continuation) = AsyncStream<Status>.makeStream(
            bufferingPolicy: .bufferingNewest(4))
        let id = state.withLock { state in
            continuation.yield(state.status)
            guard state.status != .stopping else {
                continuation.finish()
                return UInt64.max
            }
            state.nextWatcher += 1
            state.watchers[state.nextWatcher] = continuation
            return state.nextWatcher
        }
        continuation.onTermination = { [weak self] _ in
            self?.forget(id)
        }
        return stream
    }

    private func forget(_ id: UInt64) {
        state.withLock { _ = $0.watchers.removeValue(forKey: id) }
    }

    private func change(to status: Status) {
        let ended = state.withLock { state -> [AsyncStream<Status>.Continuation] in
            guard state.status != .stopping, state.status != status else { return [] }
            state.status = status
            for watcher in state.watchers.values { watcher.yield(status) }
            guard status == .stopping else { return [] }
            defer { state.watchers = [:] }
            return Array(state.watchers.values)
        }
        // Outside the lock: finishing calls back into `forget`.
        for watcher in ended { watcher.finish() }
    }
}
