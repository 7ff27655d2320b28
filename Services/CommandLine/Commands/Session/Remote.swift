import GRPCCore
import TaoliContracts
import TaoliRuntime

/// Connections to services whose failures say which service it was.
enum Remote {
    /// Signing in and renewing tokens are changes without a request id.
    private static let sentOnce: Set<String> = [
        Taoli_Registry_V1_IdentityService.descriptor.fullyQualifiedService
    ]

    /// Connects, runs `body`, closes.
    ///
    /// - Throws: ``ServiceFailure`` for a failed call; other errors as they are.
    static func connect<Result: Sendable>(
        _ service: ServiceName, _ endpoint: String, tokens: any TokenSource,
        deadline: Duration = .seconds(15),
        _ body: @Sendable (ServiceClient) async throws -> Result
    ) async throws -> Result {
        let client = try ServiceClient(
            endpoint: endpoint, tokens: tokens, deadline: deadline, sentOnce: sentOnce)
        do {
            return try await client.connected(body)
        } catch let error as RPCError {
            throw readable(error, service, endpoint)
        }
    }

    /// An error of a token that could not be had comes wrapped in the call that wanted it.
    private static func readable(_ error: RPCError, _ service: ServiceName, _ endpoint: String)
        -> any Error
    {
        switch error.cause {
        case let cause as ServiceFailure: cause
        case let cause as CommandFailure: cause
        default:
            ServiceFailure(service: service, endpoint: endpoint, failure: RemoteFailure(error))
        }
    }
}
