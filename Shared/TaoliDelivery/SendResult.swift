/// How one try ended, and what the other side said.
package struct SendResult: Hashable, Sendable {
    /// What a sender can know of a try.
    package enum Verdict: String, CaseIterable, Sendable {
        /// The other side took it over.
        case accepted
        /// Not now, or nobody knows: another try may arrive.
        case deferred
        /// There is no such address.
        case addressRefused = "address_refused"
        /// The address exists, but this content is not taken there.
        case contentRefused = "content_refused"
        /// The program says that it wants no more.
        case gone
        /// The guard does not let anything go there.
        case forbidden
    }

    /// Characters of `text`.
    package static let textMax = 300

    /// What can be known of it.
    package let verdict: Verdict
    /// SMTP reply or HTTP status; 0 without an answer.
    package let code: Int
    /// What the other side said, or why there is no answer: one line, never with what was sent.
    package let text: String
    /// How long the other side asks to wait; `nil` when it does not say.
    package let retryAfter: Duration?

    /// Puts the text on one line and cuts it.
    package init(_ verdict: Verdict, code: Int, text: String, retryAfter: Duration? = nil) {
        self.verdict = verdict
        self.code = code
        let line = String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
        self.text = String(line.prefix(SendResult.textMax)).trimmingSpaces
        self.retryAfter = retryAfter
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var text = Substring(self)
        while text.last == " " { text.removeLast() }
        while text.first == " " { text.removeFirst() }
        return String(text)
    }
}
