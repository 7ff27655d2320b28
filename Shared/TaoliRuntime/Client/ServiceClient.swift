package import GRPCCore
package import GRPCNIOTransportHTTP2
import Foundation
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
    /// Wrap it in a generated client.
    package let grpc: GRPCClient<HTTP2ClientTransport.Posix>

    /// Prepares a connection; nothing is opened before ``run()``.
    ///
    /// - Parameters:
    ///   - endpoint: `host:port`.
    ///   - tokens: where the bearer token comes from.
    ///   - deadline: of each call that sets none itself; the server has limits of its own.
    /// - Throws: `Refusal` when the endpoint is not `host:port`.
    package init(
        endpoint: String, tokens: any TokenSource = FixedToken(nil),
        deadline: Duration = .seconds(5)
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
            serviceConfig: Self.serviceConfig(deadline: deadline))
        grpc = GRPCClient(
            transport: transport, interceptors: [OutgoingCallInterceptor(tokens: tokens)])
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

    /// Every call has a deadline, and is sent again only when the service was not there: changes
    /// carry a request id, so that sending twice does nothing twice.
    private static func serviceConfig(deadline: Duration) -> ServiceConfig {
        let retries = RetryPolicy(
            maxAttempts: 3, initialBackoff: .milliseconds(100), maxBackoff: .seconds(2),
            backoffMultiplier: 2, retryableStatusCodes: [.unavailable])
        return ServiceConfig(methodConfig: [
            MethodConfig(
                names: [MethodConfig.Name(service: "")], timeout: deadline,
                executionPolicy: .retry(retries))
        ])
    }
}
