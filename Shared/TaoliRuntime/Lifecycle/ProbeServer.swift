import Hummingbird
package import Logging
import ServiceLifecycle

/// HTTP for machines: `/livez`, `/readyz` (`?verbose`), `/metrics`, `/version`.
///
/// `/livez` says only that the process runs and asks nothing of others: a database that is away
/// must not get services restarted.
package struct ProbeServer: Service {
    private let host: String
    private let requestedPort: Int
    private let readiness: Readiness
    private let metrics: PrometheusRegistry
    private let version: String
    private let logger: Logger
    private let bound = OneValue<Int>()

    /// - Parameters:
    ///   - port: 0 takes any free one; see ``port``.
    ///   - version: JSON that `/version` answers is made from this name and version.
    package init(
        host: String = "127.0.0.1", port: Int = 0, readiness: Readiness,
        metrics: PrometheusRegistry, version: String, logger: Logger
    ) {
        self.host = host
        requestedPort = port
        self.readiness = readiness
        self.metrics = metrics
        self.version = version
        self.logger = logger
    }

    /// The port that is listened on. Waits until it is bound.
    package var port: Int {
        get async throws { try await bound.value }
    }

    package func run() async throws {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .notice)
        let application = Application(
            router: router(),
            configuration: ApplicationConfiguration(address: .hostname(host, port: requestedPort)),
            onServerRunning: { [bound] channel in
                bound.set(channel.localAddress?.port ?? 0)
            },
            logger: quiet)
        defer { bound.fail(CancellationError()) }
        try await application.run()
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("livez") { _, _ in Self.text("ok\n") }
        router.get("version") { [version] _, _ in
            Self.text("{\"version\":\(JSONText.quoted(version))}\n", type: "application/json")
        }
        router.get("metrics") { [metrics] _, _ in
            Self.text(metrics.exposition(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
        router.get("readyz") { [readiness] request, _ in
            let outcomes = await readiness.evaluate()
            let status = readiness.board.status
            let isVerbose = request.uri.queryParameters["verbose"] != nil
            let lines = outcomes.map { outcome in
                outcome.problem.map { "[-] \(outcome.name): \($0)\n" } ?? "[+] \(outcome.name)\n"
            }
            let verdict =
                status == .ready ? "ok\n" : status == .stopping ? "stopping\n" : "not ready\n"
            return Self.text(
                (isVerbose ? lines.joined() : "") + verdict,
                status: status == .ready ? .ok : .serviceUnavailable)
        }
        return router
    }

    private static func text(
        _ text: String, type: String = "text/plain; charset=utf-8",
        status: HTTPResponse.Status = .ok
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
