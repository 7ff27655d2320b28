import RotationCore
import TaoliModels

extension DecisionConflict {
    /// `alone` and `together` as they are written on the command line.
    func json(_ instance: PlanInstance) -> JSONValue {
        [
            "alone": .array(alone.map { .string($0.decision.name(instance)) }),
            "together": .array(together.map { .string($0.name(instance)) }),
            "possible_without": .bool(isPossibleWithout),
            "feasible_if_dropped": .array(feasibleIfDropped.map { .string($0.rawValue) }),
            "reasons": .array(
                wordings(instance).map {
                    ["chinese": .string($0.chinese), "english": .string($0.english)]
                }),
        ]
    }

    /// The sentences for people, each with what to do.
    func wordings(_ instance: PlanInstance) -> [Wording] {
        if !isPossibleWithout {
            return [
                Wording(
                    "即使没有这些决定，也没有符合全部规则的方案；请看 taoli rotation solve 的报告。",
                    "Even without these decisions no plan keeps every rule: see the report of taoli "
                        + "rotation solve.")
            ]
        }
        if !alone.isEmpty {
            return alone.map { decision, obstacle in
                let (name, why) = (decision.name(instance), obstacle.wording)
                return Wording(
                    "\(name)：\(why.chinese)；请去掉这一项。", "\(name): \(why.english); leave it out.")
            }
        }
        let names = together.map { $0.name(instance) }
        let against = Wording(
            names.count == 1
                ? "有了 \(names[0]) 就没有符合全部规则的方案；请去掉它。"
                : "这些决定不能同时成立：\(names.joined(separator: "、"))；去掉其中任何一项即可。",
            names.count == 1
                ? "With \(names[0]) no plan keeps every rule: leave it out."
                : "These cannot hold together: \(names.joined(separator: ", ")); leave any one of "
                    + "them out.")
        let rules = feasibleIfDropped
        guard !rules.isEmpty else { return [against] }
        return [
            against,
            Wording(
                "放宽下列任何一条规则也可行：" + rules.map(\.chinese).joined(separator: "、") + "。",
                "Giving up any one of these rules would allow it too: "
                    + rules.map(\.rawValue).joined(separator: ", ") + "."),
        ]
    }
}

extension DecisionConflict.Decision {
    /// As it is written on the command line, e.g. `--pin T000003=S00004`.
    func name(_ instance: PlanInstance) -> String {
        let teacher = { (number: Int) in instance.teachers[number].code }
        let school = { (number: Int) in instance.schools[number].code }
        return switch self {
        case .pinned(let pair): "--pin \(teacher(pair.teacher))=\(school(pair.school))"
        case .forbidden(let pair): "--forbid \(teacher(pair.teacher))=\(school(pair.school))"
        case .pinnedTeam(let team): "--pin \(school(team.sender))=\(school(team.receiver))"
        case .forbiddenTeam(let team): "--forbid \(school(team.sender))=\(school(team.receiver))"
        case .withdrawn(let number): "--withdraw \(teacher(number))"
        }
    }
}

extension DecisionConflict.Obstacle {
    fileprivate var wording: Wording {
        switch self {
        case .notEligible: Wording("该教师不在可交流之列", "the teacher is not eligible")
        case .noSuchWay:
            Wording(
                "不是同一集团、同一学段由强校到接收校",
                "not from a strong to a receiving school of one "
                    + "stage in one group")
        case .outOfReach:
            Wording("超出通勤限度", "beyond the commute limits")
        }
    }
}
