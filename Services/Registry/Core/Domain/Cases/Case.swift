package import TaoliModels

/// Something that follows a chain of steps: who asks for what, how far it is, and every answer that
/// was given. It keeps the version of the pack with which it began.
package struct Case: Hashable, Sendable {
    package let id: CaseID
    /// The pack's id, e.g. `XN`.
    package let pack: String
    /// The pack's version: SHA-256 of its file.
    package let packVersion: String
    /// The chain's id, e.g. `JX`.
    package let chain: String
    package let facts: CaseFacts
    /// The day on which it was opened.
    package let openedOn: CalendarDate
    /// Who opened it, in which role.
    package let openedBy: CaseSignature
    package internal(set) var status: CaseStatus
    /// In the chain's order.
    package internal(set) var steps: [CaseStep]
    /// Rules that the bureau set aside, each with its reason.
    package internal(set) var exceptions: [RuleException]
    /// First day on which what it brought about holds; `nil` until then.
    package internal(set) var effectiveOn: CalendarDate?
    /// Sequence of its last event.
    package internal(set) var version: Int64
    /// Who ended it besides its steps, and why; `nil` while nobody did, and of cases taken back
    /// under releases that did not keep it.
    package internal(set) var closing: CaseClosing?

    package init(
        id: CaseID, pack: String, packVersion: String, chain: String, facts: CaseFacts,
        openedOn: CalendarDate, openedBy: CaseSignature, status: CaseStatus, steps: [CaseStep],
        exceptions: [RuleException], effectiveOn: CalendarDate?, version: Int64,
        closing: CaseClosing? = nil
    ) {
        self.id = id
        self.pack = pack
        self.packVersion = packVersion
        self.chain = chain
        self.facts = facts
        self.openedOn = openedOn
        self.openedBy = openedBy
        self.status = status
        self.steps = steps
        self.exceptions = exceptions
        self.effectiveOn = effectiveOn
        self.version = version
        self.closing = closing
    }

    /// The step of that id.
    package func step(_ id: String) -> CaseStep? { steps.first { $0.id == id } }

    /// The steps at which somebody can act now.
    package var openSteps: [CaseStep] { steps.filter { $0.state == .open } }
}

/// How far a case is.
package enum CaseStatus: String, CaseIterable, Sendable {
    /// Somebody is to act.
    case open
    /// Returned for correction: the applicant is to act, no deadline runs.
    case returned
    /// What it asked for came about; something is still to be done after it.
    case decided
    /// Everything is done.
    case completed
    /// 不予通过: nothing changed; a new application is possible.
    case refused
    /// Not proven or not passed: the member stays.
    case dropped
    /// The applicant took it back.
    case withdrawn

    /// Nothing can happen any more.
    package var isClosed: Bool {
        switch self {
        case .open, .returned, .decided: false
        case .completed, .refused, .dropped, .withdrawn: true
        }
    }
}

/// One step of a case.
package struct CaseStep: Hashable, Sendable {
    /// As in the chain, e.g. `J.3`.
    package let id: String
    package internal(set) var state: StepState
    /// When it opened last; `nil` before.
    package internal(set) var openedOn: CalendarDate?
    /// Last day of its deadline; `nil` when it has none, or the year's working days are unknown.
    package internal(set) var dueOn: CalendarDate?
    /// Who acts in place of the actor; `nil` when nobody was named.
    package internal(set) var delegate: AccountID?
    /// Every answer given, oldest first.
    package internal(set) var answers: [StepAnswer]

    package init(
        id: String, state: StepState = .waiting, openedOn: CalendarDate? = nil,
        dueOn: CalendarDate? = nil, delegate: AccountID? = nil, answers: [StepAnswer] = []
    ) {
        self.id = id
        self.state = state
        self.openedOn = openedOn
        self.dueOn = dueOn
        self.delegate = delegate
        self.answers = answers
    }
}

/// How far a step is.
package enum StepState: String, CaseIterable, Sendable {
    /// The steps before it are not over.
    case waiting
    /// Its actor can answer.
    case open
    /// The applicant is to correct something first.
    case returned
    /// Answered; what follows may open.
    case over
    /// Not part of this case.
    case skipped
    /// The case was closed before it.
    case void

    /// The steps after it may open.
    var isPassed: Bool { self == .over || self == .skipped }
}

