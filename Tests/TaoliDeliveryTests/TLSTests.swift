import Foundation
import TaoliDelivery
import TaoliTestKit
import Testing

@Suite("TLS, against servers with a certificate of the test's own authority")
struct TLSTests {
    private static func with(
        _ body: (TestAuthority) async throws -> Void
    ) async throws {
        let authority = try TestAuthority()
        defer { try? FileManager.default.removeItem(at: authority.folder) }
        try await body(authority)
    }

    private static func send(
        to receiver: DemoReceiver, _ security: MailServer.Security, trusting file: String?
    ) async throws -> SendResult {
        let server = MailServer(
            host: "127.0.0.1", port: receiver.port, security: security, login: nil,
            authorities: file)
        return await MailSender(server: server).send(try MailTests.mail())
    }

    private static func post(
        to receiver: DemoReceiver, trusting file: String?, secret: String = WebhookTests.secret
    ) async throws -> SendResult {
        let sender = WebhookSender(allowsPrivate: true, authorities: file)
        return await sender.send(
            WebhookRequest(
                url: try WebhookURL("https://127.0.0.1:\(receiver.port)/hook", allowsPrivate: true),
                id: "0199c2f4-0000-7000-8000-000000000002",
                timestamp: Int64(Date().timeIntervalSince1970), body: Array(#"{"type":"a"}"#.utf8),
                secrets: [WebhookSecret(secret)].compactMap(\.self)))
    }

    @Test(
        "Mail goes over TLS to a server whose authority is trusted, and to no other",
        arguments: [("starttls", MailServer.Security.starttls), ("always", .tls)])
    func mail(tls: String, security: MailServer.Security) async throws {
        try await Self.with { authority in
            let options = ["--tls", tls] + (try authority.certificate(for: "IP:127.0.0.1"))
            try await DemoReceiver.with("mail", options, in: authority.folder) { receiver in
                let refused = try await Self.send(to: receiver, security, trusting: nil)
                #expect(refused.verdict == .deferred && refused.code != 250)
                #expect(try receiver.lines().isEmpty)
                let taken = try await Self.send(
                    to: receiver, security, trusting: authority.file)
                #expect(taken.verdict == .accepted && taken.code == 250)
                let lines = try receiver.lines()
                #expect(lines.count == 1 && lines.first?["subject"] == "加入集团")
                #expect(["1", "true"].contains(lines.first?["tls"]))
            }
        }
    }

    @Test(
        "A server that does not offer the encryption asked for, or bears another name, gets no mail"
    )
    func downgraded() async throws {
        try await Self.with { authority in
            try await DemoReceiver.with("mail", [], in: authority.folder) { receiver in
                let sent = try await Self.send(to: receiver, .starttls, trusting: authority.file)
                #expect(sent.verdict == .deferred)
                #expect(try receiver.lines().isEmpty)
            }
            let options =
                ["--tls", "starttls"] + (try authority.certificate(for: "DNS:other.example"))
            try await DemoReceiver.with("mail", options, in: authority.folder) { receiver in
                let sent = try await Self.send(to: receiver, .starttls, trusting: authority.file)
                #expect(sent.verdict == .deferred)
                #expect(try receiver.lines().isEmpty)
            }
        }
    }

    @Test("A request goes by https where the authority is trusted and the name fits, else nowhere")
    func webhook() async throws {
        try await Self.with { authority in
            let secret = authority.folder.appending(path: "secret")
            try Data(WebhookTests.secret.utf8).write(to: secret)
            let common = ["--tls", "always", "--secret-file", secret.path]
            let own = common + (try authority.certificate(for: "IP:127.0.0.1"))
            try await DemoReceiver.with("webhook", own, in: authority.folder) { receiver in
                #expect(try await Self.post(to: receiver, trusting: nil).verdict == .deferred)
                #expect(try receiver.lines().isEmpty)
                let taken = try await Self.post(to: receiver, trusting: authority.file)
                #expect(taken.verdict == .accepted && taken.code == 204)
                #expect(["1", "true"].contains(try receiver.lines().first?["verified"]))
                let forged = "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
                let refused = try await Self.post(
                    to: receiver, trusting: authority.file, secret: forged)
                #expect(refused.verdict == .deferred && refused.code == 401)
                #expect(try receiver.lines().last?["problem"] == "no signature fits")
            }
            let other = common + (try authority.certificate(for: "DNS:other.example"))
            try await DemoReceiver.with("webhook", other, in: authority.folder) { receiver in
                let sent = try await Self.post(to: receiver, trusting: authority.file)
                #expect(sent.verdict == .deferred)
                #expect(try receiver.lines().isEmpty)
            }
        }
    }
}
