package import TaoliModels

/// One judgement of one subject, with everything it rests on.
package struct CycleResult: Hashable, Sendable {
    /// Whom it is about.
    package let subject: CycleSubject
    /// `nil` where no stage is meant.
    package let stage: Stage?
    /// Of instruction; empty where there is none.
    package let course: String
    /// The kind of respondent; empty outside surveys.
    package let respondent: String
    /// The standard, the indicator, the veto, or `level`.
    package let item: String
    /// In the pack's words.
    package let name: Wording
    /// A `Verdict`, or `given` for scores and levels.
    package let verdict: String
    /// A number with all its digits, or a level's id; empty without data.
    package let figure: String
    /// The 95 % interval, or a panel's lowest and highest score; `nil` where there is none.
    package let interval: ClosedRange<Double>?
    /// The bound in words; `nil` where there is none.
    package let threshold: Wording?
    /// How many are counted, of how many; `nil` where nobody is.
    package let sample: Rate?
    /// How the figure was computed, e.g. `count`, `reml`, `panel`.
    package let estimator: String
    /// Where the data come from.
    package let source: String
    /// The clause it rests on, or `ours`.
    package let clause: String
    /// What else a reader must know.
    package let notes: Wording?
    /// It stands in the way of "everything met".
    package let isAgainst: Bool
    /// What the subject is told in one word; others are what it rests on.
    package let isWhole: Bool

    package init(
        subject: CycleSubject, stage: Stage? = nil, course: String = "", respondent: String = "",
        item: String, name: Wording, verdict: String, figure: String = "",
        interval: ClosedRange<Double>? = nil, threshold: Wording? = nil, sample: Rate? = nil,
        estimator: String = "", source: String = "", clause: String, notes: Wording? = nil,
        isAgainst: Bool = false, isWhole: Bool = false
    ) {
        self.subject = subject
        self.stage = stage
        self.course = course
        self.respondent = respondent
        self.item = item
        self.name = name
        self.verdict = verdict
        self.figure = figure
        self.interval = interval
        self.threshold = threshold
        self.sample = sample
        self.estimator = estimator
        self.source = source
        self.clause = clause
        self.notes = notes
        self.isAgainst = isAgainst
        self.isWhole = isWhole
    }

    /// What is told of scores and levels that are there.
    package static let given = "given"

    /// Its line of a frozen text.
    var fields: [String] {
        let text = [
            "result", "\(subject)", stage?.rawValue ?? "", course, respondent, item, verdict,
            figure,
        ]
        return text + [
            interval.map { "\($0.lowerBound) \($0.upperBound)" } ?? "",
            sample.map { "\($0.count)/\($0.total)" } ?? "", estimator, source, clause,
            isAgainst ? "against" : "", threshold?.chinese ?? "", notes?.chinese ?? "",
        ]
    }
}
