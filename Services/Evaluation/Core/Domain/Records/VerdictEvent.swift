package import TaoliModels
package import TaoliPolicy

/// What happened to a record.
package enum VerdictEvent: Hashable, Sendable {
    /// A final result, with what it rests on.
    case published(VerdictYear, [CycleResult])
    /// Another result counts in the place of a final one.
    case corrected(ResultCorrection)
    /// The plate hangs from that day.
    case warningBegan(CalendarDate)
    /// The plate came down on that day.
    case warningEnded(CalendarDate)
    /// So many adjacent years with a level; the school's sites in the group.
    case consecutiveFailure(ConsequenceRule, [SchoolYear], [SiteID])
    /// The same row, which a correction broke, and why.
    case failureWithdrawn(ConsequenceRule, [SchoolYear], [SiteID], reason: String)
    /// A published cycle gave no level.
    case levelMissing
    /// Named on that day; when it is reviewed.
    case named(CalendarDate, ReviewWindow)
    /// The window opened, or passed.
    case reviewDue(ReviewWindow, isOverdue: Bool)
    /// Reviewed on that day; when it is reviewed next.
    case reviewPassed(CalendarDate, ReviewWindow)
    /// Eligibility ended on that day, on these grounds.
    case disqualified(CalendarDate, [String], reason: String)
    /// The name was taken away on that day, on these grounds.
    case revoked(CalendarDate, [String], reason: String)
}

/// What took the place of a final result.
package struct ResultCorrection: Hashable, Sendable {
    /// What counts since.
    package let year: VerdictYear
    /// What counted before.
    package let former: VerdictYear
    /// What the new one rests on.
    package let figures: [CycleResult]
    /// The day from which it counts.
    package let correctedOn: CalendarDate
    /// Why.
    package let reason: String

    package init(
        year: VerdictYear, former: VerdictYear, figures: [CycleResult], correctedOn: CalendarDate,
        reason: String
    ) {
        self.year = year
        self.former = former
        self.figures = figures
        self.correctedOn = correctedOn
        self.reason = reason
    }
}

/// One event with its place in the record's history.
package struct VerdictChange: Hashable, Sendable {
    /// The record's version after it.
    package let sequence: Int64
    /// What happened.
    package let event: VerdictEvent
    /// The clause it rests on, or `ours`.
    package let clause: String
    /// Units to be told; none twice.
    package let recipients: [UnitReference]
}

/// What a command made of a record.
package struct VerdictDecision: Hashable, Sendable {
    /// The record after it.
    package let state: VerdictRecord
    /// What happened, in order; empty when nothing changed.
    package let changes: [VerdictChange]
}

/// Numbers the events of one decision.
struct VerdictLog {
    private(set) var changes: [VerdictChange] = []
    private let version: Int64
    private let isHushed: (VerdictEvent) -> Bool

    /// - Parameter isHushed: events that are kept and told to nobody.
    init(_ record: VerdictRecord, isHushed: @escaping (VerdictEvent) -> Bool = { _ in false }) {
        version = record.version
        self.isHushed = isHushed
    }

    mutating func record(_ event: VerdictEvent, clause: String, telling: [UnitReference]) {
        changes.append(
            VerdictChange(
                sequence: version + Int64(changes.count) + 1, event: event, clause: clause,
                recipients: isHushed(event) ? [] : telling.uniqued))
    }

    func decision(_ record: VerdictRecord) -> VerdictDecision {
        var state = record
        state.version = version + Int64(changes.count)
        return VerdictDecision(state: state, changes: changes)
    }
}

extension VerdictRecord {
    /// Its group and school.
    var own: [UnitReference] {
        [UnitReference(.group, "\(subject.group)")]
            + (subject.school.map { [UnitReference(.school, "\($0)")] } ?? [])
    }

    /// The bureau whose assessments they are.
    var bureau: UnitReference { UnitReference(.district, district.rawValue) }
}
