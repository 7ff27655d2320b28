import RotationCore
import TaoliModels

/// One group before and after.
struct GroupComparison {
    let name: String
    let before: [Placement]
    let pointsBefore: Int
    let after: [Placement]
    /// `nil` when there is no plan.
    let pointsAfter: Int?
    /// No plan under these decisions has fewer points; `nil` when that is not known.
    let bound: Int?
    /// `nil` for the spreadsheet's way, which proves nothing.
    let status: UnitAnswer.Status?
    /// Why there is no plan; `nil` when there is one.
    let conflict: DecisionConflict?
    /// What the spreadsheet's way breaks.
    let broken: [PlanViolation]

    /// Teachers whose school differs, by number, with both schools.
    var changes: [(teacher: Int, before: Int?, after: Int?)] {
        let old = Dictionary(
            before.map { ($0.teacher, $0.school) }, uniquingKeysWith: { one, _ in one })
        let new = Dictionary(
            after.map { ($0.teacher, $0.school) }, uniquingKeysWith: { one, _ in one })
        return Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }
            .map { ($0, old[$0], new[$0]) }
    }
}

/// Both plans side by side.
struct CompareRecord {
    let groups: [GroupComparison]
    let loaded: LoadedInstance

    private func school(_ number: Int?) -> JSONValue {
        number.map { .string(loaded.instance.schools[$0].code) } ?? .null
    }

    var json: JSONValue {
        [
            "groups": .array(groups.map(json)),
            "totals": [
                "objective_before": .whole(groups.reduce(0) { $0 + $1.pointsBefore }),
                "objective_after": .optional(after),
                "difference": .optional(
                    after.map { $0 - groups.reduce(0) { $0 + $1.pointsBefore } }),
                "changes": .whole(groups.reduce(0) { $0 + $1.changes.count }),
                "broken_rules": .whole(groups.reduce(0) { $0 + $1.broken.count }),
            ],
        ]
    }

    /// `nil` when a group has no plan afterwards.
    private var after: Int? {
        let all = groups.compactMap(\.pointsAfter)
        return all.count == groups.count ? all.reduce(0, +) : nil
    }

    private func json(_ group: GroupComparison) -> JSONValue {
        [
            "group": .string(group.name),
            "status": group.status.map { .string($0.rawValue) } ?? "spreadsheet",
            "objective_before": .whole(group.pointsBefore),
            "objective_after": .optional(group.pointsAfter), "bound": .optional(group.bound),
            "difference": .optional(group.pointsAfter.map { $0 - group.pointsBefore }),
            "sent_before": .whole(group.before.count), "sent_after": .whole(group.after.count),
            "changes": .array(
                group.changes.map { change in
                    [
                        "teacher": .string(loaded.instance.teachers[change.teacher].code),
                        "before": school(change.before), "after": school(change.after),
                    ]
                }),
            "broken_rules": .array(
                group.broken.map { ViolationRecord($0, loaded.citations).json }),
            "conflict": group.conflict.map { $0.json(loaded.instance) } ?? .null,
        ]
    }

    func show(in context: CommandContext) throws {
        var text = ""
        for group in groups {
            let after = group.pointsAfter.map(String.init) ?? "-"
            let difference = group.pointsAfter.map { signed($0 - group.pointsBefore) } ?? "-"
            text += context.text(
                "集团 \(group.name)：\(group.pointsBefore) → \(after) 分（\(difference)），"
                    + "派出 \(group.before.count) → \(group.after.count) 人，变动 \(group.changes.count) 人\n",
                "Group \(group.name): \(group.pointsBefore) -> \(after) points (\(difference)), "
                    + "\(group.before.count) -> \(group.after.count) sent, "
                    + "\(group.changes.count) changed\n")
            if group.status == .infeasible {
                text += context.text("  没有符合全部规则的方案。\n", "  No plan keeps every rule then.\n")
                for why in group.conflict?.wordings(loaded.instance) ?? [] {
                    text += "  " + why.text(in: context.language) + "\n"
                }
                continue
            }
            for change in group.changes { text += "  " + line(change, context) + "\n" }
            for broken in group.broken {
                let record = ViolationRecord(broken, loaded.citations)
                text += "  ! " + record.text.text(in: context.language) + "\n"
            }
        }
        try context.console.writeData(text)
    }

    private func line(
        _ change: (teacher: Int, before: Int?, after: Int?), _ context: CommandContext
    ) -> String {
        let teacher = loaded.instance.teachers[change.teacher].code
        let stays = context.text("留任", "stays")
        let before = change.before.map { loaded.instance.schools[$0].code } ?? stays
        let after = change.after.map { loaded.instance.schools[$0].code } ?? stays
        return "\(teacher): \(before) -> \(after)"
    }

    private func signed(_ value: Int) -> String { value > 0 ? "+\(value)" : String(value) }
}
