import GRPCCore

/// Second: maps every error, thrown while deciding or while writing, to a status.
struct FailureInterceptor: ServerInterceptor {
    let mapping: ErrorMapping

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        let method = context.descriptor.fullyQualifiedMethod
        do {
            let response = try await next(request, context)
            if case .failure(let error) = response.accepted { throw error }
            return response.wrappingProducer { produce in
                do {
                    return try await produce()
                } catch {
                    throw mapping.status(for: error, method: method)
                }
            }
        } catch {
            throw mapping.status(for: error, method: method)
        }
    }
}
