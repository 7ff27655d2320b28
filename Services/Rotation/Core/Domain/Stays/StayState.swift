import TaoliModels

/// How far a placement has come (rotation.md, life of a placement).
package enum StayState: String, CaseIterable, Sendable {
    /// Decided; nobody has been told in form.
    case decided
    /// Teacher and schools were notified.
    case notified
    /// The teacher works at the receiving school.
    case active
    /// The same, and a school year has been appraised.
    case appraised
    /// It lasted its time.
    case completed
    /// It ended before its time, or never began.
    case ended

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .decided: "已决定"
        case .notified: "已通知"
        case .active: "在岗"
        case .appraised: "在岗（已考核）"
        case .completed: "期满"
        case .ended: "提前结束"
        }
    }

    /// Whether the teacher is at the receiving school, or will be.
    package var isOpen: Bool { self != .completed && self != .ended }
}

/// What may happen to a placement.
package enum StayStep: String, CaseIterable, Sendable {
    /// Teacher and schools are notified.
    case notify
    /// The teacher begins.
    case begin
    /// A school year is appraised.
    case appraise
    /// It lasts longer.
    case extend
    /// It ends before its time.
    case end
    /// It lasted its time.
    case complete

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .notify: "通知"
        case .begin: "到岗"
        case .appraise: "考核"
        case .extend: "延长"
        case .end: "提前结束"
        case .complete: "期满办结"
        }
    }
}

extension StayState {
    /// The state after a step; `nil` where the step does not belong.
    package func after(_ step: StayStep) -> StayState? {
        switch (self, step) {
        case (.decided, .notify): .notified
        case (.notified, .begin): .active
        case (.active, .appraise), (.appraised, .appraise): .appraised
        case (.active, .extend): .active
        case (.appraised, .extend): .appraised
        case (.decided, .end), (.notified, .end), (.active, .end), (.appraised, .end): .ended
        case (.appraised, .complete): .completed
        default: nil
        }
    }

    /// - Throws: `placement-state`.
    func stepped(_ step: StayStep) throws(Refusal) -> StayState {
        guard let next = after(step) else { throw StayRefusals.state(self, step) }
        return next
    }
}
