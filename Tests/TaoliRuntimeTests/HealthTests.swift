import GRPCCore
import Logging
import Metrics
import ServiceLifecycle
import Synchronization
import TaoliContracts
import TaoliModels
import Testing

@testable import TaoliRuntime

@Suite("Health, probes and stopping")
struct HealthTests {
    private struct Broken: Error, CustomStringConvertible {
        let description = "database away, ask 13812345678"
    }

    private func request(_ service: String = "") -> Grpc_Health_V1_HealthCheckRequest {
        var request = Grpc_Health_V1_HealthCheckRequest()
        request.service = service
        return request
    }

    @Test("Check answers anyone, by process and by service, and does not know strangers")
    func check() async throws {
        try await ServerFixture.run { server in
            try await server.connected { client in
                let health = Grpc_Health_V1_Health.Client(wrapping: client.grpc)
                let before = try await health.check(request())
                #expect(before.status == .notServing)
                server.board.setReady(true)
                let whole = try await health.check(request())
                let one = try await health.check(request(EchoService.name))
                #expect(whole.status == .serving)
                #expect(one.status == .serving)
                await #expect(throws: RPCError.self) { try await health.check(request("no")) }
            }
        }
    }

    @Test("Watch tells the present status, each change, and ends when the process stops")
    func watch() async throws {
        try await ServerFixture.run { server in
            let seen = try await server.connected { client in
                let health = Grpc_Health_V1_Health.Client(wrapping: client.grpc)
                return try await health.watch(request()) { response in
                    var seen: [Grpc_Health_V1_HealthCheckResponse.ServingStatus] = []
                    for try await message in response.messages {
                        seen.append(message.status)
                        if seen.count == 1 { server.board.setReady(true) }
                        if seen.count == 2 { server.board.beginStopping() }
                    }
                    return seen
                }
            }
            #expect(seen == [.notServing, .serving, .notServing])
            server.board.setReady(true)
            #expect(server.board.status == .stopping)
        }
    }

    @Test("Readiness follows its checks; liveness asks nothing; problems are shown without numbers")
    func probes() async throws {
        let works = Mutex(false)
        let board = HealthBoard()
        let readiness = Readiness(
            board: board,
            checks: [
                Readiness.Check("postgres") { if !works.withLock({ $0 }) { throw Broken() } },
                Readiness.Check("kafka") {},
            ], logger: LogLines().logger)
        let metrics = PrometheusRegistry()
        metrics.makeCounter(label: "seen", dimensions: []).increment(by: 1)
        let probe = ProbeServer(
            readiness: readiness, metrics: metrics, version: "1.2", logger: LogLines().logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await probe.run() }
            let port = try await probe.port
            let sick = try await httpGet(port, "/readyz?verbose")
            #expect(sick.status == 503)
            #expect(sick.body == "[-] postgres: database away, ask ***\n[+] kafka\nnot ready\n")
            #expect(try await httpGet(port, "/livez").status == 200)
            works.withLock { $0 = true }
            let well = try await httpGet(port, "/readyz")
            #expect(well.status == 200)
            #expect(well.body == "ok\n")
            #expect(board.status == .ready)
            let page = try await httpGet(port, "/metrics")
            #expect(page.body.contains("\nseen_total 1\n"))
            #expect(page.head.lowercased().contains("content-type: text/plain; version=0.0.4"))
            #expect(try await httpGet(port, "/version").body == "{\"version\":\"1.2\"}\n")
            #expect(try await httpGet(port, "/else").status == 404)
            board.beginStopping()
            #expect(try await httpGet(port, "/readyz").status == 503)
            group.cancelAll()
        }
    }

    @Test("A check that hangs counts as failed")
    func hanging() async {
        let readiness = Readiness(
            board: HealthBoard(),
            checks: [Readiness.Check("slow") { try await Task.sleep(for: .seconds(600)) }],
            logger: LogLines().logger)
        let outcomes = await readiness.evaluate()
        #expect(outcomes.first?.problem?.contains("no answer") == true)
    }
}