/// What somebody answered at a step.
package struct StepAnswer: Hashable, Sendable {
    package let outcome: StepOutcome
    /// Who answered, in which role at which unit.
    package let by: CaseSignature
    /// The day on which it was answered.
    package let on: CalendarDate
    /// May be empty for a "yes".
    package let reason: String
    /// What was handed in with it; may be none.
    package let papers: [CasePaper]
    /// The date of a consent from which it holds (decision 15).
    package let effectiveOn: CalendarDate?
    /// The count, of a vote; `nil` otherwise.
    package let vote: VoteCount?

    package init(
        outcome: StepOutcome, by: CaseSignature, on: CalendarDate, reason: String = "",
        papers: [CasePaper] = [], effectiveOn: CalendarDate? = nil, vote: VoteCount? = nil
    ) {
        self.outcome = outcome
        self.by = by
        self.on = on
        self.reason = reason
        self.papers = papers
        self.effectiveOn = effectiveOn
        self.vote = vote
    }
}

/// An answer's kind; what it means depends on the step's act.
package enum StepOutcome: String, CaseIterable, Sendable {
    /// Submitted, agreed, positive, consented, recorded, filed, passed, done.
    case yes
    /// Negative, refused, not controllable, not passed.
    case no
    /// 退回补正
    case returned
    /// The applicant corrected and sends it again.
    case resubmitted
    /// The applicant asks the bureau in spite of a negative opinion, once (decision 13).
    case insisted
    /// The time passed and the right with it.
    case missed
    /// Somebody was named to act in the actor's place, or no longer is.
    case delegated
    /// The other side was informed and decides nothing (decision 14).
    case informed
}

/// Who answered: the account, and the role and unit in which it did.
package struct CaseSignature: Hashable, Sendable {
    /// An account id, or `service:<name>`.
    package let subject: String
    package let role: Role
    /// Where the role is held; `nil` for the product itself.
    package let unit: UnitReference?

    package init(subject: String, role: Role, unit: UnitReference?) {
        self.subject = subject
        self.role = role
        self.unit = unit
    }

    /// Whoever calls, as it stands in the token.
    package init(_ caller: Caller) {
        self.init(subject: caller.subject, role: caller.role, unit: caller.unit)
    }

    /// The product itself, on a date.
    package static let system = CaseSignature(
        subject: "service:registry", role: .service, unit: nil)
}

/// How a case ended that no answer at a step ended.
package struct CaseClosing: Hashable, Sendable {
    /// The applicant that took it back, or the product itself.
    package let by: CaseSignature
    /// The day on which it ended.
    package let on: CalendarDate
    /// May be empty where the product ended it.
    package let reason: String

    package init(by author: CaseSignature, on: CalendarDate, reason: String) {
        by = author
        self.on = on
        self.reason = reason
    }
}

/// A paper that was handed in: where it lies, not its content.
package struct CasePaper: Hashable, Sendable {
    /// An evidence id of the pack.
    package let kind: String
    /// Document number or address, 1 to `RegistryLimits.referenceMax` characters.
    package let reference: String

    package init(kind: String, reference: String) {
        self.kind = kind
        self.reference = reference
    }
}

/// A vote as it was counted.
package struct VoteCount: Hashable, Sendable {
    /// All members of the body, without the one concerned where it does not vote.
    package let members: Int
    /// Of the members, how many were there.
    package let present: Int
    /// Of those, how many were in favour.
    package let inFavour: Int

    package init(members: Int, present: Int, inFavour: Int) {
        self.members = members
        self.present = present
        self.inFavour = inFavour
    }
}

/// A rule that was set aside.
package struct RuleException: Hashable, Sendable {
    /// The rule's path in the pack.
    package let rule: String
    /// Why, in the words of the bureau.
    package let reason: String
    /// Who granted it; `nil` until the answer counts, and of releases that did not keep it.
    package let grant: Grant?

    /// By whom, at which step, and when an exception was granted.
    package struct Grant: Hashable, Sendable {
        /// The step whose answer it came with.
        package let step: String
        /// The bureau's account.
        package let by: CaseSignature
        /// The answer's day.
        package let on: CalendarDate

        package init(step: String, by: CaseSignature, on: CalendarDate) {
            self.step = step
            self.by = by
            self.on = on
        }
    }

    package init(rule: String, reason: String, grant: Grant? = nil) {
        self.rule = rule
        self.reason = reason
        self.grant = grant
    }
}
