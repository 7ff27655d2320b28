import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2
import TaoliModels
import Testing

@testable import TaoliRuntime

@Suite("Calls")
struct CallServerTests {
    @Test("A handler, streaming or not, sees the caller, the deadline and a child of the trace")
    func context() async throws {
        let answer: EchoService.Answer = { text in
            let caller = try CallContext.requireCaller()
            let limited = CallContext.current?.deadline != nil
            return "\(text) \(caller.role) \(limited) \(TraceContext.current?.traceID ?? "-")"
        }
        try await ServerFixture.run(["Do": answer, "Stream": answer]) { server in
            for method in ["Do", "Stream"] {
                let trace = TraceContext()
                let text = try await TraceContext.$current.withValue(trace) {
                    try await server.call(method, "hello")
                }
                #expect(text == "hello city true \(trace.traceID)")
            }
        }
    }

    @Test("A method without a rule is refused, and so is one with two")
    func noRule() async throws {
        let rules: [(String, AccessRule)] = [("Twice", .open), ("Twice", .signedIn)]
        try await ServerFixture.run(["Do": { $0 }, "Twice": { $0 }], rules: rules) { server in
            for method in ["Do", "Twice"] {
                let failure = try await failing { try await server.call(method) }
                #expect(failure.code == .permissionDenied)
                #expect(failure.refusal?.slug == "no-rule")
            }
        }
    }

    @Test("A role outside the rule is refused, one inside passes")
    func roles() async throws {
        let rules: [(String, AccessRule)] = [("Do", .roles([.city, .district]))]
        try await ServerFixture.run(["Do": { $0 }], rules: rules) { server in
            let text = try await server.call(role: .district)
            #expect(text == "x")
            for role in [Role.school, .auditor, .group] {
                let failure = try await failing { try await server.call(role: role) }
                #expect(failure.code == .permissionDenied)
                #expect(failure.refusal?.slug == "wrong-role")
                #expect(failure.refusal?.what.chinese == "角色“\(role.chinese)”不能执行此操作。")
            }
        }
    }

    @Test("Without a token, with an expired, foreign or broken one, the caller is told to sign in")
    func unauthenticated() async throws {
        try await ServerFixture.run(["Do": { $0 }]) { server in
            let expired = try await server.token(at: Date() - 3600)
            let foreign = try await server.token(audience: "other")
            for token in [nil, expired, foreign, "x.y.z"] {
                let failure = try await failing { try await server.call(token: token) }
                #expect(failure.code == .unauthenticated)
                #expect(failure.details.slug == "unauthenticated")
                #expect(!failure.details.nextZh.isEmpty)
            }
        }
    }

    @Test("An open method answers whoever asks, also with an expired token")
    func open() async throws {
        try await ServerFixture.run(["Do": { $0 }], rules: [("Do", .open)]) { server in
            let expired = try await server.token(at: Date() - 3600)
            for token in [nil, expired] {
                let text = try await server.call(token: token)
                #expect(text == "x")
            }
        }
    }

    @Test("A refusal arrives whole, with the code of its kind", arguments: Refusal.Kind.allCases)
    func refusals(kind: Refusal.Kind) async throws {
        let refusal = Refusal(
            kind, "some-rule", clause: "GZ-4", field: "school_id",
            what: Wording("不行", "No."), next: Wording("换一个", "Take another."))
        let answer: EchoService.Answer = { _ in throw refusal }
        try await ServerFixture.run(["Do": answer, "Stream": answer]) { server in
            for method in ["Do", "Stream"] {
                let failure = try await failing { try await server.call(method) }
                #expect(failure.refusal == refusal)
                let codes: [Refusal.Kind: RPCError.Code] = [
                    .invalid: .invalidArgument, .notFound: .notFound,
                    .alreadyExists: .alreadyExists, .precondition: .failedPrecondition,
                    .permission: .permissionDenied,
                ]
                #expect(failure.code == codes[kind])
                #expect(!failure.isTransient)
            }
        }
    }

    @Test("An unknown error gives a reference to the caller and its full text to the log only")
    func fault() async throws {
        struct DatabaseBroke: Error { let secret = "table person" }
        let answer: EchoService.Answer = { _ in throw DatabaseBroke() }
        try await ServerFixture.run(["Do": answer]) { server in
            let failure = try await failing { try await server.call() }
            #expect(failure.code == .internalError)
            #expect(!failure.description.contains("person"))
            let reference = try #require(failure.details.reference)
            let lines = server.log.containing(reference)
            #expect(lines.contains { $0.contains("table person") })
        }
    }

    @Test("Errors of other modules are recognised by the host's classifiers, with a retry hint")
    func classified() async throws {
        struct ConnectionLost: Error {}
        let classifier: ErrorMapping.Classifier = { error in
            guard error is ConnectionLost else { return nil }
            return .overloaded(Wording("忙", "Busy."), retryAfter: .milliseconds(1500))
        }
        let answer: EchoService.Answer = { _ in throw ConnectionLost() }
        try await ServerFixture.run(["Do": answer], classifiers: [classifier]) { server in
            let failure = try await failing { try await server.call() }
            #expect(failure.code == .resourceExhausted)
            #expect(failure.details.retryAfterMilliseconds == 1500)
            #expect(failure.isTransient)
        }
    }

