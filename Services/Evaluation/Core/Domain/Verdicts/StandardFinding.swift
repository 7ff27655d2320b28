package import TaoliModels

/// A verdict with everything it rests on.
package struct StandardFinding: Hashable, Sendable {
    /// The standard's name, stable, in kebab-case.
    package let standard: String
    /// The clause it comes from, e.g. `SH-11`.
    package let clause: String
    /// Of whom it is asked: a school, a unit, a kind of respondent …; empty for the whole.
    package let subject: String
    package let verdict: Verdict
    /// What was found; `nil` without data.
    package let figure: Double?
    /// The 95 % interval, where the figure has one. Of a whole cohort it is information only.
    package let interval: ClosedRange<Double>?
    /// The bound in words.
    package let threshold: Wording
    /// How many are counted, of how many, e.g. 应考 or the roll.
    package let sample: Rate?
    /// How the figure was computed, e.g. `count`, `roll-weighted`, `imported`, `reml`.
    package let estimator: String
    /// Where the data come from, as the caller says it.
    package let source: String
    /// What else a reader must know, e.g. a forecast's limits.
    package let notes: [Wording]

    package init(
        standard: String, clause: String, subject: String, verdict: Verdict, figure: Double?,
        interval: ClosedRange<Double>?, threshold: Wording, sample: Rate?, estimator: String,
        source: String, notes: [Wording] = []
    ) {
        self.standard = standard
        self.clause = clause
        self.subject = subject
        self.verdict = verdict
        self.figure = figure
        self.interval = interval
        self.threshold = threshold
        self.sample = sample
        self.estimator = estimator
        self.source = source
        self.notes = notes
    }
}
