import Foundation
import Synchronization

/// Runs searches on threads of their own: they take from milliseconds to minutes, and the threads on
/// which calls are answered must not wait for them. Only so many at a time.
final class SolvingThread: Sendable {
    /// Searches at a time.
    static let placesMax = 2
    /// Searches that may wait for a place.
    static let waitingMax = 16

    private struct State {
        var places = SolvingThread.placesMax
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    init() {}

    /// - Throws: `planner-busy` when too many wait, and what the body throws.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws
        -> Value
    {
        try await enter()
        defer { leave() }
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try body() }) }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    private func enter() async throws {
        let isFull = state.withLock { state in
            state.places == 0 && state.waiting.count >= SolvingThread.waitingMax
        }
        if isFull { throw RotationRefusals.busy }
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.places > 0 {
                    state.places -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    /// Hands the place on to whoever waits longest.
    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if state.waiting.isEmpty {
                state.places += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
