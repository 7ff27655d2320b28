import GRPCCore
import TaoliRuntime

/// Bytes as they are, to send what no generated client would.
struct RawCoder: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes {
        Bytes(message)
    }

    func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] {
        bytes.withUnsafeBytes { Array($0) }
    }
}

/// What a call was answered with.
struct RawAnswer: Sendable {
    /// The first message; `nil` when there is none.
    let message: [UInt8]?
    /// `nil` for success.
    let failure: RemoteFailure?

    var code: RPCError.Code? { failure?.code }
    /// What is wrong, by its stable name.
    var slug: String? { failure?.details.slug }
    /// For a test's own words.
    var text: String { failure.map { "\($0.code) \($0.details.slug)" } ?? "ok" }
}

extension ServiceClient {
    /// Calls any method with any bytes.
    ///
    /// - Parameter authorization: the header's values, one header each.
    func raw(
        _ method: MethodDescriptor, _ body: [UInt8], authorization: [String] = []
    ) async throws -> RawAnswer {
        var metadata = Metadata()
        for value in authorization { metadata.addString(value, forKey: "authorization") }
        do {
            let message = try await grpc.serverStreaming(
                request: ClientRequest(message: body, metadata: metadata), descriptor: method,
                serializer: RawCoder(), deserializer: RawCoder(), options: .defaults
            ) { response -> [UInt8]? in
                for try await message in response.messages { return message }
                return nil
            }
            return RawAnswer(message: message, failure: nil)
        } catch let error as RPCError {
            return RawAnswer(message: nil, failure: RemoteFailure(error))
        }
    }

    /// The same with a token, or without one.
    func raw(_ method: MethodDescriptor, _ body: [UInt8], token: String?) async throws -> RawAnswer
    {
        try await raw(method, body, authorization: token.map { ["Bearer \($0)"] } ?? [])
    }
}

extension City {
    /// Calls `body` with a connection to a service that adds no token of its own.
    func connected<T: Sendable>(
        to service: CityService, token: String? = nil,
        _ body: @Sendable (ServiceClient) async throws -> T
    ) async throws -> T {
        let client = try ServiceClient(
            endpoint: try endpoint(service), tokens: FixedToken(token), deadline: .seconds(120))
        return try await client.connected(body)
    }
}
