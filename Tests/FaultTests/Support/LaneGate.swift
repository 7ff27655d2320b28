import Foundation

/// Lets a few lanes run at a time: each has two or more processes and a broker of its own.
actor LaneGate {
    static let shared = LaneGate()

    private var free = Int(ProcessInfo.processInfo.environment["TAOLI_FAULT_LANES"] ?? "") ?? 4
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Waits for a place, runs `body` and gives the place back.
    nonisolated func within<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        await take()
        do {
            let value = try await body()
            await giveBack()
            return value
        } catch {
            await giveBack()
            throw error
        }
    }

    private func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
