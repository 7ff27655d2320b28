import GRPCCore

/// Adds the token and the trace to a call.
struct OutgoingCallInterceptor: ClientInterceptor {
    let tokens: any TokenSource

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingClientRequest<Input>, context: ClientContext,
        next:
            @concurrent (StreamingClientRequest<Input>, ClientContext) async throws ->
            StreamingClientResponse<Output>
    ) async throws -> StreamingClientResponse<Output> {
        var request = request
        if let token = try await tokens.token() {
            request.metadata.replaceOrAddString("Bearer \(token)", forKey: "authorization")
        }
        let trace = TraceContext.current?.child() ?? TraceContext()
        request.metadata.replaceOrAddString(trace.traceparent, forKey: "traceparent")
        return try await next(request, context)
    }
}
