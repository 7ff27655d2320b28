import Foundation
import TaoliDelivery
import TaoliTestKit
import Testing

@Suite("Signed requests, against a real program")
struct WebhookTests {
    static let secret = "whsec_" + Data(Array(UInt8(0)..<32)).base64EncodedString()

    static func request(
        _ url: String, secrets: [String] = [secret], body: String = "{\"a\":\"桃李\"}"
    ) throws -> WebhookRequest {
        WebhookRequest(
            url: try WebhookURL(url, allowsPrivate: true), id: "0199c2f4-aaaa",
            timestamp: 1_764_210_000, body: Array(body.utf8),
            secrets: secrets.compactMap { WebhookSecret($0) })
    }

    static func sender(total: Duration = .seconds(5)) -> WebhookSender {
        WebhookSender(
            allowsPrivate: true, limits: SendLimits(connect: .seconds(2), total: total))
    }

    @Test("The signature is the one that Standard Webhooks publishes")
    func vector() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = secret.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
            body: Array("{\"test\": 2432232314}".utf8))
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(secret.text == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    }

    @Test(
        "A secret of another form is none",
        arguments: [
            "", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=", "whsec_???",
            "whsec_" + Data(repeating: 1, count: 65).base64EncodedString(),
        ])
    func secrets(text: String) { #expect(WebhookSecret(text) == nil) }

    @Test("A request arrives once, and another program verifies it with either secret")
    func verified() async throws {
        let receiver = try WebhookReceiver()
        let old = "whsec_" + Data(Array(UInt8(50)..<90)).base64EncodedString()
        let result = await Self.sender().send(
            try Self.request(receiver.url, secrets: [Self.secret, old]))
        #expect(result.verdict == .accepted && result.code == 204)
        #expect(receiver.requests.count == 1)
        let got = try #require(receiver.requests.first)
        #expect(got.line == "POST /hook HTTP/1.1")
        #expect(got.headers["content-type"] == "application/json")
        #expect(got.headers["expect"] == nil)
        for secret in [Self.secret, old] {
            #expect(try Self.isSigned(got, by: secret))
        }
        let other = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
        #expect(try !Self.isSigned(got, by: other))
    }

    /// Whether Python's hmac says that one of the signatures is by the secret.
    static func isSigned(_ request: WebhookReceiver.Request, by secret: String) throws -> Bool {
        let script = """
            import sys, hmac, hashlib, base64
            body = sys.stdin.buffer.read()
            key = base64.b64decode("\(secret.dropFirst(6))")
            signed = b"\(request.headers["webhook-id"] ?? "").\(request.headers["webhook-timestamp"] ?? "")." + body
            want = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
            print(any(s == "v1," + want for s in "\(request.headers["webhook-signature"] ?? "")".split(" ")))
            """
        return try PythonCheck.run(script, input: request.body).hasPrefix("True")
    }

    @Test(
        "The status decides, and a wait that is asked for is heard up to a day",
        arguments: [
            (200, [], "accepted", nil), (299, [], "accepted", nil), (410, [], "gone", nil),
            (301, ["Location: http://127.0.0.1:1/"], "deferred", nil),
            (400, [], "deferred", nil), (404, [], "deferred", nil), (500, [], "deferred", nil),
            (503, ["Retry-After: 7"], "deferred", 7),
            (429, ["retry-after: 999999"], "deferred", 86_400),
            (429, ["Retry-After: soon"], "deferred", nil),
            (429, ["Retry-After: -5"], "deferred", 0),
        ] as [(Int, [String], String, Int64?)])
    func statuses(status: Int, headers: [String], verdict: String, wait: Int64?) async throws {
        let receiver = try WebhookReceiver(.answers(status, headers: headers))
        let result = await Self.sender().send(try Self.request(receiver.url))
        #expect(result.verdict.rawValue == verdict && result.code == status)
        #expect(result.retryAfter == wait.map { .seconds($0) })
        #expect(receiver.requests.count == 1)
    }

    @Test("A redirection is not followed")
    func redirection() async throws {
        let other = try WebhookReceiver()
        let receiver = try WebhookReceiver(.answers(307, headers: ["Location: \(other.url)"]))
        let result = await Self.sender().send(try Self.request(receiver.url))
        #expect(result.verdict == .deferred && result.text.contains("redirection"))
        #expect(other.requests.isEmpty)
    }

    @Test("Slow, gone, or hanging up: another try, and no longer than the limit")
    func slow() async throws {
        let receiver = try WebhookReceiver(.silent)
        let began = ContinuousClock.now
        let slow = await Self.sender(total: .milliseconds(400)).send(
            try Self.request(receiver.url))
        #expect(slow.verdict == .deferred && slow.code == 0)
        #expect(ContinuousClock.now - began < .seconds(4))
        receiver.behave(.hangsUp)
        #expect(await Self.sender().send(try Self.request(receiver.url)).verdict == .deferred)
        let url = receiver.url
        receiver.stop()
        #expect(await Self.sender().send(try Self.request(url)).verdict == .deferred)
    }

    @Test("An answer without end is cut off, and its status counts")
    func endless() async throws {
        let receiver = try WebhookReceiver(.endless(200))
        let began = ContinuousClock.now
        let result = await Self.sender().send(try Self.request(receiver.url))
        #expect(result.verdict == .accepted)
        #expect(result.text.count <= SendResult.textMax)
        receiver.behave(.endless(500))
        #expect(await Self.sender().send(try Self.request(receiver.url)).verdict == .deferred)
        #expect(ContinuousClock.now - began < .seconds(5))
    }

    @Test("The guard looks at the very address that is connected: nothing reaches the network")
    func guarded() async throws {
        let receiver = try WebhookReceiver()
        // The URL was let in by another rule; the connection is refused all the same.
        let url = try WebhookURL(
            "https://localhost:\(receiver.port)/hook", allowsPrivate: true)
        let result = await WebhookSender().send(
            WebhookRequest(
                url: url, id: "a", timestamp: 1, body: [],
                secrets: [WebhookSecret(Self.secret)].compactMap(\.self)))
        #expect(result.verdict == .forbidden)
        #expect(receiver.requests.isEmpty)
    }

    @Test("By the guarded way nothing goes over a connection that is not encrypted")
    func plain() async throws {
        let receiver = try WebhookReceiver()
        let result = await WebhookSender().send(try Self.request(receiver.url))
        #expect(result.verdict != .accepted && receiver.requests.isEmpty)
    }
}
