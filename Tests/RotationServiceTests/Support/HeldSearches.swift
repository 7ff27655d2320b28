import Dispatch
import Synchronization
import Testing

@testable import RotationService

/// Searches that last until they are let go.
final class HeldSearches: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let begun = Mutex(0)
    private let tasks = Mutex<[Task<Void, any Error>]>([])

    /// Begins so many; comes back when they take or wait for every place that they can.
    ///
    /// - Parameter places: of the threads.
    func hold(_ threads: SolvingThread, _ count: Int, places: Int) async throws {
        for _ in 0..<count {
            let task = Task {
                try await threads.run(for: .seconds(60)) { [self] _ in
                    begun.withLock { $0 += 1 }
                    gate.wait()
                }
            }
            tasks.withLock { $0.append(task) }
        }
        try await poll { [self] in
            begun.withLock { $0 } == min(places, count)
                && threads.waitingCount == max(0, count - places)
        }
    }

    /// Ends them all.
    func release() async throws {
        let tasks = tasks.withLock { $0 }
        for _ in tasks { gate.signal() }
        for task in tasks { try await task.value }
    }
}

/// Waits until something holds.
func poll(_ holds: @Sendable () -> Bool) async throws {
    for _ in 0..<500 {
        if holds() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("it did not come to hold")
}
