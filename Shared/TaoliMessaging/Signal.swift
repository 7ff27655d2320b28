import Foundation
import Synchronization

/// Wakes one waiting loop; raised or touched while nobody waits, it lets the next wait pass at once.
package final class Signal: Sendable {
    private struct State {
        var raised = false
        var touched = false
        var ticket = 0
        var waiter: CheckedContinuation<Void, Never>?

        /// Takes the waiter, for its end.
        mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
            defer { waiter = nil }
            return waiter
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// Wakes the waiter, or the next one to come: there is something new.
    package func raise() { wake { $0.raised = true } }

    /// Wakes it without anything new: something it began has ended.
    package func touch() { wake { $0.touched = true } }

    private func wake(_ note: (inout State) -> Void) {
        let waiter = state.withLock { state in
            note(&state)
            return state.takeWaiter()
        }
        waiter?.resume()
    }

    /// Waits until raised, touched, cancelled or `longest` has passed. For one waiter at a time.
    /// - Returns: whether it was raised since the last wait.
    @discardableResult
    package func wait(atMost longest: Duration) async -> Bool {
        let ticket = state.withLock { state in
            state.ticket += 1
            return state.ticket
        }
        let timer = Task {
            do { try await Task.sleep(for: longest) } catch { return }
            end(ticket)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let passes = state.withLock { state in
                    if state.raised || state.touched || Task.isCancelled { return true }
                    state.waiter = continuation
                    return false
                }
                if passes { continuation.resume() }
            }
        } onCancel: {
            end(ticket)
        }
        timer.cancel()
        return state.withLock { state in
            defer { (state.raised, state.touched) = (false, false) }
            return state.raised
        }
    }

    /// Ends the wait with that ticket, if it is still the running one.
    private func end(_ ticket: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.ticket == ticket else { return nil }
            let waiter = state.takeWaiter()
            // It is over before it began to wait.
            if waiter == nil { state.touched = true }
            return waiter
        }
        waiter?.resume()
    }
}
