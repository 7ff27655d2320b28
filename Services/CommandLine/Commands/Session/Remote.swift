import GRPCCore
import TaoliContracts
import TaoliRuntime

/// Connections to services whose failures say which service it was.
enum Remote {
    /// How long to look for a service before it counts as absent.
    static let presencePatience = Duration.seconds(2)

    /// Connects, runs `body`, closes.
    ///
    /// - Throws: ``ServiceFailure`` for a failed call; other errors as they are.
    static func connect<Result: Sendable>(
        _ service: ServiceName, _ endpoint: String, tokens: any TokenSource,
        deadline: Duration = .seconds(15),
        _ body: @Sendable (ServiceClient) async throws -> Result
    ) async throws -> Result {
        let client = try ServiceClient(endpoint: endpoint, tokens: tokens, deadline: deadline)
        do {
            return try await client.connected { client in
                try await Remote.requirePresence(client)
                return try await body(client)
            }
        } catch let error as RPCError {
            throw readable(error, service, endpoint)
        }
    }

    /// A call that is sent again when nobody is there takes until its deadline to say so
    /// (grpc-swift 2.4, `RetryExecutor`); a short question first spares people the wait.
    private static func requirePresence(_ client: ServiceClient) async throws {
        var options = CallOptions.defaults
        options.timeout = presencePatience
        do {
            _ = try await Grpc_Health_V1_Health.Client(wrapping: client.grpc)
                .check(.init(), options: options)
        } catch let error as RPCError where error.code == .unavailable {
            throw error
        } catch {
            // Whatever else it says, somebody is there.
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
