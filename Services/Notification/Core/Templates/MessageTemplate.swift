package import TaoliModels
package import TaoliPolicy

/// What a template may leave open, written `{group}`.
package enum Placeholder: String, CaseIterable, Sendable {
    /// Names of the group, school and role, the day and the reason; the import job and its counts.
    case group, school, role, date, reason, job, foundings, joinings, leavings
    /// A case's chain and step, how it was answered, and how far the case is.
    case chain, step, outcome, status
    /// The step that the recipient is asked to take, and by when.
    case turn, due
    /// The group on the other side of a merger or split, and what changed.
    case other, detail
    /// The school or else the group that it is about, and the school that receives.
    case about, receiver
}

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
        let unknown = texts.flatMap { TemplateText($0).problems }
        let differs = [("subject", subject), ("body", body)].filter { _, text in
            TemplateText(text.chinese).placeholders != TemplateText(text.english).placeholders
        }
        return
            (unknown + differs.map { "\($0.0): Chinese and English leave different things open" })
            .map { "\(reference): \($0)" }
    }
}
