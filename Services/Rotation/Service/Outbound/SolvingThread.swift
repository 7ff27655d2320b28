import Foundation
import RotationCore
import Synchronization

/// Runs searches on threads of their own: they take from milliseconds to minutes, and the threads on
/// which calls are answered must not wait for them. Only so many at a time.
final class SolvingThread: Sendable {
    /// Searches that may wait for a place.
    static let waitingMax = 16

    private struct State {
        var places: Int
        var waiting: [CheckedContinuation<Void, any Error>] = []
    }

    private enum Entry {
        case free, waits, full
    }

    private let state: Mutex<State>

    /// - Parameter places: searches at a time.
    init(places: Int = 2) { state = Mutex(State(places: places)) }

    /// Searches that wait for a place now.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Runs a search. Its limits end it when its time is up, counted from its beginning, or when the
    /// task that waits for it is cancelled.
    ///
    /// - Throws: `planner-busy` when too many wait, `CancellationError`, and what the body throws.
    func run<Value: Sendable>(
        for patience: Duration, _ body: @escaping @Sendable (SolverLimits) throws -> Value
    ) async throws -> Value {
        try await enter()
        defer { leave() }
        let isCancelled = Flag()
        let value = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let thread = Thread {
                    let end = ContinuousClock.now + patience
                    let limits = SolverLimits(
                        isTimeUp: { isCancelled.isUp || ContinuousClock.now >= end })
                    continuation.resume(with: Result { try body(limits) })
                }
                thread.stackSize = 8 << 20
                thread.start()
            }
        } onCancel: {
            isCancelled.raise()
        }
        // What a search came to that was broken off is no answer.
        if isCancelled.isUp { throw CancellationError() }
        return value
    }

    private func enter() async throws {
        try await withCheckedThrowingContinuation {
            (waiter: CheckedContinuation<Void, any Error>) in
            let entry = state.withLock { state -> Entry in
                if state.places > 0 {
                    state.places -= 1
                    return .free
                }
                if state.waiting.count >= SolvingThread.waitingMax { return .full }
                state.waiting.append(waiter)
                return .waits
            }
            switch entry {
            case .free: waiter.resume()
            case .full: waiter.resume(throwing: RotationRefusals.busy)
            case .waits: break
            }
        }
    }

    /// Hands the place on to whoever waits longest.
    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            if state.waiting.isEmpty {
                state.places += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}

/// Raised once, read from any thread.
private final class Flag: Sendable {
    private let value = Atomic(false)

    var isUp: Bool { value.load(ordering: .relaxed) }

    func raise() { value.store(true, ordering: .relaxed) }
}
