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
            case ("RCPT", 500...): .addressRefused
            case ("CONTENT", 500...), ("DATA", 500...): .contentRefused
            // A server that refuses us refuses every mail: that is no word about this one.
            default: .deferred
            }
        return SendResult(verdict, code: refusal.code, text: refusal.text)
    }

    /// A server that does not know EHLO is spoken to by HELO: its first refusal ends nothing.
    private static func isFinal(_ verb: String) -> Bool {
        verb != "EHLO" && verb != "QUIT"
    }
}
