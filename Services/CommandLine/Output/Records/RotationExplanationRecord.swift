import RotationCore
import TaoliModels

extension GroupExplanation {
    /// Keys are present in every object; lists are empty where nothing was asked.
    var json: JSONValue {
        [
            "group": .string(name), "objective": .whole(plan.points.total),
            "points": plan.points.json, "sent": .whole(plan.moves.count),
            "going": .array(going.map(json)), "staying": .array(staying.map(json)),
            "posts": .array(posts.map(json)),
            "binding_rules": .array(rules.map { .string($0.wording(facts, instance).english) }),
            "binding_clauses": .array(rules.map { .optional(citations[$0] ?? "") }),
            "rule_prices": .object(
                prices.map { .init(key: $0.family.rawValue, value: .optional($0.saved)) }),
            "balance": .array(balance.map(json)), "broken_rules": .array(violations.map(\.json)),
            "report": report?.json ?? .null,
        ]
    }

    private func json(_ reason: PlanExplainer.GoReason) -> JSONValue {
        let teacher = instance.teachers[reason.placement.teacher]
        return [
            "teacher": .string(teacher.code),
            "from": .string(code(ofSchool: Int(teacher.school))),
            "to": .string(code(ofSchool: reason.placement.school)),
            "subject": .string(instance.subjects[Int(teacher.subject)]),
            "key": .bool(teacher.isKey), "points": .whole(reason.cost.total),
            "extra_minutes": .whole(reason.cost.minutes),
            "preference": .whole(reason.cost.preference),
            "unwilling": .whole(reason.cost.unwilling), "hardship": .whole(reason.cost.hardship),
            "need": .optional(reason.need?.amount), "weight": .optional(reason.need?.weight),
            "coming": .whole(reason.coming), "otherwise": json(reason.otherwise),
            "if_staying": json(reason.staying),
        ]
    }

    private func json(_ pair: (teacher: Int, reason: PlanExplainer.StayReason)) -> JSONValue {
        let reason: (JSONValue, JSONValue) =
            switch pair.reason {
            case .notEligible: ("not_eligible", .null)
            case .outOfReach: ("out_of_reach", .null)
            case .notNeeded(let alternative): ("not_needed", json(alternative))
            }
        return [
            "teacher": .string(code(ofTeacher: pair.teacher)), "reason": reason.0,
            "if_going": reason.1,
        ]
    }

    private func json(_ post: PlanExplainer.PostReason) -> JSONValue {
        [
            "school": .string(code(ofSchool: facts.receivers[post.receiver].school)),
            "subject": .string(instance.subjects[post.subject]),
            "need": .whole(post.need?.amount ?? 0), "weight": .optional(post.need?.weight),
            "coming": .whole(post.coming), "candidates": .whole(post.candidates),
            "one_more": json(post.oneMore), "one_fewer": post.oneFewer.map(json) ?? .null,
        ]
    }

    private func json(_ alternative: PlanExplainer.Alternative) -> JSONValue {
        switch alternative {
        case .impossible:
            ["status": "impossible", "points": .null, "sent": [:], "kept": .array([])]
        case .unfinished: ["status": "limit", "points": .null, "sent": [:], "kept": .array([])]
        case .costs(let points, let sent, let kept):
            [
                "status": "optimal", "points": .whole(points),
                "sent": .object(
                    sent.map {
                        .init(
                            key: code(ofTeacher: $0.teacher),
                            value: .string(code(ofSchool: $0.school)))
                    }),
                "kept": .array(kept.map { .string(code(ofTeacher: $0.teacher)) }),
            ]
        }
    }

    private func json(_ balance: SchoolBalance) -> JSONValue {
        [
            "school": .string(code(ofSchool: balance.school)), "before": json(balance.before),
            "after": json(balance.after), "open_posts_before": .whole(balance.openBefore),
            "open_posts_after": .whole(balance.openAfter),
        ]
    }

    private func json(_ staff: SchoolBalance.Staff) -> JSONValue {
        [
            "teachers": .whole(staff.teachers), "key_teachers": .whole(staff.keyTeachers),
            "mean_years": staff.knownYears > 0
                ? .number(Double(staff.years) / Double(staff.knownYears)) : .null,
        ]
    }
}

extension PlanPointsCount {
    var json: JSONValue {
        [
            "unmet": .whole(unmet), "surplus": .whole(surplus), "extra_minutes": .whole(minutes),
            "preference": .whole(preference), "unwilling": .whole(unwilling),
            "hardship": .whole(hardship),
        ]
    }
}
