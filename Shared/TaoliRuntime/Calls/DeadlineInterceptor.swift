import GRPCCore

/// Third: sets the call's deadline and ends what outlasts it.
///
/// The library signals `grpc-timeout` through the call's cancellation handle only, which no
/// handler asks; here the task itself is cancelled, which every wait of ours obeys.
struct DeadlineInterceptor: ServerInterceptor {
    let policy: DeadlinePolicy

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        let method = context.descriptor.fullyQualifiedMethod
        let asked = request.metadata[stringValues: "grpc-timeout"].first { _ in true }
        let limit = policy.limit(method: method, requested: asked.flatMap(DeadlinePolicy.parse))
        let deadline = limit.map { ContinuousClock.now.advanced(by: $0) }
        let known = CallContext(method: method, caller: nil, deadline: deadline)
        let response = try await CallContext.$current.withValue(known) {
            try await Deadline.run(until: deadline) { try await next(request, context) }
        }
        return response.wrappingProducer { produce in
            try await Deadline.run(until: deadline) { try await produce() }
        }
    }
}
