import GRPCCore
import Logging
import Metrics

/// Outermost: continues the caller's trace, writes one log line a call and counts it.
struct ObservationInterceptor: ServerInterceptor {
    let logger: Logger

    func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        let parent = request.metadata[stringValues: "traceparent"].first { _ in true }
        let trace = parent.flatMap(TraceContext.init(traceparent:))?.child() ?? TraceContext()
        let method = context.descriptor.fullyQualifiedMethod
        let started = ContinuousClock.now
        let peer = context.remotePeer
        return try await TraceContext.$current.withValue(trace) {
            do {
                let response = try await next(request, context)
                if case .failure(let error) = response.accepted {
                    finish(method, peer, started, error)
                }
                return response.wrappingProducer { produce in
                    try await TraceContext.$current.withValue(trace) {
                        do {
                            let trailers = try await produce()
                            finish(method, peer, started, nil)
                            return trailers
                        } catch {
                            finish(method, peer, started, error)
                            throw error
                        }
                    }
                }
            } catch {
                finish(method, peer, started, error)
                throw error
            }
        }
    }

    private func finish(
        _ method: String, _ peer: String, _ started: ContinuousClock.Instant, _ error: (any Error)?
    ) {
        let took = started.duration(to: .now)
        let code = error.map { ($0 as? RPCError)?.code.description ?? "unknown" } ?? "ok"
        Counter(label: "grpc_server_calls", dimensions: [("method", method), ("code", code)])
            .increment()
        Timer(label: "grpc_server_call", dimensions: [("method", method)])
            .recordNanoseconds(
                took.components.seconds * 1_000_000_000
                    + took.components.attoseconds / 1_000_000_000)
        let milliseconds =
            Double(took.components.seconds) * 1000
            + Double(took.components.attoseconds) / 1e15
        // Probes ask every few seconds; their lines would bury the others.
        let level: Logger.Level = method.hasPrefix("grpc.health.") ? .debug : .info
        logger.log(
            level: level, "call",
            metadata: [
                "method": "\(method)", "code": "\(code)", "peer": "\(peer)",
                "ms": .stringConvertible((milliseconds * 10).rounded() / 10),
            ])
    }
}
