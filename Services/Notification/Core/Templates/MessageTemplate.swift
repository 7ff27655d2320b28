package import TaoliModels
package import TaoliPolicy

/// The text of a kind of message in both languages. A text that changes gets a new version; the
/// old one stays, since messages are put into words when they are read.
package struct MessageTemplate: Hashable, Sendable {
    /// Kebab-case; stored with a message, so that it never changes.
    package let name: String
    /// From 1.
    package let version: Int
    /// By which rule it is told.
    package let event: NoticeEvent
    /// One line with placeholders, shown in lists.
    package let subject: Wording
    /// The message with placeholders.
    package let body: Wording

    package init(
        _ name: String, version: Int, event: NoticeEvent, subject: Wording, body: Wording
    ) {
        self.name = name
        self.version = version
        self.event = event
        self.subject = subject
        self.body = body
    }

    /// `school-joined@1`.
    package var reference: String { "\(name)@\(version)" }

    /// The same kind of message in other words: those of a pack.
    package func reworded(subject: Wording, body: Wording) -> MessageTemplate {
        MessageTemplate(name, version: version, event: event, subject: subject, body: body)
    }

    /// Subject and body with the facts in place. A fact that contains braces stays as it is.
    package func render(_ facts: MessageFacts) -> (subject: Wording, body: Wording) {
        (fill(subject, facts), fill(body, facts))
    }

    private func fill(_ text: Wording, _ facts: MessageFacts) -> Wording {
        Wording(
            TemplateText(text.chinese).fill { facts.value($0).chinese },
            TemplateText(text.english).fill { facts.value($0).english })
    }

    /// What is wrong with the texts; empty when all is well. A service does not start with a
    /// template that has problems.
    package var problems: [String] {
        let texts = [subject.chinese, subject.english, body.chinese, body.english]
        let unknown = texts.flatMap { TemplateText($0).problems }.map {
            switch $0 {
            case .loneBrace: "a brace stands alone"
            case .unknown(let name): "nothing is called {\(name)}"
            }
        }
        let differs = [("subject", subject), ("body", body)].filter { _, text in
            TemplateText(text.chinese).placeholders != TemplateText(text.english).placeholders
        }
        return
            (unknown + differs.map { "\($0.0): Chinese and English leave different things open" })
            .map { "\(reference): \($0)" }
    }
}
