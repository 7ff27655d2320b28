import Foundation
import RotationCore
import TaoliModels
import Testing

@testable import RotationService

@Suite("Threads on which plans are searched")
struct SolvingThreadTests {
    @Test("So many search, so many wait, and the next one is told to come again, however many ask")
    func bounds() async throws {
        let threads = SolvingThread()
        let held = HeldSearches()
        try await held.hold(threads, 2, places: 2)
        let more = HeldSearches()
        try await more.hold(threads, SolvingThread.waitingMax, places: 0)
        let slugs = await withTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        try await threads.run(for: .seconds(1)) { _ in }
                        return ""
                    } catch {
                        let refusal = error as? Refusal
                        return refusal?.isTransient == true ? refusal?.slug ?? "" : "\(error)"
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(slugs == Array(repeating: "planner-busy", count: 8))
        try await held.release()
        try await more.release()
        #expect(try await threads.run(for: .seconds(1)) { _ in 7 } == 7)
    }

    @Test("A search ends with its task, long before its time, and its place is free again")
    func cancelled() async throws {
        let threads = SolvingThread(places: 1)
        let search = Task {
            try await threads.run(for: .seconds(600)) { limits in
                while !limits.isTimeUp() { Thread.sleep(forTimeInterval: 0.005) }
            }
        }
        try await Task.sleep(for: .milliseconds(50))
        search.cancel()
        await #expect(throws: CancellationError.self) { try await search.value }
        #expect(try await threads.run(for: .seconds(1)) { _ in 7 } == 7)
    }

    @Test("Its time is counted from its beginning, not from its waiting")
    func time() async throws {
        let threads = SolvingThread(places: 1)
        let isUp = try await threads.run(for: .milliseconds(60)) { limits in
            let before = limits.isTimeUp()
            Thread.sleep(forTimeInterval: 0.08)
            return [before, limits.isTimeUp()]
        }
        #expect(isUp == [false, true])
    }
}
