package import GRPCCore
package import GRPCNIOTransportHTTP2
import TaoliModels

/// The HTTP/2 transport with a cap on request messages that is answered, not just enforced.
///
/// The library's own limit resets the stream, so the caller learns nothing. Here a message over
/// ``messageBytesMax`` reaches the handler as an error with a sentence; the library's limit stands
/// behind it for what is far too large to be read at all.
package struct SizeCappedTransport: ServerTransport, ListeningServerTransport {
    package typealias Bytes = GRPCNIOTransportBytes

    /// Largest request message (messaging.md, Contracts).
    package static let messageBytesMax = 1_048_576
    /// Above this a stream is reset before its message is read.
    package static let readBytesMax = 16 * 1_048_576

    private let base: HTTP2ServerTransport.Posix

    /// - Parameters:
    ///   - host: IPv4 address.
    ///   - port: 0 takes any free one.
    ///   - graceTime: how long open calls may go on after a stop was asked for.
    package init(host: String, port: Int, graceTime: Duration) {
        base = HTTP2ServerTransport.Posix(
            address: .ipv4(host: host, port: port), transportSecurity: .plaintext,
            config: .defaults { config in
                config.rpc.maxRequestPayloadSize = Self.readBytesMax
                config.connection.maxGraceTime = graceTime
            })
    }

    package var listeningAddress: SocketAddress {
        get async throws { try await base.listeningAddress }
    }

    /// Hands the server's context to the transport below.
    package func configure(context: GRPCServerContext) {
        base.configure(context: context)
    }

    package func listen(
        streamHandler:
            @escaping @concurrent @Sendable (RPCStream<Inbound, Outbound>, ServerContext) async ->
            Void
    ) async throws {
        try await base.listen { stream, context in
            let capped = stream.inbound.map { part in try Self.checked(part) }
            await streamHandler(
                RPCStream(
                    descriptor: stream.descriptor, inbound: RPCAsyncSequence(wrapping: capped),
                    outbound: stream.outbound),
                context)
        }
    }

    package func beginGracefulShutdown() {
        base.beginGracefulShutdown()
    }

    private static func checked(_ part: RPCRequestPart<Bytes>) throws -> RPCRequestPart<Bytes> {
        guard case .message(let bytes) = part else { return part }
        let count = bytes.withUnsafeBytes { $0.count }
        guard count <= messageBytesMax else { throw CallFailure.messageTooLarge(count) }
        return part
    }
}

extension CallFailure {
    /// A request message over the cap.
    static func messageTooLarge(_ count: Int) -> CallFailure {
        let most = SizeCappedTransport.messageBytesMax
        return .tooLarge(
            .init(
                "请求消息有 \(count) 字节，上限为 \(most) 字节。",
                "The request message has \(count) bytes; at most \(most) are taken."))
    }
}
