import GRPCCore
import Synchronization

@testable import TaoliRuntime

/// A service of plain texts: each method answers with what its closure makes of the request.
struct EchoService: RegistrableRPCService {
    typealias Answer = @Sendable (String) async throws -> String

    static let name = "taoli.test.v1.EchoService"
    let methods: [String: Answer]

    static func method(_ name: String) -> MethodDescriptor {
        MethodDescriptor(fullyQualifiedService: Self.name, method: name)
    }

    func registerMethods<Transport>(with router: inout RPCRouter<Transport>)
    where Transport: ServerTransport {
        for (name, answer) in methods {
            router.registerHandler(
                forMethod: Self.method(name), deserializer: TextCoder(), serializer: TextCoder()
            ) { request, _ in
                if name.hasPrefix("Stream") {
                    // Like a generated streaming handler: the work is done while writing.
                    let single = try await ServerRequest(stream: request)
                    return StreamingServerResponse { writer in
                        try await writer.write(try await answer(single.message))
                        return [:]
                    }
                }
                let single = try await ServerRequest(stream: request)
                return StreamingServerResponse(
                    single: ServerResponse(message: try await answer(single.message)))
            }
        }
    }
}

/// Texts as UTF-8 bytes.
struct TextCoder: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: String) throws -> Bytes {
        Bytes(Array(message.utf8))
    }

    func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> String {
        bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
}

/// Bytes as they are, to send what no generated client would.
struct RawCoder: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes {
        Bytes(message)
    }

    func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] {
        bytes.withUnsafeBytes { Array($0) }
    }
}
