import Foundation
import GRPCCore
import Logging
import Synchronization
import TaoliModels

@testable import TaoliRuntime

/// A running server with its own keys, on a free port.
struct ServerFixture: Sendable {
    let port: Int
    let signer: TokenSigner
    let board: HealthBoard
    let log: LogLines

    /// Runs work against a server, then stops it.
    static func run(
        _ methods: [String: EchoService.Answer] = [:],
        rules: [(String, AccessRule)] = [("Do", .signedIn), ("Stream", .signedIn)],
        deadlines: DeadlinePolicy = DeadlinePolicy(),
        classifiers: [ErrorMapping.Classifier] = [],
        _ body: @escaping @Sendable (ServerFixture) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let pair = try KeyPair(generating: "registry-1")
            try pair.writePublicKey(folder: folder)
            let log = LogLines()
            let board = HealthBoard(services: [EchoService.name])
            let server = CallServer(
                services: [EchoService(methods: methods)],
                rules: AuthorizationRules(rules.map { ("\(EchoService.name)/\($0.0)", $0.1) }),
                verifier: try TokenVerifier(folder: folder, audience: "test"), health: board,
                deadlines: deadlines, classifiers: classifiers, logger: log.logger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                let fixture = ServerFixture(
                    port: try await server.port,
                    signer: TokenSigner(pair: pair, issuer: "taoli/registry"), board: board,
                    log: log)
                try await body(fixture)
                group.cancelAll()
            }
        }
    }

    func token(_ role: Role = .city, audience: String = "test", at time: Date = Date())
        async throws -> String
    {
        let caller = Caller(subject: "a", role: role, unit: nil, scope: .all)
        return try await signer.sign(caller, audience: [audience], id: .version7(), now: time).token
    }

    /// Calls a unary text method as this role.
    func call(
        _ method: String = "Do", _ text: String = "x", role: Role = .city,
        options: CallOptions = .defaults
    ) async throws -> String {
        try await call(method, text, token: try await token(role), options: options)
    }

    /// Calls a unary text method with this token or none.
    func call(
        _ method: String = "Do", _ text: String = "x", token: String?,
        options: CallOptions = .defaults
    ) async throws -> String {
        try await connected(token: token) { client in
            try await client.call {
                try await client.grpc.unary(
                    request: ClientRequest(message: text), descriptor: EchoService.method(method),
                    serializer: TextCoder(), deserializer: TextCoder(), options: options
                ) { try $0.message }
            }
        }
    }

    func connected<Result: Sendable>(
        token: String? = nil, _ body: @Sendable (ServiceClient) async throws -> Result
    ) async throws -> Result {
        let client = try ServiceClient(
            endpoint: "127.0.0.1:\(port)", tokens: FixedToken(token), deadline: .seconds(30))
        return try await client.connected(body)
    }
}

/// The failure of a call that must fail.
func failing(_ body: () async throws -> some Any) async throws -> RemoteFailure {
    do {
        _ = try await body()
    } catch let failure as RemoteFailure {
        return failure
    }
    throw RemoteFailure(RPCError(code: .unknown, message: "the call succeeded"))
}

/// Collects log lines.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var logger: Logger {
        Logger(label: "test") { label in
            JSONLogHandler(
                service: "test", label: label, level: .debug,
                sink: LogSink { line in self.lines.withLock { $0.append(line) } })
        }
    }

    /// The lines that hold this text.
    func containing(_ text: String) -> [String] {
        lines.withLock { $0.filter { $0.contains(text) } }
    }
}
