import GRPCCore

extension StreamingServerResponse {
    /// The same response, its messages written inside `wrap`.
    ///
    /// A server-streaming handler does its work while writing, after the interceptors have
    /// returned: what they set up (context, deadline, mapping) must hold there too.
    func wrappingProducer(
        _ wrap:
            @escaping @Sendable (
                _ produce: @Sendable () async throws -> Metadata
            ) async throws -> Metadata
    ) -> StreamingServerResponse<Message> {
        guard case .success(var contents) = accepted else { return self }
        let produce = contents.producer
        contents.producer = { writer in
            try await wrap { try await produce(writer) }
        }
        return StreamingServerResponse(accepted: .success(contents))
    }
}
