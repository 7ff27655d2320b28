import Glibc
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import TaoliRuntime

@Suite("Stopping", .serialized)
struct LifecycleTests {
    /// Writes down when it is told to stop.
    private struct Part: Service {
        let name: String
        let notes: Notes

        func run() async throws {
            try await gracefulShutdown()
            notes.add(name)
        }
    }

    private final class Notes: Sendable {
        private let all = Mutex<[String]>([])
        func add(_ note: String) { all.withLock { $0.append(note) } }
        var list: [String] { all.withLock { $0 } }
    }

    @Test("On SIGTERM readiness goes first, then the servers, then the parts from last to first")
    func order() async throws {
        let notes = Notes()
        let board = HealthBoard()
        let log = LogLines()
        let readiness = Readiness(
            board: board,
            checks: [
                Readiness.Check("signal") {
                    // Everything runs by now, since readiness starts last.
                    kill(getpid(), SIGTERM)
                }
            ], interval: .seconds(600), logger: log.logger)
        try await ServiceProcess.run(
            parts: [Part(name: "pool", notes: notes), Part(name: "relay", notes: notes)],
            servers: [Part(name: "calls", notes: notes)], readiness: readiness,
            stopWithin: .seconds(60), logger: log.logger)
        #expect(notes.list == ["calls", "relay", "pool"])
        #expect(board.status == .stopping)
        #expect(!log.containing("asked to stop").isEmpty)
    }

    @Test("A part that fails stops the others and its error is the process's")
    func failing() async throws {
        struct Fails: Service {
            struct Failure: Error {}
            func run() async throws { throw Failure() }
        }
        let notes = Notes()
        await #expect(throws: Fails.Failure.self) {
            try await ServiceProcess.run(
                parts: [Part(name: "pool", notes: notes), Fails()], servers: [],
                readiness: Readiness(
                    board: HealthBoard(), checks: [], logger: LogLines().logger),
                stopWithin: .seconds(60), logger: LogLines().logger)
        }
        #expect(notes.list == ["pool"])
    }

    @Test("The watchdog strikes when a stop takes too long, and not once everything has stopped")
    func watchdog() async throws {
        let (strikes, strike) = AsyncStream<String>.makeStream()
        let hanging = Watchdog(limit: .milliseconds(20), logger: LogLines().logger) {
            strike.yield("hanging")
        }
        let done = Watchdog(limit: .milliseconds(1), logger: LogLines().logger) {
            strike.yield("done")
        }
        done.disarm()
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [done, hanging].map {
                    .init(service: $0, successTerminationBehavior: .ignore)
                }, logger: LogLines().logger))
        await group.triggerGracefulShutdown()
        async let running: Void = group.run()
        var iterator = strikes.makeAsyncIterator()
        #expect(await iterator.next() == "hanging")
        _ = try? await running
    }

    @Test("Open calls end after a stop was asked for, new ones are refused")
    func draining() async throws {
        let (entered, enter) = AsyncStream<Void>.makeStream()
        let (released, release) = AsyncStream<Void>.makeStream()
        let answer: EchoService.Answer = { text in
            enter.yield()
            for await _ in released { break }
            return text
        }
        try await withTemporaryFolder { folder in
            let pair = try KeyPair(generating: "registry-1")
            try pair.writePublicKey(folder: folder)
            let server = CallServer(
                services: [EchoService(methods: ["Do": answer])],
                rules: ["taoli.test.v1.EchoService/Do": .open],
                verifier: try TokenVerifier(folder: folder, audience: "test"),
                health: HealthBoard(), logger: LogLines().logger)
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [server], logger: LogLines().logger))
            async let running: Void = group.run()
            let fixture = ServerFixture(
                port: try await server.port, signer: TokenSigner(pair: pair, issuer: "t"),
                board: HealthBoard(), log: LogLines())
            async let open = fixture.call("Do", "kept", token: nil)
            for await _ in entered { break }
            await group.triggerGracefulShutdown()
            release.yield()
            #expect(try await open == "kept")
            try await running
        }
    }
}
