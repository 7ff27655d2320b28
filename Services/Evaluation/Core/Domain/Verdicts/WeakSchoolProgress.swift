import TaoliModels

/// 相对薄弱学校进步明显 (SH-11): value added above 0 by its interval, or a gap to the unit's mean that is
/// smaller than a year before by the pack's margin. Asked of each weak school; both are shown.
package struct WeakSchoolProgress: Hashable, Sendable {
    /// A school's mean below the unit's, in two years.
    package struct Gap: Hashable, Sendable {
        /// Unit's mean less the school's, a year before; positive while the school is behind.
        package let before: Double
        /// The same this year, on the same scale.
        package let now: Double

        package init(before: Double, now: Double) {
            self.before = before
            self.now = now
        }

        /// By how much the school came nearer.
        package var closed: Double { before - now }
    }

    /// By how much a gap must have become smaller, in the units of the gaps; not negative.
    package let margin: Double

    package init(margin: Double) { self.margin = margin }

    /// Both ways to show progress, and the verdict: one suffices.
    ///
    /// - Parameters:
    ///   - school: its name.
    ///   - valueAdded: `nil` where it could not be estimated.
    ///   - gap: `nil` without the year before.
    package func finding(
        school: String, valueAdded: ValueAdded?, gap: Gap?, source: String
    ) -> StandardFinding {
        let isAbove = valueAdded.map { $0.flag == .above }
        // A difference of two decimals is a rounding error short of the margin that it equals.
        let isNearer = gap.map { $0.closed >= margin - 1e-12 && $0.closed > 0 }
        let verdict: Verdict =
            isAbove == true || isNearer == true
            ? .met
            : isAbove == nil && isNearer == nil
                // With one way unknown, the other alone cannot say no.
                ? .noData : isAbove == nil || isNearer == nil ? .cannotTell : .notMet
        var notes: [Wording] = []
        if let gap {
            notes.append(
                Wording(
                    "与单位平均的差距由 \(gap.before) 变为 \(gap.now)，要求至少缩小 \(margin)。",
                    "Gap to the unit's mean: \(gap.before) before, \(gap.now) now; asked to close "
                        + "by \(margin)."))
        }
        return StandardFinding(
            standard: "weak-school-progress", clause: "SH-11", subject: school, verdict: verdict,
            figure: valueAdded?.estimate, interval: valueAdded?.interval,
            threshold: Wording("增值区间高于 0，或差距缩小", "value added above 0, or a smaller gap"),
            sample: valueAdded.map { Rate(count: $0.size, total: $0.size) }, estimator: "reml",
            source: source, notes: notes)
    }
}

extension ValueAdded {
    /// The 95 % interval.
    package var interval: ClosedRange<Double> {
        let reach = NormalDistribution.twoSided95 * standardError
        return (estimate - reach)...(estimate + reach)
    }
}
