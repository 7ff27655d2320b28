package import TaoliModels

/// What is refused about plans.
package enum PlanRefusals {
    static func state(_ state: PlanState, _ step: PlanStep) -> Refusal {
        if state == .decided { return decided(step) }
        return Refusal(
            .precondition, "plan-state", field: "plan_id",
            what: Wording(
                "方案处于“\(state.chinese)”，不能\(step.chinese)。",
                "The plan is \(state.rawValue); this step (\(step.rawValue)) does not belong there."
            ),
            next: step == .decide ? beforeDecision(state) : howFar)
    }

    private static let howFar = Wording(
        "请用 taoli plan show 查看方案进行到哪一步。",
        "See with taoli plan show how far it has come.")

    /// What a plan needs before it can be decided.
    private static func beforeDecision(_ state: PlanState) -> Wording {
        switch state {
        case .draft:
            Wording(
                "请先用 taoli plan check 核查，再用 taoli plan consult 征求意见，然后决定。",
                "Check it with taoli plan check, consult with taoli plan consult, then decide.")
        case .checked:
            Wording(
                "请先用 taoli plan consult 征求意见，然后决定。",
                "Consult with taoli plan consult first, then decide.")
        default: howFar
        }
    }

    private static func decided(_ step: PlanStep) -> Refusal {
        Refusal(
            .precondition, "plan-decided", field: "plan_id",
            what: Wording(
                "方案已由教育局决定，不能再\(step.chinese)。",
                "The bureau has decided the plan already; this step (\(step.rawValue)) comes too "
                    + "late."),
            next: Wording(
                "请用 taoli placement list 查看由此产生的派出；有人退出时用 taoli plan repair。",
                "See its placements with taoli placement list; repair it with taoli plan repair when "
                    + "somebody withdraws."))
    }

    /// Another plan of the year is decided.
    package static let yearDecided = Refusal(
        .alreadyExists, "year-decided", field: "plan_id",
        what: Wording(
            "该集团本学段本学年的另一方案刚刚或已经决定。",
            "Another plan of this group, stage and school year is decided."),
        next: Wording(
            "请用 taoli plan list 找到已决定的方案；本方案可撤回。",
            "Find that plan with taoli plan list; this one can be withdrawn."))

    static func yearOver(_ year: SchoolYear) -> Refusal {
        Refusal(
            .precondition, "year-over",
            what: Wording("学年 \(year) 已经结束。", "School year \(year) is over."),
            next: Wording(
                "请为本学年或下一学年制定方案；旧方案可撤回。",
                "Plan this school year or the next one; an old plan can be withdrawn."))
    }

    /// The plan is not the one that was looked at.
    package static func changed(_ version: Int64) -> Refusal {
        Refusal(
            .precondition, "plan-changed", field: "version",
            what: Wording(
                "方案在您查看之后有了变动，现为第 \(version) 版。",
                "The plan has changed since you looked at it; its version is \(version) now."),
            next: Wording("请重新查看后再决定。", "Look at it again, then decide."))
    }

    /// What the plan rests on has changed.
    package static func stale(_ changes: [Wording]) -> Refusal {
        let shown = changes.prefix(RotationLimits.differencesShownMax)
        let more = changes.count - shown.count
        func text(_ language: (Wording) -> String, _ separator: String) -> String {
            shown.map(language).joined(separator: separator) + (more > 0 ? " (+\(more))" : "")
        }
        return Refusal(
            .precondition, "plan-stale", field: "plan_id",
            what: Wording(
                "方案依据的情况已经变化：\(text(\.chinese, "；"))",
                "What the plan rests on has changed: \(text(\.english, "; "))"),
            next: Wording(
                "请用 taoli plan start 按现状重新求解，或撤回本方案。",
                "Plan anew on today's facts with taoli plan start, or withdraw this plan."))
    }

    static func consultationOpen(_ until: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "consultation-open", field: "reason",
            what: Wording(
                "征求意见期至 \(until) 为止（当日起不再受理）。",
                "Objections may come until \(until)."),
            next: Wording(
                "请到期后再决定；确需提前的请写明理由。",
                "Decide then, or give a reason for deciding earlier."))
    }

    static let consultationOver = Refusal(
        .precondition, "consultation-over", field: "plan_id",
        what: Wording("征求意见期已结束。", "The time for objections is over."),
        next: Wording("请直接联系教育局。", "Speak to the bureau."))

    static func consultationPast(_ today: CalendarDate) -> Refusal {
        Refusal(
            .invalid, "consultation-past", field: "until",
            what: Wording(
                "截止日应晚于今天（\(today)）。", "The day must be later than today (\(today))."),
            next: Wording("请写一个较晚的日期。", "Give a later day."))
    }

    static func objectionsOpen(_ count: Int) -> Refusal {
        Refusal(
            .precondition, "objections-open", field: "plan_id",
            what: Wording("尚有 \(count) 件异议未答复。", "Objections without an answer: \(count)."),
            next: Wording(
                "请先用 taoli plan answer 逐件答复。", "Answer each with taoli plan answer first."))
    }

    static let objectionUpheld = Refusal(
        .precondition, "objection-upheld", field: "plan_id",
        what: Wording(
            "有异议被采纳，但当事教师仍在方案中。",
            "An objection was upheld, but the teacher concerned is still in the plan."),
        next: Wording(
            "请先用 taoli plan repair 修补方案。", "Repair the plan with taoli plan repair first."))

    static let planObjectionUpheld = Refusal(
        .precondition, "objection-upheld", field: "reason",
        what: Wording(
            "有针对整个方案的异议被采纳。", "An objection to the plan as a whole was upheld."),
        next: Wording(
            "请撤回方案并用 taoli plan start 重新求解；已另作处理的，决定时请写明理由。",
            "Withdraw the plan and plan anew with taoli plan start; if it was met otherwise, decide "
                + "with a reason that says how."))

    static let tooManyObjections = Refusal(
        .precondition, "too-many-objections", field: "plan_id",
        what: Wording(
            "异议已达 \(RotationLimits.objectionsMax) 件上限。",
            "There are \(RotationLimits.objectionsMax) objections already."),
        next: Wording("请直接联系教育局。", "Speak to the bureau."))

    static let notInPlan = Refusal(
        .invalid, "not-in-plan", field: "person_id",
        what: Wording("该教师不在方案中。", "The teacher is not in the plan."),
        next: Wording(
            "请用 taoli plan moves 核对编号。", "Check the id with taoli plan moves."))

    static let notYourPlan = Refusal(
        .permission, "not-your-plan", field: "plan_id",
        what: Wording(
            "贵单位不在该方案中，不能提出异议。",
            "Your unit is not part of the plan and cannot object to it."),
        next: Wording("请由方案涉及的学校或集团提出。", "Let a school or group of the plan do it."))

    static let unknownObjection = Refusal(
        .notFound, "not-found", field: "objection_id",
        what: Wording("该方案没有这件异议。", "The plan has no such objection."),
        next: Wording("请用 taoli plan show 核对编号。", "Check the id with taoli plan show."))

    static let answered = Refusal(
        .precondition, "objection-answered", field: "objection_id",
        what: Wording("该异议已经答复。", "The objection has been answered."),
        next: Wording("请用 taoli plan show 查看答复。", "See the answer with taoli plan show."))

    static let readyNeeded = Refusal(
        .invalid, "ready-plan-needed", field: "ready_plan",
        what: Wording(
            "没有满足全部规则的方案，须指明采用哪一个备选方案。",
            "No plan keeps every rule, so a ready plan must be named."),
        next: Wording(
            "请写 quota_first（名额优先）或 key_first（骨干比例优先）。",
            "Name quota_first or key_first."))

    static let readyNotNeeded = Refusal(
        .invalid, "ready-plan-not-needed", field: "ready_plan",
        what: Wording("该方案满足全部规则，没有备选方案。", "The plan keeps every rule; none lies ready."),
        next: Wording("请去掉 ready_plan。", "Leave ready_plan out."))

    /// No plan keeps every rule without those who withdrew, or every rule but those that may give
    /// way.
    package static func cannotRepair(_ ready: ReadyKind?) -> Refusal {
        guard ready == nil else {
            return Refusal(
                .precondition, "no-repair", field: "withdrawn_person_ids",
                what: Wording(
                    "缺少这些教师后，即使放宽名额和骨干比例也没有方案。",
                    "Without these teachers there is no plan even where quotas and key shares give way."
                ),
                next: Wording(
                    "请少撤一些教师，或保留原方案并逐个处理派出。",
                    "Withdraw fewer teachers, or keep the plan and see to single placements."))
        }
        return Refusal(
            .precondition, "no-repair", field: "withdrawn_person_ids",
            what: Wording(
                "缺少这些教师后没有满足全部规则的方案。",
                "Without these teachers no plan keeps every rule."),
            next: Wording(
                "请用 ready_plan（taoli plan repair --ready）指明先保名额（quota_first）还是先保骨干比例（key_first）。",
                "Name what is kept first with ready_plan (taoli plan repair --ready): quota_first or "
                    + "key_first."))
    }

    /// A search did not end in time.
    package static let outOfTime = Refusal(
        .precondition, "out-of-time",
        what: Wording(
            "在限定时间内没有算完。", "The search did not end within its time."),
        next: Wording(
            "请稍后重试，或用 taoli plan start 作为后台任务重新求解。",
            "Try again later, or plan anew as a job with taoli plan start."), isTransient: true)

    /// - Parameter rules: what the plan breaks, worded.
    package static func broken(_ rules: [Wording]) -> Refusal {
        let shown = rules.prefix(RotationLimits.differencesShownMax)
        return Refusal(
            .precondition, "plan-breaks-rules", field: "plan_id",
            what: Wording(
                "方案未通过独立核查：" + shown.map(\.chinese).joined(separator: " "),
                "The plan fails the independent check: "
                    + shown.map(\.english).joined(separator: " ")),
            next: Wording("请用 taoli plan start 重新求解。", "Plan anew with taoli plan start."))
    }
}
