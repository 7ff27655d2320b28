import TaoliModels
package import TaoliPolicy

/// Holds the schools that join against the pack's conditions (XN-1, XN-30, XN-31, GT-11, JD-13).
package struct ConditionCheck {
    let section: CompositionSection
    private let categories: [SchoolCategoryRule]

    /// By the conditions of this pack.
    package init(_ pack: PolicyPack) {
        section = pack[CompositionSection.self]
        categories = pack[UnitsSection.self].categories
    }

    /// The conditions that a school which joins does not meet.
    package func findings(_ input: GuardInput) -> [RuleFinding] {
        section.conditions.flatMap { condition in
            input.joining.filter { $0.role == condition.about }.compactMap { member in
                text(condition, member, input).map {
                    RuleFinding(
                        condition.source, condition.strength, $0,
                        remedy: condition.test == .mode ? Self.anew : nil)
                }
            }
        }
    }

    /// What a school does not meet; `nil` when it does.
    private func text(_ condition: ConditionRule, _ member: UnitMember, _ input: GuardInput)
        -> Wording?
    {
        let name = member.name
        let allowed = condition.values.joined(separator: ", ")
        switch condition.test {
        case .public where member.ownership != .public:
            return Wording("“\(name)”不是公办学校。", "“\(name)” is not a public school.")
        case .built where member.status != .open && !input.mayBeUnbuilt:
            return Wording("“\(name)”尚未开办或已停办。", "“\(name)” is not open.")
        case .category where member.categories.isDisjoint(with: condition.values):
            let names = condition.values.map { id in
                categories.first { $0.id == id }?.name ?? Wording(id, id)
            }
            return Wording(
                "“\(name)”没有被认定为\(names.map(\.chinese).joined(separator: "或"))"
                    + "（教育局用 taoli unit category 认定：\(allowed)）。",
                "“\(name)” is not designated as \(names.map(\.english).joined(separator: " or ")): "
                    + "its bureau does so with taoli unit category (\(allowed)).")
        case .mode where !condition.values.contains(member.mode ?? ""):
            return Wording(
                "“\(name)”的加入方式不是 \(allowed)。", "“\(name)” does not join in one of \(allowed).")
        case .sameDistrict where member.district != input.district:
            return Wording("“\(name)”不在本区。", "“\(name)” lies outside the district.")
        case .acrossStages where !addsStage(member, input):
            return Wording(
                "“\(name)”没有为该单位带来新的学段。", "“\(name)” adds no stage to the unit.")
        case .sameTown where isApart(member, input):
            let town = member.town ?? ""
            return Wording(
                "“\(name)”在\(town)，该单位没有学校在这一街镇。",
                "“\(name)” lies in \(town), in which no school of the unit lies.")
        default: return nil
        }
    }

    /// What a case is about never changes.
    static let anew = Wording(
        "请撤回本事项（taoli case withdraw），用正确的 --mode 和 --years 重新申请（taoli case open join）。",
        "Withdraw the case (taoli case withdraw) and open it anew with the right --mode and "
            + "--years (taoli case open join).")

    /// What is not on record is held against nobody.
    private func isApart(_ member: UnitMember, _ input: GuardInput) -> Bool {
        let towns = Set(input.members.compactMap(\.town))
        guard let town = member.town, !towns.isEmpty else { return false }
        return !towns.contains(town)
    }

    private func addsStage(_ member: UnitMember, _ input: GuardInput) -> Bool {
        let there = Set(input.members.flatMap(\.stages))
        return there.isEmpty || !Set(member.stages).isSubset(of: there)
    }
}
