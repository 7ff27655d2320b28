import TaoliContracts
import TaoliModels

extension Taoli_Rotation_V1_Plan: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { plan, _ in plan.id },
            Column("集团", "group") { plan, _ in
                plan.groupName.isEmpty ? plan.groupID : plan.groupName
            },
            Column("学段", "stage") { PlanTerms.stage($0.stage).text(in: $1) },
            Column("学年", "year") { plan, _ in plan.schoolYear },
            Column("政策包", "pack") { plan, _ in plan.pack },
            Column("状态", "state") { PlanTerms.state($0.state).text(in: $1) },
            Column("求解", "search") { plan, language in plan.search(language) },
            Column("分数/下界", "points/bound", alignment: .right) { plan, _ in
                plan.hasMoves ? "\(plan.objective)/\(plan.bound)" : ""
            },
            Column("可交流", "eligible", alignment: .right) { plan, _ in "\(plan.eligible)" },
            Column("派出/骨干", "sent/key", alignment: .right) { plan, _ in
                "\(plan.sent)/\(plan.keySent)"
            },
            Column("缺名额/缺骨干", "quota/key missing", alignment: .right) { plan, _ in
                plan.readyPlan.isEmpty ? "" : "\(plan.quotaMissing)/\(plan.keyMissing)"
            },
            Column("备选", "ready") { plan, _ in plan.readyPlan },
            Column("意见截止", "objections until") { plan, _ in plan.consultedUntil },
            Column("决定", "decided") { plan, _ in plan.decidedOn },
            Column("版本", "version", alignment: .right) { plan, _ in "\(plan.version)" },
        ]
    }

    private var hasMoves: Bool { outcome == "optimal" || outcome == "limit" }

    private func search(_ language: Language) -> String {
        if job.state == "running" {
            let step = PlanTerms.search(job.step).text(in: language)
            return language == .zh
                ? "第 \(job.attempts) 次，\(step)，\(job.seconds) 秒"
                : "attempt \(job.attempts), \(step), \(job.seconds) s"
        }
        if outcome.isEmpty { return PlanTerms.search(job.state).text(in: language) }
        let time = language == .zh ? "（\(job.seconds) 秒）" : " (\(job.seconds) s)"
        return PlanTerms.search(outcome).text(in: language) + (job.state == "done" ? time : "")
    }

    var json: JSONValue {
        [
            "id": .string(id), "group_id": .string(groupID), "group_name": .optional(groupName),
            "district": .string(district), "stage": .string(stage),
            "school_year": .string(schoolYear), "pack": .string(pack),
            "pack_version": .string(packVersion), "state": .string(state),
            "job": [
                "state": .optional(job.state), "attempts": .integer(Int64(job.attempts)),
                "step": .optional(job.step), "seconds": .integer(Int64(job.seconds)),
            ],
            "instance_hash": .string(instanceHash), "outcome": .optional(outcome),
            "objective": hasMoves ? .integer(objective) : .null,
            "bound": hasMoves ? .integer(bound) : .null, "ready_plan": .optional(readyPlan),
            "teachers": .integer(Int64(teachers)), "eligible": .integer(Int64(eligible)),
            "sent": .integer(Int64(sent)), "key_sent": .integer(Int64(keySent)),
            "quota_missing": .integer(Int64(quotaMissing)),
            "key_missing": .integer(Int64(keyMissing)),
            "withdrawn": .array(withdrawnPersonIds.map { .string($0) }),
            "consulted_until": .optional(consultedUntil), "decided_on": .optional(decidedOn),
            "version": .integer(version),
        ]
    }
}

/// A plan with all that is said about it.
struct ShownPlan: Presentable {
    private let answer: Taoli_Rotation_V1_GetPlanResponse

    init(_ answer: Taoli_Rotation_V1_GetPlanResponse) { self.answer = answer }

    static var columns: [Column<Self>] {
        Taoli_Rotation_V1_Plan.columns.map { column in
            Column(column.title.chinese, column.title.english) { picture, language in
                column.text(picture.answer.plan, language)
            }
        }
    }

    var json: JSONValue {
        [
            "plan": answer.plan.json, "schools": .array(answer.schools.map(\.json)),
            "report": answer.hasReport ? answer.report.json : .null,
            "objections": .array(answer.objections.map(\.json)),
            "stale": .array(answer.stale.map(\.json)),
        ]
    }

