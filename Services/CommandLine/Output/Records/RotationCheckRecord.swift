import RotationCore
import TaoliModels

/// What a check found.
struct CheckRecord {
    let violations: [ViolationRecord]
    /// Codes of groups without a row in the plan which no plan fits.
    let leftOut: [String]
    let objective: Int
    let sent: Int

    /// Checks a plan. Groups without any row count as broken unless it is certain that they have
    /// no plan.
    init(_ plan: [Placement], _ loaded: LoadedInstance) {
        let instance = loaded.instance
        let checker = PlanChecker(instance, loaded.parameters)
        let all = checker.violations(plan)
        let senders = Set(plan.map { Int(instance.teachers[$0.teacher].school) })
        let broken = Set(all.map(\.school))
        let units = PlanUnit.split(instance).filter { unit in
            // Only where nobody is sent and something is missing: solving costs time.
            senders.isDisjoint(with: unit.schools)
                && unit.schools.contains { broken.contains(instance.schools[$0].code) }
        }
        let impossible = units.filter { unit in
            let facts = UnitFacts(unit, of: instance, loaded.parameters)
            return UnitPlanner(facts).best().status == .infeasible
        }
        let schools = Set(impossible.flatMap(\.schools))
        let codes = Set(schools.map { instance.schools[$0].code })
        let citations = loaded.citations
        violations = all.filter { !codes.contains($0.school) }
            .map { ViolationRecord($0, citations) }
        leftOut = impossible.map { $0.name(in: instance) }
        objective = checker.points(
            plan, at: Set(instance.schools.indices).subtracting(schools))
        sent = plan.count
    }

    var json: JSONValue {
        [
            "violations": .array(violations.map(\.json)), "objective": .whole(objective),
            "sent": .whole(sent), "without_plan": .array(leftOut.map(JSONValue.string)),
        ]
    }

    func show(in context: CommandContext) throws {
        if !violations.isEmpty {
            try context.console.writeData(
                ViolationRecord.table(
                    violations, in: context.language, isBold: context.console.isStyled))
        }
        for group in leftOut {
            context.console.note(
                context.text(
                    "集团 \(group)：没有符合全部规则的方案，未检查。",
                    "Group \(group) has no rows; no plan keeps every rule there."))
        }
        context.console.note(
            context.text(
                "派出 \(sent) 人，\(objective) 分，违反规则 \(violations.count) 处",
                "\(sent) sent, \(objective) points, broken rules: \(violations.count)"))
    }
}

/// A broken rule with the clause it rests on.
struct ViolationRecord: Presentable {
    let violation: PlanViolation
    /// `ours` for a house rule; `nil` where no pack is in use or the tables decide.
    let clause: String?

    init(_ violation: PlanViolation, _ citations: PlanCitations) {
        self.violation = violation
        clause = citations[violation.rule]
    }

    /// The sentence with its clause.
    var text: Wording { violation.text.citing(clause) }

    static var columns: [Column<Self>] {
        [
            Column("集团", "group") { item, _ in item.violation.group },
            Column("学校", "school") { item, _ in item.violation.school },
            Column("教师", "teacher") { item, _ in item.violation.teacher ?? "" },
            Column("规则", "rule") { item, _ in item.violation.rule.rawValue },
            Column("条款", "clause") { item, _ in item.clause ?? "" },
            Column("说明", "text") { $0.violation.text.text(in: $1) },
        ]
    }

    var json: JSONValue {
        [
            "rule": .string(violation.rule.rawValue), "group": .string(violation.group),
            "school": .string(violation.school),
            "teacher": violation.teacher.map(JSONValue.string) ?? .null,
            "chinese": .string(violation.text.chinese),
            "english": .string(violation.text.english), "clause": .optional(clause ?? ""),
        ]
    }
}
