package import TaoliModels
package import TaoliPolicy

/// Says something of a group or a school for a time: what was said before of the same kind ends on
/// the first day of the new, and on that very day it is corrected.
package struct Designate: Sendable {
    package let id: DesignationID
    package let kind: DesignationKind
    /// An id of the pack, a number or a text, by the kind.
    package let value: String
    /// Of a category: the stage meant; `nil` means all.
    package let stage: Stage?
    /// From the first day to the first day no longer; open while no end is said.
    package let validity: Validity
    /// Why; may be empty for an emblem and a town.
    package let reason: String

    package init(
        id: DesignationID, kind: DesignationKind, value: String, stage: Stage? = nil,
        validity: Validity, reason: String
    ) {
        self.id = id
        self.kind = kind
        self.value = value
        self.stage = stage
        self.validity = validity
        self.reason = reason
    }

    /// What was decided of a record and of what is said of it.
    package struct Outcome<State: Sendable>: Sendable {
        /// The record with its events.
        package let decision: Decision<State>
        /// Those that are new or changed.
        package let changed: [Designation]
    }

    /// - Parameters:
    ///   - held: all that was ever said of the group.
    ///   - pack: what its district follows on the first day; `nil` when nothing.
    /// - Returns: `GroupDesignated`, one for each that ended and one for the new.
    /// - Throws: `reason-needed`, `not-said-of-groups`, `stage-only-for-categories`, `date-order`,
    ///   `designation-overlap`, `unknown-grade`, `bad-limit`, `limit-not-lower`, `group-closed`,
    ///   `group-not-founded`, `no-policy-bound`, `too-long`.
    package func decide(_ group: Group, _ held: [Designation], pack: PolicyPack?) throws(Refusal)
        -> Outcome<Group>
    {
        guard kind.isOfGroups else { throw StructureRefusals.notSaidOf(kind) }
        if let end = group.validity.until, validity.from >= end {
            throw GroupRefusals.closed(group, on: end)
        }
        guard validity.from >= group.validity.from else { throw GroupRefusals.notFounded(group) }
        let new = try designation(.group(group.id), pack, district: group.district)
        let changed = try DesignationBook(held).opening(new)
        var log = ChangeLog(.group(group.id), version: group.version)
        for item in changed {
            log.record(
                .groupDesignated(group.id, item), on: item.changedOn, fields: item.fields,
                districts: group.districts)
        }
        var state = group
        state.version = log.version
        return Outcome(
            decision: Decision(state: state, changes: log.changes), changed: changed)
    }

    /// - Parameter stages: what its sites teach; empty when unknown.
    /// - Returns: `SchoolDesignated`, one for each that ended and one for the new.
    /// - Throws: as for a group; `unknown-category`, `stage-not-taught`, `school-closed`.
    package func decide(
        _ school: School, stages: [Stage], _ held: [Designation], pack: PolicyPack?
    ) throws(Refusal) -> Outcome<School> {
        guard !kind.isOfGroups else { throw StructureRefusals.notSaidOf(kind) }
        guard school.exists(on: validity.from) else { throw SchoolRefusals.schoolClosed(school) }
        if let stage, !stages.isEmpty, !stages.contains(stage) {
            throw StructureRefusals.stageNotTaught(stage, school)
        }
        let new = try designation(.school(school.id), pack, district: school.district)
        let changed = try DesignationBook(held).opening(new)
        var log = ChangeLog(.school(school.id), version: school.version)
        for item in changed {
            log.record(
                .schoolDesignated(school.id, item), on: item.changedOn, fields: item.fields,
                districts: [school.district])
        }
        var state = school
        state.version = log.version
        return Outcome(
            decision: Decision(state: state, changes: log.changes), changed: changed)
    }

    private func designation(
        _ subject: DesignationSubject, _ pack: PolicyPack?, district: DistrictCode
    ) throws(Refusal) -> Designation {
        if kind.needsReason, reason.isEmpty {
            throw StructureRefusals.reasonNeeded
        }
        guard stage == nil || kind == .category else { throw StructureRefusals.stageOnlyCategory }
        if let until = validity.until, until <= validity.from {
            throw GroupRefusals.dateOrder("until", after: validity.from)
        }
        let name = try DesignationValue(kind, value).name(in: pack, district: district)
        return Designation(
            id: id, subject: subject, kind: kind, value: value, name: name, stage: stage,
            validity: validity, reason: reason)
    }
}

extension Designation {
    /// The day that its last change is about: its end when it has one, else its first.
    var changedOn: CalendarDate { validity.until ?? validity.from }

    /// For the history: what is said, and its time.
    var fields: [FieldDifference?] {
        [
            .between(kind.rawValue, String?.none, value),
            .between("stage", String?.none, stage?.rawValue),
            .between("from", CalendarDate?.none, validity.from),
            .between("until", CalendarDate?.none, validity.until),
        ]
    }
}
