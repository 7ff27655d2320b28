import Foundation
import TaoliDelivery
import TaoliTestKit
import Testing

@Suite("Mail, against a real server")
struct MailTests {
    static let from = EmailAddress("taoli@city.example.cn")
    static let to = EmailAddress("office@school.example.cn")

    static func mail(subject: String = "加入集团", body: String = "桃李小学加入。\n") throws -> MailMessage {
        MailMessage(
            from: try #require(from), fromName: "桃李 Taoli", to: try #require(to),
            subject: subject, body: body, id: "0199c2f4-0000-7000-8000-000000000001",
            date: Date(timeIntervalSince1970: 1_764_210_000))
    }

    static func sender(
        _ receiver: MailReceiver, security: MailServer.Security = .none,
        total: Duration = .seconds(5)
    ) -> MailSender {
        MailSender(
            server: MailServer(
                host: "127.0.0.1", port: receiver.port, security: security, login: nil,
                authorities: nil), limits: SendLimits(connect: .seconds(2), total: total))
    }

    /// Subject, sender's name, body and all header names, as Python's mail reader has them.
    static func read(_ bytes: [UInt8]) throws -> [String: String] {
        let script = """
            import sys, json, email, email.policy
            m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
            f = m['From'].addresses[0]
            print(json.dumps({'subject': m['Subject'], 'name': f.display_name, 'from': f.addr_spec,
              'to': m['To'].addresses[0].addr_spec, 'body': m.get_content(), 'id': m['Message-ID'],
              'date': m['Date'].datetime.isoformat(), 'keys': ','.join(sorted(m.keys())),
              'defects': str(len(m.defects))}))
            """
        let text = try PythonCheck.run(script, input: bytes)
        return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    }

    @Test("A mail arrives as another mail reader reads it: names, subject and body in Chinese")
    func arrives() async throws {
        let receiver = try MailReceiver()
        let subject = "桃李小学自 2025-09-01 起加入桃李教育集团，为成员校；请核对名单并于本周五前回复教育局办公室 👩‍🏫𠮷"
        let body = "第一行\n.点开头的一行\n\n" + String(repeating: "长", count: 400) + "\n"
        let result = await Self.sender(receiver).send(try Self.mail(subject: subject, body: body))
        #expect(result.verdict == .accepted && result.code == 250)
        let taken = try #require(receiver.mails.first)
        #expect(taken.from.contains("<taoli@city.example.cn>"))
        #expect(taken.to.count == 1 && taken.to[0].contains("<office@school.example.cn>"))
        #expect(taken.text.utf8.allSatisfy { $0 < 128 })
        let lines = taken.text.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 })
        let read = try Self.read(Array(taken.text.utf8))
        #expect(read["subject"] == subject && read["name"] == "桃李 Taoli")
        #expect(read["body"]?.replacing("\r\n", with: "\n") == body && read["defects"] == "0")
        #expect(read["id"] == "<0199c2f4-0000-7000-8000-000000000001@city.example.cn>")
        #expect(read["date"] == "2025-11-27T10:20:00+08:00")
    }

    @Test("No text begins a header of its own")
    func injection() throws {
        let evil = "好\r\nBcc: all@example.cn\r\n\r\n正文\u{0}"
        let mail = try Self.mail(subject: evil, body: "a\r\n.\r\nQUIT\r\n")
        let read = try Self.read(mail.bytes)
        #expect(
            read["keys"]
                == "Auto-Submitted,Content-Transfer-Encoding,Content-Type,Date,From,MIME-Version,Message-ID,Subject,To"
        )
        #expect(read["subject"]?.contains("Bcc: all@example.cn") == true)
        #expect(!String(decoding: mail.bytes, as: UTF8.self).contains("\r\nBcc"))
    }

    @Test(
        "What the server says decides: the address, the content, or another time",
        arguments: [
            (
                MailReceiver.Manner.refusesRecipient("550 5.1.1 no such user"), "address_refused",
                550
            ),
            (.refusesRecipient("550 no such user here"), "address_refused", 550),
            (.refusesRecipient("452 4.2.2 mailbox full"), "deferred", 452),
            (.refusesRecipient("554 5.7.1 relay access denied"), "deferred", 554),
            (.refusesRecipient("550 5.7.1 blocked by policy"), "deferred", 550),
            (.refusesRecipient("552 5.2.2 mailbox full"), "deferred", 552),
            (.refusesSender("550 5.7.1 not you"), "deferred", 550),
            (.refusesContent("554 5.7.1 spam"), "content_refused", 554),
            (.refusesContent("451 4.3.0 later"), "deferred", 451),
            (.hangsUpBehindContent, "deferred", 0),
        ])
    func replies(manner: MailReceiver.Manner, verdict: String, code: Int) async throws {
        let receiver = try MailReceiver(manner)
        let result = await Self.sender(receiver).send(try Self.mail())
        #expect(result.verdict.rawValue == verdict, "\(result)")
        #expect(result.code == code)
        #expect(!result.text.isEmpty && !result.text.contains("\n"))
    }

    @Test("A server that says nothing costs no more than the limit; one that is gone nothing")
    func silent() async throws {
        let receiver = try MailReceiver(.silent)
        let began = ContinuousClock.now
        let result = await Self.sender(receiver, total: .milliseconds(400)).send(try Self.mail())
        #expect(result.verdict == .deferred && result.code == 0)
        #expect(ContinuousClock.now - began < .seconds(4))
        receiver.stop()
        let gone = try MailReceiver()
        let port = gone.port
        gone.stop()
        let nobody = MailSender(
            server: MailServer(
                host: "127.0.0.1", port: port, security: .none, login: nil, authorities: nil))
        #expect(await nobody.send(try Self.mail()).verdict == .deferred)
    }

    @Test("Without the encryption that is asked for nothing is sent, not even an address")
    func starttls() async throws {
        let receiver = try MailReceiver()
        let result = await Self.sender(receiver, security: .starttls).send(try Self.mail())
        #expect(result.verdict == .deferred)
        #expect(receiver.mails.isEmpty && !receiver.verbs.contains("MAIL"))
    }

    @Test("A try that nobody waits for any more ends early")
    func cancelled() async throws {
        let receiver = try MailReceiver(.silent)
        let mail = try Self.mail()
        let began = ContinuousClock.now
        let task = Task { await Self.sender(receiver, total: .seconds(30)).send(mail) }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        #expect(await task.value.verdict == .deferred)
        #expect(ContinuousClock.now - began < .seconds(10))
    }
}
