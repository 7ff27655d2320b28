package import TaoliModels

/// What is refused about cycles.
package enum CycleRefusals {
    static func notYours(_ district: DistrictCode) -> Refusal {
        Refusal(
            .permission, "not-your-cycle", clause: "SH-12", field: "district",
            what: Wording(
                "该评价周期属于 \(district)，不归您办理。",
                "The cycle belongs to \(district), which is not yours to run."),
            next: Wording("请联系该区教育局。", "Ask the bureau of that district."))
    }

    static func wrongStatus(_ status: CycleStatus, _ next: Wording) -> Refusal {
        let now =
            switch status {
            case .open: Wording("正在录入", "open")
            case .contesting: Wording("正在核对异议", "being contested")
            case .published: Wording("已公布", "published")
            case .withdrawn: Wording("已撤销", "withdrawn")
            }
        return Refusal(
            .precondition, "wrong-cycle-status",
            what: Wording("该评价周期\(now.chinese)，不能这样办理。", "The cycle is \(now.english)."),
            next: next)
    }

    static func period(_ period: CyclePeriod, _ rule: Wording) -> Refusal {
        Refusal(
            .invalid, "wrong-period", field: "year",
            what: Wording(
                "年度“\(period)”与政策包不符：\(rule.chinese)。",
                "'\(period)' does not fit the pack: \(rule.english)."),
            next: Wording(
                "学年写成 2024-2025，年度写成 2024。", "Write 2024-2025, or 2024 for a calendar year."))
    }

    static let nothingToJudge = Refusal(
        .precondition, "nothing-in-pack", field: "kind",
        what: Wording("该政策包没有这类评价的条文。", "The pack has no rules of this kind."),
        next: Wording(
            "请用 taoli policy show --section evaluation 查看可用的评价。",
            "See what there is with taoli policy show --section evaluation."))

    static func notBegun(_ day: CalendarDate) -> Refusal {
        Refusal(
            .invalid, "members-in-future", field: "members_on",
            what: Wording(
                "\(day) 尚未到来，不能据以确定成员。", "\(day) is still to come; its members are not known."),
            next: Wording("请写今天或以前的日期。", "Give today or an earlier day."))
    }

    static func outsidePeriod(_ period: CyclePeriod) -> Refusal {
        Refusal(
            .invalid, "day-outside-year", field: "members_on",
            what: Wording("该日不在 \(period) 内。", "The day does not lie in \(period)."),
            next: Wording("请写该年度内的日期。", "Give a day of that year."))
    }

    static let noMembers = Refusal(
        .precondition, "no-members", field: "group_ids",
        what: Wording(
            "当日没有可以评价的集团成员。", "No group has a member to assess on that day."),
        next: Wording(
            "请核对日期；刚成立的集团请稍候片刻再试。",
            "Check the day; if a group was founded just now, try again in a moment."))

    static let tooMany = Refusal(
        .invalid, "too-many-members", field: "group_ids",
        what: Wording(
            "一个周期最多 \(EvaluationLimits.groupsMax) 个集团、\(EvaluationLimits.membersMax) 所学校。",
            """
            A cycle has at most \(EvaluationLimits.groupsMax) groups and \
            \(EvaluationLimits.membersMax) schools.
            """),
        next: Wording("请分几个周期办理。", "Open several cycles, each for some groups."))

    static let pastNeedsReason = Refusal(
        .invalid, "past-needs-reason", field: "reason",
        what: Wording("补录以往的评价要写明理由。", "What is recorded afterwards needs a reason."),
        next: Wording("请写明依据，例如原文件名称。", "Say what it rests on, e.g. the document of that time."))

    static func notPast(_ period: CyclePeriod) -> Refusal {
        Refusal(
            .invalid, "not-past", field: "past",
            what: Wording("\(period) 尚未结束，不能作为以往的评价补录。", "\(period) is not over yet."),
            next: Wording("请按当年的程序办理。", "Run it as a cycle of this year."))
    }

    static let contestDays = Refusal(
        .invalid, "bad-contest-days", field: "contest_days",
        what: Wording(
            "异议期应为 1 到 \(EvaluationLimits.contestDaysMax) 个工作日。",
            "Objections take 1 to \(EvaluationLimits.contestDaysMax) working days."),
        next: Wording("请改正，或留空使用 10 天。", "Correct it, or leave it out for 10."))

    static func yearUnknown(_ year: Int) -> Refusal {
        Refusal(
            .precondition, "unknown-working-days",
            what: Wording(
                "尚未载入 \(year) 年的工作日安排，无法计算期限。",
                "The working days of \(year) are not loaded; the deadline cannot be computed."),
            next: Wording(
                "请系统管理员按国务院办公厅通知把 \(year) 年加入配置项 working-days 指定的文件，"
                    + "重启服务后再试。",
                "Let the operator add \(year), by the State Council's notice, to the file that the "
                    + "setting working-days names, restart the service, then try again."))
    }

    static let noInputs = Refusal(
        .precondition, "no-inputs",
        what: Wording("还没有录入任何数据。", "Nothing has been recorded yet."),
        next: Wording(
            "请先用 taoli cycle record 录入，或导入成绩。",
            "Record with taoli cycle record, or import results first."))

    static let nothingCorrected = Refusal(
        .precondition, "nothing-corrected",
        what: Wording("没有任何数据与已公布的不同。", "Nothing differs from what is published."),
        next: Wording(
            "请附上要更正的数据，或先改正导入的数据再用 --renew。",
            "Give the rows that were wrong, or correct the imports first and take them with --renew."
        ))

    static let nothingUpheld = Refusal(
        .precondition, "nothing-upheld",
        what: Wording(
            "没有成立的异议，已核定的数据不能更改或重算。",
            "No objection was upheld: what was computed stays as it is."),
        next: Wording("请先答复异议。", "Answer an objection first."))

    static let notContestable = Refusal(
        .precondition, "contest-over", field: "cycle_id",
        what: Wording("异议期已过。", "The time for objections is over."),
        next: Wording("请向教育局书面反映。", "Write to the bureau."))

    static let notYourResult = Refusal(
        .permission, "not-your-result", field: "school_id",
        what: Wording("只能对本校或本集团的结果提出异议。", "You may object to your own result only."),
        next: Wording("请核对集团和学校编号。", "Check the ids of group and school."))

    static let objectsAlready = Refusal(
        .alreadyExists, "objection-open",
        what: Wording("贵单位已有异议正在处理。", "An objection of yours is open already."),
        next: Wording("请等待答复。", "Wait for its answer."))

    static let reasonNeeded = Refusal(
        .invalid, "reason-needed", field: "reason",
        what: Wording("请写明理由。", "A reason is needed."),
        next: Wording("请补充理由后再提交。", "Give one and try again."))

    static let noObjection = Refusal(
        .notFound, "not-found", field: "objection_id",
        what: Wording("没有这条异议。", "There is no such objection in this cycle."),
        next: Wording("请用 taoli cycle show 查看。", "See them with taoli cycle show."))

    static let answeredAlready = Refusal(
        .precondition, "objection-answered", field: "objection_id",
        what: Wording("该异议已答复。", "The objection was answered already."),
        next: Wording("请用 taoli cycle show 查看答复。", "See the answer with taoli cycle show."))

    static let objectionsOpen = Refusal(
        .precondition, "objections-open",
        what: Wording("还有异议没有答复，不能公布。", "An objection waits for its answer."),
        next: Wording(
            "请先用 taoli cycle answer 答复。", "Answer it with taoli cycle answer first."))

    static let mustRecompute = Refusal(
        .precondition, "must-recompute",
        what: Wording("有成立的异议，结果尚未重算。", "An objection was upheld; results are not computed again."),
        next: Wording(
            "请先更正数据并重算：taoli cycle record、taoli cycle compute。",
            "Correct the inputs and compute again: taoli cycle record, taoli cycle compute."))

    static func windowOpen(until day: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "contest-window-open",
            what: Wording("异议期到 \(day) 为止，期满后才能公布。", "Objections are taken until \(day)."),
            next: Wording("请在次日以后公布。", "Publish on a later day."))
    }

    static let publishedOn = Refusal(
        .invalid, "bad-published-on", field: "published_on",
        what: Wording(
            "公布日期只用于补录的评价，且应在成员日期与今天之间。",
            "Only what is recorded afterwards has a day of its own, between its members' and today."
        ),
        next: Wording("请改正或留空。", "Correct it or leave it out."))

    static func running(_ period: CyclePeriod) -> Refusal {
        Refusal(
            .alreadyExists, "cycle-exists", field: "group_ids",
            what: Wording(
                "\(period) 对其中一个集团已有同样的评价周期。",
                "One of the groups has such a cycle for \(period) already."),
            next: Wording(
                "请用 taoli cycle list 找到它并继续办理。",
                "Find it with taoli cycle list and go on with it."))
    }

    /// For the service, which finds a concurrent cycle by a constraint.
    package static func cycleExists(_ period: CyclePeriod) -> Refusal { running(period) }
}
