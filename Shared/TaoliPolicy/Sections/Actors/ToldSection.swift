package import TaoliModels

/// Who is told of the steps of a case.
package struct ToldSection: PolicySection {
    package static let key = "told"

    /// Recipients with their names in this system.
    package let groups: [ToldRule]
    /// Who is told of every step.
    package let always: [AlwaysToldRule]

    package init(_ reader: PolicyReader) {
        groups = reader.rules("groups", ToldRule.init)
        always = reader.rules("always", AlwaysToldRule.init)
    }

    package func references(in pack: PolicyPack, _ report: PolicyReport) {
        for rule in always { expect(rule.tell, report, at: rule.source, "tell") }
    }

    /// Notes a mistake unless the pack names these recipients.
    func expect(
        _ recipients: [Recipient], _ report: PolicyReport, at source: RuleSource, _ key: String
    ) {
        let names = groups.map(\.recipient.rawValue)
        for recipient in recipients {
            report.expect(recipient.rawValue, in: names, of: "told.groups", at: source, key)
        }
    }
}

/// A kind of recipient with its name in this system.
package struct ToldRule: Hashable, Sendable {
    /// Also the rule's id.
    package let recipient: Recipient
    /// In the words of the system.
    package let name: Wording
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        recipient = reader.choice("id")
        name = reader.wording("name")
        source = reader.source()
    }
}

/// Recipients of every step.
package struct AlwaysToldRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// Each of them, once.
    package let tell: [Recipient]
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        tell = reader.choices("tell")
        source = reader.source()
    }
}

/// Who can be told, seen from a case.
package enum Recipient: String, CaseIterable, Sendable {
    /// Who applied.
    case applicant
    /// Who can act now.
    case nextActor = "next_actor"
    /// Who acted before.
    case earlierActors = "earlier_actors"
    /// The school concerned and the leads.
    case schools
    /// The school concerned.
    case member
    /// Whoever works for the group as a whole.
    case council
    /// The bureau of the group's district.
    case bureau
    /// The city's bureau.
    case municipal
    /// Everybody: a notice, not a message.
    case `public`
    /// Offices outside the product.
    case consulted
}
