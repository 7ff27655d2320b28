import Foundation
import Synchronization

/// Wakes one waiting loop; raised while nobody waits, it lets the next wait pass at once.
package final class Signal: Sendable {
    private struct State {
        var raised = false
        var ticket = 0
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    package init() {}

    /// Wakes the waiter, or the next one to come.
    package func raise() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let waiter = state.waiter else {
                state.raised = true
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Waits until raised, cancelled or `longest` has passed. For one waiter at a time.
    package func wait(atMost longest: Duration) async {
        let ticket = state.withLock { state in
            state.ticket += 1
            return state.ticket
        }
        let timer = Task {
            try? await Task.sleep(for: longest)
            end(ticket)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let passes = state.withLock { state in
                    if state.raised || Task.isCancelled {
                        state.raised = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if passes { continuation.resume() }
            }
        } onCancel: {
            end(ticket)
        }
        timer.cancel()
    }

    /// Ends the wait with that ticket, if it is still the running one.
    private func end(_ ticket: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.ticket == ticket else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