    @Test("A handler that outlasts its deadline is cancelled, streaming or not")
    func deadline() async throws {
        let answer: EchoService.Answer = { text in
            try await Task.sleep(for: .seconds(600))
            return text
        }
        let deadlines = DeadlinePolicy(standard: .milliseconds(100))
        try await ServerFixture.run(["Do": answer, "Stream": answer], deadlines: deadlines) {
            server in
            for method in ["Do", "Stream"] {
                let failure = try await failing { try await server.call(method) }
                #expect(failure.code == .deadlineExceeded)
                #expect(failure.isTransient)
            }
        }
    }

    @Test("A message over 1 MiB is answered with its size and the limit; one below passes")
    func oversized() async throws {
        try await ServerFixture.run(["Do": { "\($0.utf8.count)" }]) { server in
            let most = SizeCappedTransport.messageBytesMax
            let text = String(repeating: "a", count: most)
            let whole = try await server.call("Do", text)
            #expect(whole == "\(most)")
            let failure = try await failing { try await server.call("Do", text + "a") }
            #expect(failure.code == .resourceExhausted)
            #expect(failure.details.slug == "message-too-large")
            #expect(failure.details.en.contains("\(most + 1)"))
            #expect(!failure.isTransient)
        }
    }

    @Test("A call without a message is answered as one to send again")
    func empty() async throws {
        try await ServerFixture.run(["Do": { $0 }]) { server in
            let failure = try await failing {
                try await server.connected(token: server.token()) { client in
                    try await client.call {
                        try await client.grpc.clientStreaming(
                            request: StreamingClientRequest<String> { _ in },
                            descriptor: EchoService.method("Do"), serializer: TextCoder(),
                            deserializer: TextCoder(), options: .defaults
                        ) { try $0.message }
                    }
                }
            }
            #expect(failure.code == .unavailable)
            #expect(failure.isTransient)
            #expect(failure.details.en.contains("nothing was done"))
        }
    }

    @Test("A message lost on its way is sent again, unseen by the caller")
    func lost() async throws {
        try await ServerFixture.run(["Do": { $0 }]) { server in
            let loss = FirstMessageLoss()
            let transport = try HTTP2ClientTransport.Posix(
                target: .ipv4(address: "127.0.0.1", port: server.port),
                transportSecurity: .plaintext,
                serviceConfig: ServiceClient.serviceConfig(deadline: .seconds(30), sentOnce: []))
            let token = FixedToken(try await server.token())
            let answer = try await withGRPCClient(
                transport: transport,
                interceptors: [OutgoingCallInterceptor(tokens: token), loss]
            ) { client in
                try await client.unary(
                    request: ClientRequest(message: "hello"),
                    descriptor: EchoService.method("Do"), serializer: TextCoder(),
                    deserializer: TextCoder(), options: .defaults
                ) { try $0.message }
            }
            #expect(answer == "hello")
            #expect(loss.attempts == 2)
        }
    }

    @Test("A frame that ends in the middle of its message is answered as one to send again")
    func cutFrame() async throws {
        try await ServerFixture.run(["Do": { $0 }], rules: [("Do", .open)]) { server in
            // No compression, 100 bytes announced, 3 sent.
            try await rawCall(
                server.port, path: "/taoli.test.v1.EchoService/Do",
                data: [0, 0, 0, 0, 100, 1, 2, 3])
            let lines = server.log.containing("EchoService/Do")
            #expect(lines.contains { $0.contains("\"code\":\"unavailable\"") })
        }
    }

    @Test(
        "Protobuf that is cut off, not UTF-8 or no protobuf is named as what it is",
        arguments: [
            ("message-truncated", [0x0A, 0x05, 0x61]), ("invalid-utf8", [0x0A, 0x02, 0xC3, 0x28]),
            ("message-unreadable", [0x07, 0xFF]),
        ] as [(String, [UInt8])])
    func broken(slug: String, bytes: [UInt8]) async throws {
        try await ServerFixture.run { server in
            let failure = try await failing {
                try await server.connected { client in
                    try await client.call {
                        try await client.grpc.unary(
                            request: ClientRequest(message: bytes),
                            descriptor: MethodDescriptor(
                                fullyQualifiedService: "grpc.health.v1.Health", method: "Check"),
                            serializer: RawCoder(), deserializer: RawCoder(), options: .defaults
                        ) { try $0.message }
                    }
                }
            }
            #expect(failure.code == .invalidArgument)
            #expect(failure.refusal?.slug == slug)
        }
    }

    @Test("A method that the server lacks, and a server that is absent, are told apart")
    func absent() async throws {
        try await ServerFixture.run { server in
            let failure = try await failing { try await server.call("Nothing") }
            #expect(failure.code == .unimplemented)
        }
        let client = try ServiceClient(endpoint: "127.0.0.1:1")
        let failure = try await failing {
            try await client.connected { client in
                try await client.call {
                    try await client.grpc.unary(
                        request: ClientRequest(message: "x"),
                        descriptor: EchoService.method("Do"), serializer: TextCoder(),
                        deserializer: TextCoder(), options: .defaults
                    ) { try $0.message }
                }
            }
        }
        #expect(failure.code == .unavailable)
        #expect(failure.isTransient)
        #expect(throws: Refusal.self) { try ServiceClient(endpoint: "nowhere") }
    }

    @Test("Every call leaves one line with method, code and trace")
    func logged() async throws {
        try await ServerFixture.run(["Do": { $0 }]) { server in
            let trace = TraceContext()
            try await TraceContext.$current.withValue(trace) { _ = try await server.call() }
            let lines = server.log.containing(trace.traceID).filter { $0.contains("\"call\"") }
            #expect(lines.count == 1)
            #expect(lines.first?.contains("\"code\":\"ok\"") == true)
            #expect(lines.first?.contains("EchoService/Do") == true)
        }
    }
}
