import CCurl

/// Hands mail to a server by SMTP.
package struct MailSender: Sendable {
    private let server: MailServer
    private let limits: SendLimits

    /// Speaks to one server.
    package init(server: MailServer, limits: SendLimits = SendLimits()) {
        self.server = server
        self.limits = limits
    }

    /// One try. Ends within the limits, sooner when the task is cancelled; the outcome is then
    /// unknown, and the mail may have gone.
    package func send(_ mail: MailMessage) async -> SendResult {
        let (server, limits) = (server, limits)
        return await BlockingWork.run { flag in
            guard let transfer = CurlTransfer(limits: limits, isGuarded: false, flag: flag) else {
                return SendResult(.deferred, code: 0, text: "no memory for a transfer")
            }
            MailSender.prepare(transfer, server, mail)
            let (_, _, problem) = transfer.run()
            return MailSender.result(transfer.replies, problem)
        }
    }

    private static func prepare(
        _ transfer: CurlTransfer, _ server: MailServer, _ mail: MailMessage
    ) {
        let scheme = server.security == .tls ? "smtps" : "smtp"
        let host = server.host.contains(":") ? "[\(server.host)]" : server.host
        // The path is the name that we greet with.
        transfer.text(CURLOPT_URL, "\(scheme)://\(host):\(server.port)/\(mail.from.domain)")
        transfer.text(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        if server.security == .starttls {
            transfer.number(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        }
        if let authorities = server.authorities { transfer.text(CURLOPT_CAINFO, authorities) }
        if let login = server.login {
            transfer.text(CURLOPT_USERNAME, login.user)
            transfer.text(CURLOPT_PASSWORD, login.password)
        }
        transfer.text(CURLOPT_MAIL_FROM, "<\(mail.from)>")
        transfer.list(CURLOPT_MAIL_RCPT, ["<\(mail.to)>"])
        transfer.upload(mail.bytes)
        transfer.noteReplies()
    }

    /// What the server's replies say. A server that took the mail over took it over, also when it
    /// hangs up without saying goodbye.
    static func result(
        _ replies: [CurlTransfer.Reply], _ problem: String
    ) -> SendResult {
        if let taken = replies.first(where: { $0.verb == "CONTENT" && $0.code < 400 }) {
            return SendResult(.accepted, code: taken.code, text: taken.text)
        }
        guard let refusal = replies.first(where: { $0.code >= 400 && isFinal($0.verb) })
        else { return SendResult(.deferred, code: 0, text: problem) }
        let verdict: SendResult.Verdict =
            switch (refusal.verb, refusal.code) {
            case ("RCPT", 500...) where isUnknownMailbox(refusal): .addressRefused
            case ("CONTENT", 500...), ("DATA", 500...): .contentRefused
            // A server that refuses us refuses every mail: that is no word about this one.
            default: .deferred
            }
        return SendResult(verdict, code: refusal.code, text: refusal.text)
    }

    /// Whether a refusal of a recipient says that there is no such mailbox: by its enhanced code
    /// (RFC 3463: 5.1.x and 5.2.1), or without one by 550, 551 and 553 (RFC 5321). Relaying, policy
    /// and full mailboxes are refused at the same place, and say nothing of the address.
    private static func isUnknownMailbox(_ refusal: CurlTransfer.Reply) -> Bool {
        let words = refusal.text.split(whereSeparator: { " -".contains($0) })
        let enhanced = words.prefix(2).first { word in
            word.split(separator: ".").count == 3
                && word.allSatisfy { $0 == "." || $0.isASCII && $0.isNumber }
        }
        guard let enhanced else { return [550, 551, 553].contains(refusal.code) }
        return enhanced.hasPrefix("5.1.") || enhanced == "5.2.1"
    }

    /// A server that does not know EHLO is spoken to by HELO: its first refusal ends nothing.
    private static func isFinal(_ verb: String) -> Bool {
        verb != "EHLO" && verb != "QUIT"
    }
}
