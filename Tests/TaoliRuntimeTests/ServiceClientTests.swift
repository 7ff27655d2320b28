import GRPCCore
import Synchronization
import TaoliModels
import Testing

@testable import TaoliRuntime

@Suite("Calls to services that are away or cannot answer now")
struct ServiceClientTests {
    /// Counts what a server was asked, and says no to the first few.
    private final class Counter: Sendable {
        private let asked = Mutex(0)

        var count: Int { asked.withLock { $0 } }

        /// Answers, but for the first `refusals` questions.
        func answer(after refusals: Int, with failure: CallFailure = Counter.away)
            -> EchoService.Answer
        {
            { text in
                let number = self.asked.withLock { count in
                    count += 1
                    return count
                }
                if number <= refusals { throw failure }
                return text
            }
        }

        static let away = CallFailure.unavailable(Wording("忙", "Away."), retryAfter: nil)
    }

    private static func call(_ client: ServiceClient, _ text: String = "x") async throws -> String {
        try await client.call {
            try await client.grpc.unary(
                request: ClientRequest(message: text), descriptor: EchoService.method("Do"),
                serializer: TextCoder(), deserializer: TextCoder(), options: .defaults
            ) { try $0.message }
        }
    }

    @Test(
        "Where nobody listens the caller hears at once which address it was and what to do",
        .timeLimit(.minutes(1)), arguments: [Set<String>(), [EchoService.name]])
    func absent(sentOnce: Set<String>) async throws {
        // The deadline lies far behind the test's limit: whoever waits for it fails.
        let client = try ServiceClient(
            endpoint: "127.0.0.1:1", deadline: .seconds(3600), sentOnce: sentOnce)
        let failure = try await failing {
            try await client.connected { try await Self.call($0) }
        }
        #expect(failure.code == .unavailable)
        #expect(failure.details.slug == "unreachable")
        #expect(failure.details.en.contains("127.0.0.1:1"))
        #expect(failure.details.zh.contains("127.0.0.1:1"))
        #expect(!failure.details.next.english.isEmpty && !failure.details.next.chinese.isEmpty)
        #expect(failure.isTransient)
    }

    @Test("A call that a service cannot answer now is sent again until it can, thrice at most")
    func sentAgain() async throws {
        for (refusals, asked) in [(0, 1), (1, 2), (2, 3)] {
            let counter = Counter()
            try await ServerFixture.run(["Do": counter.answer(after: refusals)]) { server in
                let text = try await server.call()
                #expect(text == "x")
                #expect(counter.count == asked)
            }
        }
        let counter = Counter()
        try await ServerFixture.run(["Do": counter.answer(after: .max)]) { server in
            let failure = try await failing { try await server.call() }
            #expect(failure.code == .unavailable)
            #expect(failure.details.slug == "unavailable")
            #expect(counter.count == ServiceClient.attemptsMax)
        }
    }

    @Test(
        "Any other failure is final",
        arguments: [
            CallFailure.aborted(Wording("冲突", "Lost.")), .deadlineExceeded, .unimplemented,
            .overloaded(Wording("忙", "Busy."), retryAfter: .milliseconds(1)),
        ])
    func final(answer: CallFailure) async throws {
        let counter = Counter()
        try await ServerFixture.run(["Do": counter.answer(after: .max, with: answer)]) { server in
            _ = try await failing { try await server.call() }
            #expect(counter.count == 1)
        }
    }

    @Test("A change without a request id is sent once")
    func sentOnce() async throws {
        let counter = Counter()
        try await ServerFixture.run(["Do": counter.answer(after: 1)]) { server in
            let client = try ServiceClient(
                endpoint: "127.0.0.1:\(server.port)",
                tokens: FixedToken(try await server.token(.city)), deadline: .seconds(30),
                sentOnce: [EchoService.name])
            let failure = try await failing {
                try await client.connected { try await Self.call($0) }
            }
            #expect(failure.code == .unavailable)
            #expect(counter.count == 1)
        }
    }
}
