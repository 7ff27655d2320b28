package import GRPCCore
import Foundation
import GRPCNIOTransportHTTP2
import TaoliModels

/// A connection to one service, for the command line and for other services.
///
/// ```swift
/// let client = try ServiceClient(endpoint: "127.0.0.1:7001", tokens: tokens)
/// try await client.connected { client in
///     let schools = Taoli_Registry_V1_SchoolService.Client(wrapping: client.grpc)
///     let answer = try await client.call { try await schools.listSchools(request) }
/// }
/// ```
package final class ServiceClient: Sendable {
    /// Times that a call is sent at most.
    package static let attemptsMax = 3

    /// Wrap it in a generated client.
    package let grpc: GRPCClient<AbsenceTransport>

    /// Prepares a connection; nothing is opened before ``run()``.
    ///
    /// - Parameters:
    ///   - endpoint: `host:port`.
    ///   - tokens: where the bearer token comes from.
    ///   - deadline: of each call that sets none itself, all its attempts together; the server has
    ///     limits of its own.
    ///   - sentOnce: full names of gRPC services of which no call is sent a second time, since
    ///     their changes carry no request id.
    /// - Throws: `Refusal` when the endpoint is not `host:port`.
    package init(
        endpoint: String, tokens: any TokenSource = FixedToken(nil),
        deadline: Duration = .seconds(5), sentOnce: Set<String> = []
    ) throws {
        guard let colon = endpoint.lastIndex(of: ":"), colon != endpoint.startIndex,
            let port = UInt16(endpoint[endpoint.index(after: colon)...]), port > 0
        else {
            throw Input.invalid(
                "endpoint", "invalid-endpoint",
                Wording("“\(endpoint)”不是 主机:端口。", "\"\(endpoint)\" is not host:port."))
        }
        let transport = try HTTP2ClientTransport.Posix(
            target: .dns(host: String(endpoint[..<colon]), port: Int(port)),
            transportSecurity: .plaintext,
            serviceConfig: Self.serviceConfig(deadline: deadline, sentOnce: sentOnce))
        grpc = GRPCClient(
            transport: AbsenceTransport(transport, endpoint: endpoint),
            interceptors: [OutgoingCallInterceptor(tokens: tokens)])
    }

    /// Keeps the connection until ``close()`` or cancellation.
    package func run() async throws {
        try await grpc.runConnections()
    }

    /// Lets open calls end, then closes.
    package func close() {
        grpc.beginGracefulShutdown()
    }

    /// Runs work while connected, then closes.
    package func connected<Result: Sendable>(
        _ body: @Sendable (ServiceClient) async throws -> Result
    ) async throws -> Result {
        async let running: Void = run()
        do {
            let result = try await body(self)
            close()
            try await running
            return result
        } catch {
            close()
            try? await running
            throw error
        }
    }

    /// Runs one or several calls, turning a failed one into ``RemoteFailure``.
    package func call<Result>(
        isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch let error as RPCError {
            throw RemoteFailure(error)
        }
    }

    /// Every call has a deadline. It is sent again, after a pause of random length that grows, when
    /// the service was lost or answered that it cannot now. Questions may be repeated; changes
    /// carry a request id, without which they are refused, and which makes the second do nothing.
    /// A service to which there is no connection is not asked again, see ``AbsenceTransport``.
    static func serviceConfig(deadline: Duration, sentOnce: Set<String>) -> ServiceConfig {
        let retries = RetryPolicy(
            maxAttempts: attemptsMax, initialBackoff: .milliseconds(100), maxBackoff: .seconds(1),
            backoffMultiplier: 2, retryableStatusCodes: [.unavailable])
        var methods = [
            MethodConfig(
                names: [MethodConfig.Name(service: "")], timeout: deadline,
                executionPolicy: .retry(retries))
        ]
        if !sentOnce.isEmpty {
            let names = sentOnce.sorted().map { MethodConfig.Name(service: $0) }
            methods.append(MethodConfig(names: names, timeout: deadline))
        }
        return ServiceConfig(methodConfig: methods)
    }
}
