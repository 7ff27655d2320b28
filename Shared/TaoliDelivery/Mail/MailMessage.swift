package import Foundation

/// One mail as text, and how it is written on the wire: every header line is ASCII, and no text of
/// anybody's can begin another line.
/// Sources: RFC 5322 (headers), RFC 2047 (encoded words), RFC 2045 (base64), RFC 3834 (automatic).
package struct MailMessage: Hashable, Sendable {
    /// The sender; bounces go there too.
    package let from: EmailAddress
    /// Shown before the sender's address.
    package let fromName: String
    /// The only recipient.
    package let to: EmailAddress
    /// In any language; line ends become spaces.
    package let subject: String
    /// In any language, lines ended in any way.
    package let body: String
    /// The same on every try, so that a receiver recognises repeats; ASCII letters, digits, - and .
    package let id: String
    /// When it is sent; each try has its own.
    package let date: Date

    package init(
        from: EmailAddress, fromName: String, to: EmailAddress, subject: String, body: String,
        id: String, date: Date
    ) {
        self.from = from
        self.fromName = fromName
        self.to = to
        self.subject = subject
        self.body = body
        self.id = id
        self.date = date
    }

    /// Header, empty line and body with CRLF; lines of at most 78 bytes.
    package var bytes: [UInt8] {
        let lines =
            [
                "From: \(EncodedWords.text(fromName)) <\(from)>",
                "To: <\(to)>",
                "Subject: \(EncodedWords.text(subject))",
                "Date: \(MailMessage.dateText(date))",
                "Message-ID: <\(MailMessage.idText(id))@\(from.domain)>",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: base64",
                "",
            ] + MailMessage.base64Lines(body)
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    /// Lines of a text end with CRLF before they are encoded (RFC 2046 4.1.1).
    private static func base64Lines(_ body: String) -> [String] {
        let text = body.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            .replacing("\n", with: "\r\n")
        let encoded = Array(Data(text.utf8).base64EncodedString())
        return stride(from: 0, to: encoded.count, by: 76).map {
            String(encoded[$0..<min($0 + 76, encoded.count)])
        }
    }

    private static func idText(_ id: String) -> String {
        id.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
    }

    /// `Fri, 27 Nov 2026 19:00:00 +0800`, whatever the machine's zone and language are.
    private static func dateText(_ date: Date) -> String {
        let seconds = Int((date.timeIntervalSince1970 + 8 * 3600).rounded(.down))
        let days = (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400
        let inDay = seconds - days * 86_400
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(days % 7 + 7) % 7]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let clock = [inDay / 3600, inDay / 60 % 60, inDay % 60].map(two).joined(separator: ":")
        let month = months[(parts.month ?? 1) - 1]
        return "\(weekday), \(two(parts.day ?? 1)) \(month) \(parts.year ?? 1970) \(clock) +0800"
    }
}
