package import Foundation
package import TaoliModels
package import TaoliPolicy

/// How one kind of event is told.
package struct Notice: Hashable, Sendable {
    /// What is told by it.
    package let event: NoticeEvent
    /// Empty: whom the event itself names.
    package let tell: [NoticeRecipient]
    /// Besides the inbox.
    package let channels: [NoticeChannel]
    /// How much it presses.
    package let urgency: NoticeUrgency
    /// Hours after which an unread message is told above; `nil`: never.
    package let escalateHours: Int?
    /// Clause id; `nil` where the rule is ours.
    package let clause: String?
    /// Why we made the rule; `nil` for a clause's rule.
    package let ours: String?

    init(
        _ event: NoticeEvent, tell: [NoticeRecipient] = [],
        channels: [NoticeChannel] = [.email, .webhook], urgency: NoticeUrgency = .normal,
        escalateHours: Int? = nil, clause: String? = nil, ours: String?
    ) {
        self.event = event
        self.tell = tell
        self.channels = channels
        self.urgency = urgency
        self.escalateHours = escalateHours
        self.clause = clause
        self.ours = ours
    }

    /// When an unread message is told above; `nil`: never.
    package func escalation(from moment: Date) -> Date? {
        escalateHours.map { moment.addingTimeInterval(Double($0) * 3600) }
    }
}

/// The rules that hold in a district: its pack's, and the product's own for what the pack leaves
/// open.
package struct NoticeRules: Hashable, Sendable {
    private let notices: [NoticeEvent: Notice]
    /// The pack's own texts, in the order of its file.
    package let texts: [NoticeTextRule]
    /// The pack's id; empty without one.
    package let packID: String
    /// SHA-256 of the pack's file; empty without one.
    package let packVersion: String
    /// What the pack calls its membership modes, by their ids.
    package let modes: [String: Wording]

    /// - Parameter pack: `nil` for a district that follows none.
    package init(pack: PolicyPack?) {
        var notices = Dictionary(
            uniqueKeysWithValues: NoticeEvent.allCases.map { ($0, NoticeRules.standard($0)) })
        for rule in pack?[NotificationSection.self].rules ?? [] {
            notices[rule.event] = Notice(
                rule.event, tell: rule.tell, channels: rule.channels, urgency: rule.urgency,
                escalateHours: rule.escalateHours, clause: rule.source.clause,
                ours: rule.source.ours)
        }
        self.notices = notices
        texts = pack?[NotificationSection.self].texts ?? []
        packID = pack?.id ?? ""
        packVersion = pack?.version ?? ""
        modes = Dictionary(
            (pack?[UnitsSection.self].modes ?? []).map { ($0.id, $0.name) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The pack's text for a message: that of its step before that of its kind.
    /// - Parameter step: the step that it is about; `nil` for none or several.
    /// - Returns: `nil` where the product's own holds.
    package func text(for message: NoticeMessage, step: String?) -> NoticeTextRule? {
        let fitting = texts.filter { $0.message == message }
        return step.flatMap { step in fitting.first { $0.step == step } }
            ?? fitting.first { $0.step == nil }
    }

    /// The rule of an event; there is one for each.
    package subscript(_ event: NoticeEvent) -> Notice {
        notices[event] ?? NoticeRules.standard(event)
    }

    /// The product's own.
    private static func standard(_ event: NoticeEvent) -> Notice {
        let ours = "the product's own rule"
        switch event {
        case .groupFounded: return Notice(event, tell: [.bureau], ours: ours)
        case .schoolJoined, .schoolLeft, .unitRenamed, .unitDesignated:
            return Notice(event, tell: [.school, .leads, .bureau], ours: ours)
        case .groupMerged, .groupSplit:
            return Notice(event, tell: [.leads, .members, .bureau], ours: ours)
        case .groupTookOver: return Notice(event, tell: [.leads, .bureau], ours: ours)
        case .importSummary: return Notice(event, channels: [.email], urgency: .low, ours: ours)
        case .caseTurn, .planImpossible, .contestOpened, .objectionRaised, .warned, .secondFailure:
            return Notice(event, urgency: .urgent, escalateHours: 72, ours: ours)
        case .unread: return Notice(event, urgency: .urgent, ours: ours)
        case .caseOpened, .caseAnswered, .caseClosed, .bodyDecided, .documentProposed,
            .documentInForce, .documentAnswered, .planDecided, .placementTold,
            .objectionAnswered, .resultPublished, .surveyOpened, .namingChanged, .calendarDue:
            return Notice(event, ours: ours)
        }
    }
}

/// Everybody whom a rule could mean.
package struct NoticeCircle: Hashable, Sendable {
    /// That it is about; `nil` for what is about none.
    package let school: SchoolID?
    /// Schools that lead the group; empty for what is about none.
    package let leads: [SchoolID]
    /// The other schools of the group.
    package let members: [SchoolID]
    /// `nil` for what is about none.
    package let group: GroupID?
    /// The bureau that keeps the record.
    package let bureau: DistrictCode

    package init(
        school: SchoolID?, leads: [SchoolID], members: [SchoolID], group: GroupID?,
        bureau: DistrictCode
    ) {
        self.school = school
        self.leads = leads
        self.members = members
        self.group = group
        self.bureau = bureau
    }

    /// Those whom a rule names, each once: the nearest first, the bureau last.
    package func recipients(_ tell: [NoticeRecipient]) -> [Recipient] {
        var found: [Recipient] = []
        func add(_ recipient: NoticeRecipient, _ units: [Recipient]) {
            guard tell.contains(recipient) else { return }
            for unit in units where !found.contains(unit) { found.append(unit) }
        }
        add(.school, school.map { [.school($0)] } ?? [])
        add(.leads, leads.map { .school($0) })
        add(.members, members.map { .school($0) })
        add(.council, group.map { [.group($0)] } ?? [])
        add(.bureau, [.bureau(bureau)])
        return found
    }
}