    /// Why there is no plan, as lines; empty where there is one.
    func report(_ context: CommandContext) -> String {
        guard answer.hasReport else { return "" }
        let report = answer.report
        var lines = [context.text("没有满足全部规则的方案：", "No plan keeps every rule:")]
        lines += report.causes.map {
            "  " + context.text($0.chinese, $0.english) + " (\($0.clause))"
        }
        if !report.helps.isEmpty {
            let rules = report.helps.map { help in
                "\(PlanTerms.rule(help.rule).text(in: context.language)) (\(help.clause))"
            }.joined(separator: context.text("、", ", "))
            lines.append(
                context.text(
                    "  放宽其中任一规则即可：\(rules)", "  Any one of these, given up, helps: \(rules)"))
        }
        for (name, ready) in [
            ("quota_first", report.quotaFirst), ("key_first", report.keyFirst),
        ] where report.hasQuotaFirst {
            lines.append(
                context.text(
                    "  \(name)：派出 \(ready.sent) 人（骨干 \(ready.keySent)），缺名额 "
                        + "\(ready.quotaMissing)，缺骨干 \(ready.keyMissing)，\(ready.objective) 分",
                    "  \(name): \(ready.sent) sent (\(ready.keySent) key), \(ready.quotaMissing) "
                        + "missing from quotas, \(ready.keyMissing) key teachers missing, "
                        + "\(ready.objective) points"))
        }
        return lines.map { $0.harmless + "\n" }.joined()
    }
}

extension Taoli_Rotation_V1_PlanReport {
    var json: JSONValue {
        [
            "causes": .array(
                causes.map {
                    [
                        "zh": .string($0.chinese), "en": .string($0.english),
                        "clause": .string($0.clause),
                    ]
                }),
            "helps": .array(
                helps.map { ["rule": .string($0.rule), "clause": .string($0.clause)] }),
            "quota_first": hasQuotaFirst ? quotaFirst.json : .null,
            "key_first": hasKeyFirst ? keyFirst.json : .null,
        ]
    }
}

extension Taoli_Rotation_V1_ReadyPlan {
    var json: JSONValue {
        [
            "objective": .integer(objective), "sent": .integer(Int64(sent)),
            "key_sent": .integer(Int64(keySent)), "proved": .bool(proved),
            "quota_missing": .integer(Int64(quotaMissing)),
            "key_missing": .integer(Int64(keyMissing)),
            "shortfalls": .array(
                shortfalls.map {
                    [
                        "school_id": .string($0.schoolID),
                        "quota_missing": .integer(Int64($0.quotaMissing)),
                        "key_missing": .integer(Int64($0.keyMissing)),
                    ]
                }),
        ]
    }
}

/// Words for what plans name in English keys; an unknown key stands as it is.
enum PlanTerms {
    static func state(_ key: String) -> Term {
        let words = [
            "queued": "待求解", "infeasible": "无可行方案", "failed": "求解失败", "draft": "草案",
            "checked": "已核查", "consulted": "征求意见", "decided": "已决定", "withdrawn": "已撤回",
            "notified": "已通知", "active": "在岗", "appraised": "在岗（已考核）", "completed": "期满",
            "ended": "提前结束", "open": "待答复", "upheld": "采纳", "rejected": "不采纳",
        ]
        return Term(key: key, chinese: words[key] ?? key)
    }

    /// How a search stands or ended, or what it is at.
    static func search(_ key: String) -> Term {
        let words = [
            "waiting": "排队等待", "running": "求解中", "done": "已结束", "plan": "求解",
            "report": "分析原因", "optimal": "已求得最优方案", "limit": "到时限，未证明最优",
            "infeasible": "无可行方案", "failed": "求解失败",
        ]
        return Term(key: key, chinese: words[key] ?? key)
    }

    static func stage(_ key: String) -> Term {
        Term(key: key, chinese: Stage(rawValue: key)?.chinese ?? key)
    }

    static func subject(_ key: String) -> Term {
        Term(key: key, chinese: TeachingSubject(rawValue: key)?.chinese ?? key)
    }
}
