package import TaoliModels

/// An assessment of a district's units for one year, by the rules with which it began.
package struct Cycle: Hashable, Sendable {
    /// Names it.
    package let id: CycleID
    /// Whose cycle it is.
    package let district: DistrictCode
    /// The pack's id.
    package let pack: String
    /// Of the pack's file: rules never change while it runs (TC-33).
    package let packVersion: String
    /// What it judges by.
    package let kind: CycleKind
    /// What is assessed, in the pack's words.
    package let name: Wording
    /// The clause it rests on, or `ours`.
    package let clause: String
    /// The year that is assessed.
    package let period: CyclePeriod
    /// The day whose membership counts.
    package let membersOn: CalendarDate
    /// It was decided before this program knew of it.
    package let isPast: Bool
    /// Working days for objections.
    package let contestDays: Int
    /// The day on which it was opened.
    package let openedOn: CalendarDate
    /// Frozen when it was opened; by group, then school.
    package let members: [CycleMember]
    /// Where it stands.
    package internal(set) var status: CycleStatus
    /// How often it was computed.
    package internal(set) var computation: Int
    /// SHA-256 of what went in; empty before it was computed.
    package internal(set) var inputsHash: String
    /// SHA-256 of everything; empty before it was computed.
    package internal(set) var hash: String
    /// Results of the last computation.
    package internal(set) var resultCount: Int
    /// Last day for objections; `nil` before it was computed.
    package internal(set) var contestUntil: CalendarDate?
    /// The day on which it became final; `nil` before.
    package internal(set) var publishedOn: CalendarDate?
    /// In the order in which they were raised.
    package internal(set) var objections: [CycleObjection]
    /// In their order; empty while the first publication counts.
    package internal(set) var corrections: [CycleCorrection]
    /// Sequence of its last event.
    package internal(set) var version: Int64

    package init(
        id: CycleID, district: DistrictCode, pack: String, packVersion: String, kind: CycleKind,
        name: Wording, clause: String, period: CyclePeriod, membersOn: CalendarDate, isPast: Bool,
        contestDays: Int, openedOn: CalendarDate, members: [CycleMember],
        status: CycleStatus = .open, computation: Int = 0, inputsHash: String = "",
        hash: String = "", resultCount: Int = 0, contestUntil: CalendarDate? = nil,
        publishedOn: CalendarDate? = nil, objections: [CycleObjection] = [],
        corrections: [CycleCorrection] = [], version: Int64 = 0
    ) {
        self.id = id
        self.district = district
        self.pack = pack
        self.packVersion = packVersion
        self.kind = kind
        self.name = name
        self.clause = clause
        self.period = period
        self.membersOn = membersOn
        self.isPast = isPast
        self.contestDays = contestDays
        self.openedOn = openedOn
        self.members = members
        self.status = status
        self.computation = computation
        self.inputsHash = inputsHash
        self.hash = hash
        self.resultCount = resultCount
        self.contestUntil = contestUntil
        self.publishedOn = publishedOn
        self.objections = objections
        self.corrections = corrections
        self.version = version
    }

    /// The groups assessed, by name.
    package var groups: [GroupID] {
        var seen: Set<GroupID> = []
        return members.map(\.group).filter { seen.insert($0).inserted }
    }

    /// Its own district and those of its members. Sorted.
    package var districts: [DistrictCode] {
        Set(members.flatMap(\.districts) + [district]).sorted()
    }

    /// An upheld objection asks for another computation.
    package var mustRecompute: Bool {
        objections.contains { $0.status == .upheld && $0.computation == computation }
    }

    /// The cycle with only those objections that somebody may see.
    package func showing(_ isSeen: (CycleObjection) -> Bool) -> Cycle {
        var cycle = self
        cycle.objections = objections.filter(isSeen)
        return cycle
    }

    /// The member of that group with that school.
    package func member(_ subject: CycleSubject) -> CycleMember? {
        members.first { $0.group == subject.group && $0.school == subject.school }
    }
}

/// What somebody assessed has against a result.
package struct CycleObjection: Hashable, Sendable {
    /// Names it.
    package let id: ObjectionID
    /// Whom it is about.
    package let subject: CycleSubject
    /// The computation it is raised against.
    package let computation: Int
    /// The day on which it was raised.
    package let raisedOn: CalendarDate
    /// Last day for the answer.
    package let dueOn: CalendarDate
    /// Why; at most `EvaluationLimits.reasonMax` characters.
    package let reason: String
    /// Where it stands.
    package internal(set) var status: Status
    /// The day of the answer; `nil` before.
    package internal(set) var answeredOn: CalendarDate?
    /// The answer's reason; empty before.
    package internal(set) var answer: String

    /// Where an objection stands.
    package enum Status: String, CaseIterable, Sendable {
        /// It waits for an answer.
        case open
        /// It was right: inputs are corrected and results computed again.
        case upheld
        /// It was not.
        case rejected
    }

    package init(
        id: ObjectionID, subject: CycleSubject, computation: Int, raisedOn: CalendarDate,
        dueOn: CalendarDate, reason: String, status: Status = .open,
        answeredOn: CalendarDate? = nil, answer: String = ""
    ) {
        self.id = id
        self.subject = subject
        self.computation = computation
        self.raisedOn = raisedOn
        self.dueOn = dueOn
        self.reason = reason
        self.status = status
        self.answeredOn = answeredOn
        self.answer = answer
    }
}
