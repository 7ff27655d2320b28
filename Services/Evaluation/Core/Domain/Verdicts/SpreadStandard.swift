import TaoliModels

/// 同学段校际差异率低于 0.15 (SH-11): the verdict comes from the city's monitoring; our own estimate
/// beside it is a forecast.
package struct SpreadStandard: Hashable, Sendable {
    /// The bound, below which the figure must lie.
    package let threshold: Threshold
    /// The clause's id.
    package let clause: String

    /// As SH-11 words it.
    package init(
        threshold: Threshold = Threshold(.below, ExactShare(15, of: 100)), clause: String = "SH-11"
    ) {
        self.threshold = threshold
        self.clause = clause
    }

    /// The verdict on a unit's stage and subject.
    ///
    /// - Parameters:
    ///   - published: the figure of the city's monitoring; `nil` while there is none.
    ///   - schoolCount: schools of the stage in the unit; with one the standard is not applicable,
    ///     which is not the same as met.
    package func finding(
        published: Double?, schoolCount: Int, subject: String, source: String
    ) -> StandardFinding {
        let isApplicable = schoolCount > 1
        return StandardFinding(
            standard: "between-school-share", clause: clause, subject: subject,
            verdict: isApplicable ? threshold.verdict(figure: published) : .notApplicable,
            figure: isApplicable ? published : nil, interval: nil, threshold: threshold.wording,
            sample: nil, estimator: "imported", source: source)
    }

    /// What our own data let expect: REML first, ANOVA beside it, each with its interval.
    ///
    /// - Parameter figures: of the unit's schools of one stage and subject.
    /// - Returns: two findings whose verdict is met or not met only where the whole interval says
    ///   so; no verdict of the standard.
    package func forecasts(
        _ figures: SpreadFigures, subject: String, source: String
    ) -> [StandardFinding] {
        let reml = figures.likelihood.map { ($0.icc, $0.low...max($0.low, $0.high)) }
        let anova = figures.anova.map { anova in
            (anova.icc, anova.low.flatMap { low in anova.high.map { low...max(low, $0) } })
        }
        return [
            forecast(
                "forecast-reml", figures, subject, source, figure: try? reml.get().0,
                interval: try? reml.get().1, reason: reml.reason),
            forecast(
                "forecast-anova", figures, subject, source, figure: try? anova.get().0,
                interval: (try? anova.get())?.1, reason: anova.reason),
        ]
    }

    private func forecast(
        _ estimator: String, _ figures: SpreadFigures, _ subject: String, _ source: String,
        figure: Double?, interval: ClosedRange<Double>?, reason: Undefined?
    ) -> StandardFinding {
        var notes = [Self.forecastNote]
        if let reason { notes.append(reason.wording) }
        if figures.unitCount > 1, !canShow(figures) { notes.append(cannotBeShown(figures)) }
        let verdict: Verdict =
            figures.unitCount < 2
            ? .notApplicable
            : figure == nil
                ? .noData
                : threshold.verdict(figure: figure, interval: interval, isEnough: interval != nil)
        return StandardFinding(
            standard: "between-school-share", clause: clause, subject: subject,
            verdict: figure != nil && interval == nil ? .cannotTell : verdict, figure: figure,
            interval: interval, threshold: threshold.wording,
            sample: Rate(count: figures.studentCount, total: figures.studentCount),
            estimator: estimator, source: source, notes: notes)
    }

    /// The largest share (ANOVA) whose interval would lie below the bound with so many schools of
    /// so many students; `nil` when even a share of 0 would not.
    ///
    /// With 100 students a school: never with three schools, only at 0.044 or less with ten.
    package func largestShareToShow(schoolCount: Int, studentsEach: Double) -> Double? {
        let bound = threshold.bound.value
        let freedom = Double(schoolCount - 1)
        let law = FDistribution(
            numerator: freedom, denominator: Double(schoolCount) * (studentsEach - 1))
        guard schoolCount > 1, studentsEach > 1 else { return nil }
        // The upper end (u−1)/(u+n−1) of the interval is the bound where u = F/F.025 is this.
        let upper = (1 + bound * (studentsEach - 1)) / (1 - bound)
        let ratio = upper * law.quantile(0.025)
        let share = (ratio - 1) / (ratio + studentsEach - 1)
        return share >= 0 ? share : nil
    }

    private func canShow(_ figures: SpreadFigures) -> Bool {
        largestShareToShow(
            schoolCount: figures.unitCount,
            studentsEach: Double(figures.studentCount) / Double(figures.unitCount)) != nil
    }

    private static let forecastNote = Wording(
        "这是本平台的预测，不是结论；结论以市监测公布的校际差异率为准。",
        "A forecast of this platform, not the verdict: that comes from the city's monitoring.")

    private func cannotBeShown(_ figures: SpreadFigures) -> Wording {
        Wording(
            "只有 \(figures.unitCount) 所学校，无论数据如何都不能表明差异率\(threshold.wording.chinese)。",
            "With \(figures.unitCount) schools no data could show a share "
                + "\(threshold.wording.english).")
    }
}

extension Result where Failure == Undefined {
    fileprivate var reason: Undefined? {
        if case .failure(let reason) = self { return reason }
        return nil
    }
}
