import Logging
import ServiceLifecycle
import Synchronization
import TaoliHost
import TaoliRuntime
import Testing

@Suite("Stopping a service")
struct StopTests {
    private final class Notes: Sendable {
        private let all = Mutex<[String]>([])
        func add(_ note: String) { all.withLock { $0.append(note) } }
        var list: [String] { all.withLock { $0 } }
    }

    /// Ends only when its partner was told to stop too.
    private struct Partner: Service {
        let name: String
        let notes: Notes
        let others: Int

        func run() async throws {
            try await gracefulShutdown()
            notes.add("\(name) told")
            while notes.list.filter({ $0.hasSuffix("told") }).count < others {
                await Task.yield()
            }
            notes.add("\(name) ended")
        }
    }

    private func group(_ parts: [any Service]) -> ServiceGroup {
        ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: parts.map {
                    .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup)
                }, logger: Logger(label: "test.stop")))
    }

    @Test(
        "Consumers are told to stop at once, and what stands before them only when all have ended")
    func together() async throws {
        let notes = Notes()
        let consumers = SimultaneousParts(
            ["a", "b"].map { Partner(name: $0, notes: notes, others: 2) })
        let group = group([Partner(name: "relay", notes: notes, others: 1), consumers])
        await group.triggerGracefulShutdown()
        try await group.run()
        #expect(Set(notes.list.prefix(2)) == ["a told", "b told"])
        #expect(Set(notes.list.dropFirst(2).prefix(2)) == ["a ended", "b ended"])
        #expect(notes.list.suffix(2) == ["relay told", "relay ended"])
    }

    @Test("Nobody to run means waiting for the stop; a part that fails or ends, ends the others")
    func edges() async throws {
        struct Fails: Service {
            struct Failure: Error {}
            func run() async throws { throw Failure() }
        }
        let empty = group([SimultaneousParts([])])
        await empty.triggerGracefulShutdown()
        try await empty.run()
        struct Ends: Service {
            func run() async throws {}
        }
        let notes = Notes()
        try await SimultaneousParts([Ends(), Partner(name: "x", notes: notes, others: 1)]).run()
        await #expect(throws: Fails.Failure.self) {
            try await SimultaneousParts([Fails(), Partner(name: "x", notes: notes, others: 1)])
                .run()
        }
        #expect(notes.list.isEmpty, "cancelled, not told to stop")
    }
}
