import GRPCCore
import Synchronization

/// Sends the first attempt of a call without its message, the others as they are.
final class FirstMessageLoss: ClientInterceptor {
    private let seen = Mutex(0)

    /// Attempts so far.
    var attempts: Int { seen.withLock { $0 } }

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingClientRequest<Input>, context: ClientContext,
        next:
            @concurrent (StreamingClientRequest<Input>, ClientContext) async throws ->
            StreamingClientResponse<Output>
    ) async throws -> StreamingClientResponse<Output> {
        let first = seen.withLock { count in
            count += 1
            return count == 1
        }
        var request = request
        if first { request.producer = { _ in } }
        return try await next(request, context)
    }
}
