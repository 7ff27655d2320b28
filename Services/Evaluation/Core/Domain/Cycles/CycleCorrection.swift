package import TaoliModels

/// A published computation that took the place of another, which stays readable.
package struct CycleCorrection: Hashable, Sendable {
    /// The one that counts since.
    package let computation: Int
    /// The one that counted before.
    package let replaces: Int
    /// The day from which the other one counts.
    package let correctedOn: CalendarDate
    /// Account id of whoever corrected it.
    package let by: String
    /// In which role.
    package let role: Role
    /// Why; at most `EvaluationLimits.reasonMax` characters.
    package let reason: String

    package init(
        computation: Int, replaces: Int, correctedOn: CalendarDate, by: String, role: Role,
        reason: String
    ) {
        self.computation = computation
        self.replaces = replaces
        self.correctedOn = correctedOn
        self.by = by
        self.role = role
        self.reason = reason
    }
}
