package import TaoliModels

/// What a body has on its agenda, and what it decided (TC-6, XN-4, XN-23).
package struct Resolution: Hashable, Sendable {
    package let id: ResolutionID
    /// On whose agenda it is.
    package let body: BodyID
    /// 1 to `RegistryLimits.nameMax` characters.
    package let title: String
    package let matter: AgendaMatter
    /// The member school that it is about; `nil` when it is about none.
    package let concerned: SchoolID?
    /// The day on which it came on the agenda.
    package let proposedOn: CalendarDate
    /// Who put it on the agenda.
    package let proposedBy: CaseSignature
    package internal(set) var status: ResolutionStatus
    /// Oldest first.
    package internal(set) var advice: [Advice]
    /// The session that decided it; `nil` before.
    package internal(set) var session: DecidedSession?

    package init(
        id: ResolutionID, body: BodyID, title: String, matter: AgendaMatter,
        concerned: SchoolID?, proposedOn: CalendarDate, proposedBy: CaseSignature,
        status: ResolutionStatus, advice: [Advice], session: DecidedSession?
    ) {
        self.id = id
        self.body = body
        self.title = title
        self.matter = matter
        self.concerned = concerned
        self.proposedOn = proposedOn
        self.proposedBy = proposedBy
        self.status = status
        self.advice = advice
        self.session = session
    }
}

/// What an agenda item is about.
package enum AgendaMatter: Hashable, Sendable {
    /// 成员校重大事项: a major matter of a member, which the council decides (XN-23).
    case member
    /// A version of a document that the council accepts.
    case document(DocumentID, version: Int)
    /// A case in which the council has a step.
    case `case`(CaseID)
    /// Anything else, e.g. a group's own 三重一大.
    case general

    /// As it is stored and sent.
    package var name: String {
        switch self {
        case .member: "member"
        case .document: "document"
        case .case: "case"
        case .general: "general"
        }
    }
}

/// How far an agenda item is.
package enum ResolutionStatus: String, CaseIterable, Sendable {
    /// On the agenda.
    case proposed
    /// Enough voted in favour.
    case adopted
    /// Not enough did.
    case rejected
    /// Taken off the agenda.
    case withdrawn
}

/// What an expert committee advised (TC-6).
package struct Advice: Hashable, Sendable {
    /// The committee.
    package let adviser: BodyID
    /// Document number or address, 1 to `RegistryLimits.referenceMax` characters.
    package let reference: String
    /// The day of the advice.
    package let on: CalendarDate

    package init(adviser: BodyID, reference: String, on: CalendarDate) {
        self.adviser = adviser
        self.reference = reference
        self.on = on
    }
}

/// A session as it was counted.
package struct DecidedSession: Hashable, Sendable {
    /// The day of the session.
    package let heldOn: CalendarDate
    /// The version of the pack by which it was counted.
    package let packVersion: String
    /// The id of the rule of votes.
    package let rule: String
    /// The rule's clause; `nil` where it is ours.
    package let clause: String?
    /// Everybody who was there, also without a vote.
    package let present: [AppointmentID]
    /// Who voted how; empty where only the count is known.
    package let ballots: [Ballot]
    /// Members with a vote; the member concerned is not counted where it is only heard.
    package let members: Int
    /// Of the members with a vote, those who were there.
    package let voting: Int
    package let tally: VoteTally
    /// Where the member concerned was heard, or said that it need not be; empty where nobody was.
    package let hearing: String
    /// Number or address of the minutes.
    package let minutes: String

    package init(
        heldOn: CalendarDate, packVersion: String, rule: String, clause: String?,
        present: [AppointmentID], ballots: [Ballot], members: Int, voting: Int, tally: VoteTally,
        hearing: String, minutes: String
    ) {
        self.heldOn = heldOn
        self.packVersion = packVersion
        self.rule = rule
        self.clause = clause
        self.present = present
        self.ballots = ballots
        self.members = members
        self.voting = voting
        self.tally = tally
        self.hearing = hearing
        self.minutes = minutes
    }

    /// The count as a step of a case takes it.
    package var count: VoteCount {
        VoteCount(members: members, present: voting, inFavour: tally.inFavour)
    }
}

/// One member's vote.
package struct Ballot: Hashable, Sendable {
    /// The appointment by which the member votes.
    package let member: AppointmentID
    package let choice: Choice

    /// How a member votes.
    package enum Choice: String, CaseIterable, Sendable {
        /// 赞成
        case favour
        /// 反对
        case against
        /// 弃权
        case abstained
    }

    package init(member: AppointmentID, choice: Choice) {
        self.member = member
        self.choice = choice
    }
}

/// How many voted how.
package struct VoteTally: Hashable, Sendable {
    /// 赞成
    package let inFavour: Int
    /// 反对
    package let against: Int
    /// 弃权
    package let abstained: Int

    package init(inFavour: Int, against: Int, abstained: Int) {
        self.inFavour = inFavour
        self.against = against
        self.abstained = abstained
    }

    /// Counts ballots.
    package init(_ ballots: [Ballot]) {
        inFavour = ballots.count { $0.choice == .favour }
        against = ballots.count { $0.choice == .against }
        abstained = ballots.count { $0.choice == .abstained }
    }

    /// All of them.
    var total: Int { inFavour + against + abstained }
}
