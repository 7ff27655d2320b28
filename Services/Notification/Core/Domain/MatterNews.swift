package import TaoliModels

/// Something about a body or a document of a unit that people must know. Registry has said who they
/// are.
package struct MatterNews: Hashable, Sendable {
    /// What happened.
    package enum Happening: Hashable, Sendable {
        /// A body voted; `outcome` as registry names it.
        case decided(outcome: String)
        /// A version of a document waits for the recipients' acceptance.
        case proposed(DocumentEdition)
        /// A version holds.
        case inForce(DocumentEdition)
        /// The bureau took a version on file.
        case filed(DocumentEdition)
        /// The bureau returned a version, with what must be put right.
        case returned(DocumentEdition, reason: String)
    }

    /// Whose the body or document is.
    package let unit: UnitReference
    /// What the pack calls the body or document.
    package let subject: Wording
    package let happening: Happening
    /// The school that it is about; `nil` for none.
    package let school: SchoolID?
    /// The day from which it holds or on which it was; `nil` where registry names none.
    package let date: CalendarDate?
    /// Each once, as registry named them.
    package let recipients: [Recipient]

    package init(
        unit: UnitReference, subject: Wording, happening: Happening, school: SchoolID?,
        date: CalendarDate?, recipients: [Recipient]
    ) {
        self.unit = unit
        self.subject = subject
        self.happening = happening
        self.school = school
        self.date = date
        self.recipients = recipients
    }

    /// The text that everybody gets; of units other than groups it names no group.
    package var template: MessageTemplate {
        guard unit.kind == .group else { return MessageTemplates.unitNews }
        switch happening {
        case .decided: return MessageTemplates.resolutionDecided
        case .proposed: return MessageTemplates.documentProposed
        case .inForce: return MessageTemplates.documentInForce
        case .filed, .returned: return MessageTemplates.documentAnswered
        }
    }

    /// The group; `nil` for other units.
    package var groupID: GroupID? { unit.kind == .group ? GroupID(unit.id) : nil }

    /// Which version for which time; `nil` for what is about no document.
    package var edition: Wording? {
        switch happening {
        case .decided: nil
        case .proposed(let edition), .inForce(let edition), .filed(let edition),
            .returned(let edition, _):
            edition.text
        }
    }

    /// Why a version was returned; empty otherwise.
    package var reason: String {
        if case .returned(_, let reason) = happening { reason } else { "" }
    }

    /// How it came out, in registry's words.
    package var outcome: String {
        switch happening {
        case .decided(let outcome): outcome
        case .proposed: "proposed"
        case .inForce: "in_force"
        case .filed: "filed"
        case .returned: "returned"
        }
    }
}

/// One version of a document.
package struct DocumentEdition: Hashable, Sendable {
    /// From 1.
    package let number: Int
    /// E.g. `2026-2027`; empty for a standing document.
    package let period: String

    package init(number: Int, period: String) {
        self.number = number
        self.period = period
    }

    /// For people, to stand behind the document's name.
    package var text: Wording {
        period.isEmpty
            ? Wording("（第 \(number) 版）", " (version \(number))")
            : Wording("（\(period)，第 \(number) 版）", " (\(period), version \(number))")
    }
}
