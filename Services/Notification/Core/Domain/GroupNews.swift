package import TaoliModels
import TaoliPolicy

/// Something about a group that people must know, and who they are.
package struct GroupNews: Hashable, Sendable {
    /// What happened.
    package enum Happening: Hashable, Sendable {
        /// The group began; its leads follow as joinings `atFounding`.
        case founded
        /// `atFounding`: a lead that belongs to the group from its first day.
        case joined(Party, atFounding: Bool)
        /// From the date on the site no longer belongs.
        case left(Party)
    }

    /// Who joined or left.
    package struct Party: Hashable, Sendable {
        package let siteID: SiteID
        /// The school to which the site belonged when it joined.
        package let schoolID: SchoolID
        package let role: MembershipRole
        /// A membership mode of the district's pack; `nil` where none was said.
        package let mode: String?
        /// First day after the agreed term; `nil` without one.
        package let termUntil: CalendarDate?

        package init(
            siteID: SiteID, schoolID: SchoolID, role: MembershipRole, mode: String? = nil,
            termUntil: CalendarDate? = nil
        ) {
            self.siteID = siteID
            self.schoolID = schoolID
            self.role = role
            self.mode = mode
            self.termUntil = termUntil
        }
    }

    package let groupID: GroupID
    /// Whose the group is: a district's code or the city's.
    package let bureau: DistrictCode
    package let happening: Happening
    /// The day from which it holds.
    package let date: CalendarDate
    /// As given with the command; may be empty.
    package let reason: String
    /// Set when an import recorded what existed already: it is counted into one summary a
    /// recipient and gets no message of its own.
    package let importJobID: ImportJobID?

    package init(
        groupID: GroupID, bureau: DistrictCode, happening: Happening, date: CalendarDate,
        reason: String = "", importJobID: ImportJobID? = nil
    ) {
        self.groupID = groupID
        self.bureau = bureau
        self.happening = happening
        self.date = date
        self.reason = reason
        self.importJobID = importJobID
    }

    /// Who joined or left; `nil` for a founding.
    package var party: Party? {
        switch happening {
        case .founded: nil
        case .joined(let party, _), .left(let party): party
        }
    }

    /// Everybody who gets a message of it by the rules that hold there, each once. A founding
    /// reaches its leads as their own joining.
    ///
    /// - Parameters:
    ///   - leads: schools that lead the group on the day it happens or is recorded.
    ///   - members: the other schools that belong to it then.
    package func recipients(
        leads: [SchoolID], members: [SchoolID] = [], by rules: NoticeRules = NoticeRules(pack: nil)
    ) -> [Recipient] {
        NoticeCircle(
            school: party?.schoolID, leads: leads, members: members, group: groupID, bureau: bureau
        ).recipients(rules[event].tell)
    }

    /// How a school belongs and until when, in brackets; `nil` where nothing is agreed.
    /// - Parameter rules: of the district whose pack words the modes.
    package func detail(by rules: NoticeRules) -> Wording? {
        guard case .joined(let party, _) = happening else { return nil }
        let mode = party.mode.map { rules.modes[$0] ?? Wording($0, $0) }
        let term = party.termUntil.map { $0.adding(days: -1) }.map {
            Wording("期限至 \($0)", "agreed until \($0)")
        }
        let parts = [mode, term].compactMap { $0 }
        guard !parts.isEmpty else { return nil }
        return Wording(
            "（\(parts.map(\.chinese).joined(separator: "，"))）",
            " (\(parts.map(\.english).joined(separator: ", ")))")
    }

    private var event: NoticeEvent {
        switch happening {
        case .founded: .groupFounded
        case .joined: .schoolJoined
        case .left: .schoolLeft
        }
    }

    /// The text that a recipient gets.
    package func template(for recipient: Recipient) -> MessageTemplate {
        if importJobID != nil { return MessageTemplates.importSummary }
        switch happening {
        case .founded: return MessageTemplates.groupFounded
        case .joined(let party, let atFounding):
            return atFounding && recipient == .school(party.schoolID)
                ? MessageTemplates.leadOfFounded : MessageTemplates.schoolJoined
        case .left: return MessageTemplates.schoolLeft
        }
    }

    /// What it adds to a summary.
    package var counts: SummaryCounts {
        switch happening {
        case .founded: SummaryCounts(foundings: 1)
        case .joined: SummaryCounts(joinings: 1)
        case .left: SummaryCounts(leavings: 1)
        }
    }
}

/// What an import recorded that concerns one recipient.
package struct SummaryCounts: Hashable, Sendable {
    /// Groups founded.
    package let foundings: Int64
    /// Sites that joined a group, leads of new groups included.
    package let joinings: Int64
    /// Sites that left a group.
    package let leavings: Int64

    package init(foundings: Int64 = 0, joinings: Int64 = 0, leavings: Int64 = 0) {
        self.foundings = foundings
        self.joinings = joinings
        self.leavings = leavings
    }
}
