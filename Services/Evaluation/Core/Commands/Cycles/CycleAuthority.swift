import TaoliModels
import TaoliPolicy

/// Who may do what with a cycle: its bureau everything, a council what the pack gives councils.
enum CycleAuthority {
    /// - Throws: `not-your-cycle`.
    static func checkBureau(_ caller: Caller, _ district: DistrictCode) throws(Refusal) {
        guard isBureau(caller, district) else { throw CycleRefusals.notYours(district) }
    }

    static func isBureau(_ caller: Caller, _ district: DistrictCode) -> Bool {
        switch caller.role {
        case .city: true
        case .district: caller.unit == UnitReference(.district, district.rawValue)
        case .group, .school, .auditor, .service: false
        }
    }

    /// The group that the caller works for, when its council is the assessor of this cycle.
    static func council(_ caller: Caller, _ cycle: Cycle, _ pack: PolicyPack) -> GroupID? {
        guard caller.role == .group, assessor(cycle, pack) == .council,
            let group = caller.unit.flatMap({ GroupID($0.id) }), cycle.groups.contains(group)
        else { return nil }
        return group
    }

    private static func assessor(_ cycle: Cycle, _ pack: PolicyPack) -> Assessor? {
        let section = pack[EvaluationSection.self]
        return switch cycle.kind {
        case .standards: .bureau
        case .levels: section.levels.first?.by
        case .tree(let id): section.trees.first { $0.id == id }?.by
        }
    }
}
