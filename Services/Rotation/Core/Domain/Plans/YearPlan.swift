package import TaoliModels
import TaoliPolicy

/// A year's plan of one group and stage, from the search to the decision.
package struct YearPlan: Hashable, Sendable {
    /// Its id.
    package let id: PlanID
    /// Whose plan it is.
    package let group: GroupID
    /// The district whose bureau plans: the group's.
    package let district: DistrictCode
    /// All districts concerned, for scopes.
    package let districts: [DistrictCode]
    package let stage: Stage
    package let year: SchoolYear
    /// The day whose facts it rests on: the first of the school year, or the day it was begun when
    /// that is later.
    package let factsOn: CalendarDate
    /// Id of the pack by which it is made.
    package let pack: String
    /// Version of that pack.
    package let packVersion: String
    /// The clause that asks for the year's share, or `ours`.
    package let clause: String
    /// SHA-256 of what it is solved on.
    package let instanceHash: String
    /// Schools that send, in the order of the instance.
    package let sending: [SchoolID]
    /// Schools that receive, in the order of the instance.
    package let receiving: [SchoolID]
    /// Teachers of its schools, and those of them who may be sent.
    package let teachers: Int
    /// Those of them who may be sent.
    package let eligible: Int
    package var state: PlanState
    /// `nil` before the search ended.
    package var result: PlanResult?
    /// The ready plan that the bureau took.
    package var ready: ReadyKind?
    /// Who goes where; of an infeasible plan nobody, until a ready plan was taken.
    package var moves: [PlannedMove]
    /// Teachers missing from quotas, and key teachers missing; other than 0 only in a ready plan.
    package var quotaMissing: Int
    /// Key teachers missing; other than 0 only in a ready plan.
    package var keyMissing: Int
    /// Teachers who cannot go.
    package var withdrawn: [PersonID]
    /// First day on which nobody may object any more.
    package var consultedUntil: CalendarDate?
    /// In the order in which they came.
    package var objections: [PlanObjection]
    /// The day of the decision; `nil` before it.
    package var decidedOn: CalendarDate?
    /// School years that its placements last, those of substitutes too; `nil` before the decision.
    package var years: Int?
    /// Its version: the sequence of its last event.
    package var version: Int64

    package init(
        id: PlanID, group: GroupID, district: DistrictCode, districts: [DistrictCode],
        stage: Stage, year: SchoolYear, factsOn: CalendarDate, pack: String, packVersion: String,
        clause: String, instanceHash: String, sending: [SchoolID], receiving: [SchoolID],
        teachers: Int, eligible: Int, state: PlanState = .queued, result: PlanResult? = nil,
        ready: ReadyKind? = nil,
        moves: [PlannedMove] = [], quotaMissing: Int = 0, keyMissing: Int = 0,
        withdrawn: [PersonID] = [], consultedUntil: CalendarDate? = nil,
        objections: [PlanObjection] = [], decidedOn: CalendarDate? = nil, years: Int? = nil,
        version: Int64 = 0
    ) {
        self.id = id
        self.group = group
        self.district = district
        self.districts = districts
        self.stage = stage
        self.year = year
        self.factsOn = factsOn
        self.pack = pack
        self.packVersion = packVersion
        self.clause = clause
        self.instanceHash = instanceHash
        self.sending = sending
        self.receiving = receiving
        self.teachers = teachers
        self.eligible = eligible
        self.state = state
        self.result = result
        self.ready = ready
        self.moves = moves
        self.quotaMissing = quotaMissing
        self.keyMissing = keyMissing
        self.withdrawn = withdrawn
        self.consultedUntil = consultedUntil
        self.objections = objections
        self.decidedOn = decidedOn
        self.years = years
        self.version = version
    }

    /// Whom its events concern: the bureau, the group and its schools.
    package var recipients: [UnitReference] {
        [
            UnitReference(.district, district.rawValue),
            UnitReference(.group, group.description),
        ] + (sending + receiving).map { UnitReference(.school, $0.description) }
    }

    /// Schools and groups see it only from the consultation on.
    package var isPublic: Bool { state == .consulted || state == .decided }
}

/// What the search came to.
package struct PlanResult: Hashable, Sendable {
    /// How it ended.
    package enum Outcome: String, CaseIterable, Sendable {
        /// Proved to be the best.
        case optimal
        /// The time was up; the bound says how good a plan could be.
        case limit
        /// Proved that no plan keeps every rule.
        case infeasible
        /// A fault of ours.
        case failed
    }

    /// How it ended.
    package let outcome: Outcome
    /// Points; `nil` without a plan.
    package let objective: Int?
    /// No plan has fewer points; `nil` without a plan.
    package let bound: Int?

    package init(outcome: Outcome, objective: Int?, bound: Int?) {
        self.outcome = outcome
        self.objective = objective
        self.bound = bound
    }
}

/// The two plans that lie ready where no plan keeps every rule (rotation.md).
package enum ReadyKind: String, CaseIterable, Sendable {
    /// Quotas as far as possible, then key teachers.
    case quotaFirst = "quota_first"
    /// Key teachers as far as possible, then quotas.
    case keyFirst = "key_first"
}

/// A teacher's move in a plan.
package struct PlannedMove: Hashable, Sendable {
    /// Who goes.
    package let person: PersonID
    /// The school that sends.
    package let home: SchoolID
    /// The school that receives.
    package let receiving: SchoolID
    /// Empty where unknown.
    package let subject: String
    /// Whether a key teacher.
    package let isKey: Bool
    /// One way.
    package let minutes: Int
    /// Beyond the way to the home school.
    package let extraMinutes: Int
    /// Place of the school among the teacher's wishes, `nil` where it is none.
    package let wish: Int?
    /// Whether the shorter commute limit holds.
    package let isInHardship: Bool
    /// −1 unwilling, 0 nothing said, 1 willing.
    package let willing: Int

    package init(
        person: PersonID, home: SchoolID, receiving: SchoolID, subject: String, isKey: Bool,
        minutes: Int, extraMinutes: Int, wish: Int?, isInHardship: Bool, willing: Int
    ) {
        self.person = person
        self.home = home
        self.receiving = receiving
        self.subject = subject
        self.isKey = isKey
        self.minutes = minutes
        self.extraMinutes = extraMinutes
        self.wish = wish
        self.isInHardship = isInHardship
        self.willing = willing
    }
}
