package import TaoliModels
package import TaoliPolicy

/// How a placement was arranged that no plan made.
package struct StayArrangement: Hashable, Sendable {
    /// Who arranged it, and may end or extend it beside the bureau.
    package let by: Arranger
    /// How the receiving school belongs to the group, by the pack's id; empty where nobody said.
    package let mode: String
    /// The post in a dispatched team, by the pack's id; empty without one.
    package let post: String
    /// With whom the person goes; `nil` for a single placement.
    package let team: TeamID?
    /// Who guides the person at the receiving school.
    package let mentor: PersonID?
    /// Employment moves to the receiving school for the time (XN-5).
    package let movesEmployment: Bool

    package init(
        by: Arranger, mode: String = "", post: String = "", team: TeamID? = nil,
        mentor: PersonID? = nil, movesEmployment: Bool = false
    ) {
        self.by = by
        self.mode = mode
        self.post = post
        self.team = team
        self.mentor = mentor
        self.movesEmployment = movesEmployment
    }
}

/// What somebody whom a weak school sent takes up after coming back, if appraised well enough
/// (SH-4). Fixed when the placement is arranged, by the pack of that day.
package struct ReturnDuty: Hashable, Sendable {
    /// Each school year's grade that opens it, or a better one.
    package let gradeAtLeast: AppraisalGrade
    /// What may be taken up, by the pack's ids; any one of them fulfils it.
    package let tasks: [String]
    /// The clause, or `ours`.
    package let clause: String
    /// The day on which the placement was completed and opened it; `nil` before, or where the
    /// appraisals did not.
    package var openedOn: CalendarDate?
    /// What was taken up; empty before.
    package var task: String
    /// Since when.
    package var takenUpOn: CalendarDate?

    package init(
        gradeAtLeast: AppraisalGrade, tasks: [String], clause: String,
        openedOn: CalendarDate? = nil, task: String = "", takenUpOn: CalendarDate? = nil
    ) {
        self.gradeAtLeast = gradeAtLeast
        self.tasks = tasks
        self.clause = clause
        self.openedOn = openedOn
        self.task = task
        self.takenUpOn = takenUpOn
    }

    /// Whether every appraisal is good enough; without one it does not open.
    func isOpened(by appraisals: [StayAppraisal]) -> Bool {
        !appraisals.isEmpty && appraisals.allSatisfy { $0.grade.isAtLeast(gradeAtLeast) }
    }
}

/// When an allowance is due for a placement (SH-6). Fixed with the placement.
package struct AllowanceTerms: Hashable, Sendable {
    /// The category that the home school must have.
    package let home: String
    /// The category that the receiving school must have.
    package let receiving: String
    /// The pack's rate; `nil` where the bureau sets it.
    package let fenPerMonth: Int?
    /// The clause, or `ours`.
    package let clause: String

    package init(home: String, receiving: String, fenPerMonth: Int?, clause: String) {
        self.home = home
        self.receiving = receiving
        self.fenPerMonth = fenPerMonth
        self.clause = clause
    }
}
