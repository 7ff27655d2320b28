package import TaoliModels
package import TaoliPolicy

/// What happened to a record.
package enum VerdictEvent: Hashable, Sendable {
    /// A final result, with what it rests on.
    case published(VerdictYear, [CycleResult])
    case warningBegan(CalendarDate)
    case warningEnded(CalendarDate)
    /// So many adjacent years with a level; the school's sites in the group.
    case consecutiveFailure(ConsequenceRule, [SchoolYear], [SiteID])
    case levelMissing
    case named(CalendarDate, ReviewWindow)
    case reviewDue(ReviewWindow, isOverdue: Bool)
    case reviewPassed(CalendarDate, ReviewWindow)
    case disqualified(CalendarDate, [String], reason: String)
    case revoked(CalendarDate, [String], reason: String)
}

/// One event with its place in the record's history.
package struct VerdictChange: Hashable, Sendable {
    /// The record's version after it.
    package let sequence: Int64
    package let event: VerdictEvent
    package let clause: String
    /// Units to be told; none twice.
    package let recipients: [UnitReference]
}

/// What a command made of a record.
package struct VerdictDecision: Hashable, Sendable {
    package let state: VerdictRecord
    package let changes: [VerdictChange]
}

/// Numbers the events of one decision.
struct VerdictLog {
    private(set) var changes: [VerdictChange] = []
    private let version: Int64

    init(_ record: VerdictRecord) { version = record.version }

    mutating func record(_ event: VerdictEvent, clause: String, telling: [UnitReference]) {
        changes.append(
            VerdictChange(
                sequence: version + Int64(changes.count) + 1, event: event, clause: clause,
                recipients: telling.uniqued))
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
