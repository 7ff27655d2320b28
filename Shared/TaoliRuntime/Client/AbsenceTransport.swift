package import GRPCCore
package import GRPCNIOTransportHTTP2
import Synchronization
import TaoliModels

/// The HTTP/2 transport in which a service that cannot be reached is an answer like any other.
///
/// A call that may be sent again, and for which no connection can be had, is held by the library
/// until its deadline (grpc-swift 2.4: `RetryExecutor` returns while its timer still runs). Given
/// an answer instead, it ends at once: nobody is there, which address that is, what to do, and
/// that trying again at once is of no use.
package struct AbsenceTransport: ClientTransport {
    package typealias Bytes = GRPCNIOTransportBytes

    private let base: HTTP2ClientTransport.Posix
    private let endpoint: String

    /// - Parameters:
    ///   - base: what calls go through.
    ///   - endpoint: `host:port` as people wrote it.
    init(_ base: HTTP2ClientTransport.Posix, endpoint: String) {
        self.base = base
        self.endpoint = endpoint
    }

    package var retryThrottle: RetryThrottle? { base.retryThrottle }

    package func connect() async throws { try await base.connect() }

    package func beginGracefulShutdown() { base.beginGracefulShutdown() }

    package func config(forMethod descriptor: MethodDescriptor) -> MethodConfig? {
        base.config(forMethod: descriptor)
    }

    @concurrent package func withStream<T: Sendable>(
        descriptor: MethodDescriptor, options: CallOptions,
        _ closure: @concurrent (RPCStream<Inbound, Outbound>, ClientContext) async throws -> T
    ) async throws -> T {
        let isOpen = Atomic(false)
        do {
            return try await base.withStream(descriptor: descriptor, options: options) {
                stream, context in
                isOpen.store(true, ordering: .relaxed)
                return try await closure(stream, context)
            }
        } catch let error as RPCError where !isOpen.load(ordering: .relaxed) {
            return try await closure(
                answer(to: descriptor, error),
                ClientContext(descriptor: descriptor, remotePeer: endpoint, localPeer: ""))
        }
    }

    /// A stream on which nothing comes but the reason, and which takes what is written.
    private func answer(
        to descriptor: MethodDescriptor, _ error: RPCError
    ) -> RPCStream<Inbound, Outbound> {
        var metadata = Metadata()
        if error.code == .unavailable {
            metadata.addBinary(
                FailureDetails.unreachable(endpoint).encoded(), forKey: FailureDetails.metadataKey)
            metadata.addString("-1", forKey: Self.pushback)
        }
        let status = Status(code: Status.Code(error.code), message: error.message)
        let parts = AsyncThrowingStream<RPCResponsePart<Bytes>, any Error> { continuation in
            continuation.yield(.status(status, metadata))
            continuation.finish()
        }
        return RPCStream(
            descriptor: descriptor, inbound: RPCAsyncSequence(wrapping: parts),
            outbound: RPCWriter.Closable(wrapping: Discarding()))
    }

    /// Below zero: do not send again (gRPC retry design, "pushback").
    private static let pushback = "grpc-retry-pushback-ms"

    /// Takes what nobody will read.
    private struct Discarding: ClosableRPCWriterProtocol {
        typealias Element = RPCRequestPart<Bytes>

        func write(_ element: Element) async throws {}
        func write(contentsOf elements: some Sequence<Element>) async throws {}
        func finish() async {}
        func finish(throwing error: any Error) async {}
    }
}

extension FailureDetails {
    /// Nobody takes calls at this address.
    static func unreachable(_ endpoint: String) -> FailureDetails {
        FailureDetails(
            slug: "unreachable",
            what: Wording("\(endpoint) 没有服务应答。", "Nobody answers at \(endpoint)."),
            next: Wording(
                "请检查地址以及服务是否在运行，然后重试。",
                "Check the address and that the service runs, then try again."))
    }
}
