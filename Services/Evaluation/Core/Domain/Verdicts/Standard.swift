package import TaoliModels

/// A standard as a pack states it: what is asked, by which clause, with which bound.
package struct Standard: Hashable, Sendable {
    /// Stable name in kebab-case.
    package let name: String
    /// The clause's id, e.g. `SH-11`.
    package let clause: String
    package let threshold: Threshold

    package init(name: String, clause: String, threshold: Threshold) {
        self.name = name
        self.clause = clause
        self.threshold = threshold
    }

    /// The verdict on a whole cohort: exact counts decide, the interval is information.
    ///
    /// - Parameters:
    ///   - rate: of those who count, e.g. passed of those who should sit (应考); `nil` without data.
    ///   - subject: of whom it is asked.
    ///   - source: where the counts come from.
    package func finding(cohort rate: Rate?, subject: String, source: String) -> StandardFinding {
        StandardFinding(
            standard: name, clause: clause, subject: subject, verdict: threshold.verdict(rate),
            figure: rate?.value, interval: rate?.interval, threshold: threshold.wording,
            sample: rate, estimator: "count", source: source)
    }

    /// The verdict on a survey of one kind of respondent.
    ///
    /// - Parameters:
    ///   - survey: roll-weighted answers; `nil` without a survey.
    ///   - minimum: what a sample must have for a verdict.
    package func finding(
        survey: Satisfaction?, minimum: SampleMinimum, subject: String, source: String
    ) -> StandardFinding {
        let answered = survey.map { Rate(count: $0.answered, total: $0.roll) }
        let isEnough = answered.map(minimum.isReached) ?? false
        return StandardFinding(
            standard: name, clause: clause, subject: subject,
            verdict: threshold.verdict(
                figure: survey?.share, interval: survey?.interval, isEnough: isEnough),
            figure: survey?.share, interval: survey?.interval, threshold: threshold.wording,
            sample: answered, estimator: "roll-weighted", source: source,
            notes: (survey?.answered ?? 0) > 0 && !isEnough ? [minimum.wording] : [])
    }

    /// The verdict on a rate against that of a region: 不低于当年区域平均, by exact counts.
    ///
    /// - Parameters:
    ///   - rate: of the subject; `nil` without data.
    ///   - region: of its district or city, same year, stage and subject of instruction.
    package func finding(
        cohort rate: Rate?, against region: Rate?, subject: String, source: String
    ) -> StandardFinding {
        guard let region, region.total > 0 else {
            return StandardFinding(
                standard: name, clause: clause, subject: subject, verdict: .noData,
                figure: rate?.value, interval: rate?.interval,
                threshold: Wording(
                    "\(threshold.relation.wording.chinese)区域平均（未提供）",
                    "\(threshold.relation.wording.english) the region's (not given)"),
                sample: rate, estimator: "count", source: source)
        }
        let bound = Threshold(
            threshold.relation, ExactShare(region.count, of: region.total))
        return Standard(name: name, clause: clause, threshold: bound)
            .finding(cohort: rate, subject: subject, source: source)
    }
}

/// What a sample must have before it bears a verdict.
package struct SampleMinimum: Hashable, Sendable {
    /// So many answers at least.
    package let answers: Int
    /// Such a share of the roll at least.
    package let share: ExactShare

    package init(answers: Int, share: ExactShare) {
        self.answers = answers
        self.share = share
    }

    /// - Parameter answered: the answers of the roll.
    package func isReached(_ answered: Rate) -> Bool {
        answered.count >= answers && answered.compared(to: share) >= 0
    }

    /// Why a smaller sample bears no verdict.
    package var wording: Wording {
        Wording(
            "样本不足：至少要有 \(answers) 份且达到 \(share.percentText)，故不作判断。",
            "The sample is too small for a verdict: at least \(answers) answers and "
                + "\(share.percentText) of the roll.")
    }
}
