import TaoliModels

/// How far a year's plan has come (rotation.md, life of a placement).
package enum PlanState: String, CaseIterable, Sendable {
    /// Waits to be solved.
    case queued
    /// No plan keeps every rule; two ready plans lie beside the report.
    case infeasible
    /// The search broke off by a fault.
    case failed
    /// There is a plan that nobody has checked yet.
    case draft
    /// It passed the check.
    case checked
    /// Schools see it and object, and are answered.
    case consulted
    /// The bureau decided; its placements go on by themselves.
    case decided
    /// Given up before it was decided.
    case withdrawn

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .queued: "待求解"
        case .infeasible: "无可行方案"
        case .failed: "求解失败"
        case .draft: "草案"
        case .checked: "已核查"
        case .consulted: "征求意见"
        case .decided: "已决定"
        case .withdrawn: "已撤回"
        }
    }
}

/// What may happen to a plan.
package enum PlanStep: String, CaseIterable, Sendable {
    /// The search ended with a plan.
    case solve
    /// It ended without one.
    case findInfeasible
    /// It broke off.
    case fail
    /// The independent check passed.
    case check
    /// The bureau took a ready plan.
    case takeReady
    /// Schools get to see it.
    case consult
    /// A school or the group objects.
    case object
    /// The bureau answers an objection.
    case answer
    /// Teachers withdrew.
    case repair
    /// The bureau decides.
    case decide
    /// The bureau gives it up.
    case withdraw

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .solve: "求解"
        case .findInfeasible: "判定无解"
        case .fail: "记录失败"
        case .check: "核查"
        case .takeReady: "采用备选方案"
        case .consult: "征求意见"
        case .object: "提出异议"
        case .answer: "答复异议"
        case .repair: "修补"
        case .decide: "决定"
        case .withdraw: "撤回"
        }
    }
}

extension PlanState {
    /// The state after a step; `nil` where the step does not belong.
    package func after(_ step: PlanStep) -> PlanState? {
        switch (self, step) {
        case (.queued, .solve): .draft
        case (.queued, .findInfeasible): .infeasible
        case (.queued, .fail): .failed
        case (.draft, .check), (.infeasible, .takeReady): .checked
        case (.checked, .consult): .consulted
        case (.consulted, .object), (.consulted, .answer): .consulted
        case (.draft, .repair), (.checked, .repair), (.consulted, .repair): .draft
        case (.decided, .repair): .decided
        case (.consulted, .decide): .decided
        case (.queued, .withdraw), (.infeasible, .withdraw), (.failed, .withdraw),
            (.draft, .withdraw), (.checked, .withdraw), (.consulted, .withdraw):
            .withdrawn
        default: nil
        }
    }

    /// - Throws: `plan-decided` for a plan that is decided already, else `plan-state`.
    func stepped(_ step: PlanStep) throws(Refusal) -> PlanState {
        guard let next = after(step) else { throw PlanRefusals.state(self, step) }
        return next
    }
}
