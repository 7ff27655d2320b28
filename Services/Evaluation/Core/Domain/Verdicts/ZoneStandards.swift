import TaoliModels

/// The seven standards of SH-11 and their precondition, with the bounds as the clause words them.
package enum ZoneStandards {
    /// 相关科目合格及以上比例不低于当年区域平均: each subject, against the unit's district.
    package static func passRate(
        _ rate: Rate?, district: Rate?, subject: String, source: String
    ) -> StandardFinding {
        // The bound is the district's own rate, put in when it is known.
        Standard(
            name: "pass-rate-not-below-district", clause: "SH-11",
            threshold: Threshold(.atLeast, ExactShare(0, of: 1))
        ).finding(cohort: rate, against: district, subject: subject, source: source)
    }

    /// 同学段校际差异率低于 0.15.
    package static let spread = SpreadStandard()

    /// 应考尽考: nobody who should sit was absent without cause. A standard of its own, and the
    /// precondition of the pass rate.
    package static let everyoneSits = Standard(
        name: "everyone-sits", clause: "SH-11", threshold: Threshold(.atLeast, .percent(100)))

    /// 初中合格率不低于 99%: of those who should sit, not of those who sat.
    package static let juniorPass = Standard(
        name: "junior-pass-rate", clause: "SH-11", threshold: Threshold(.atLeast, .percent(99)))

    /// 名额分配到校计划完成率达到 100%: places filled of places planned, which more than fills at most.
    package static let quotaCompleted = Standard(
        name: "quota-completed", clause: "SH-11", threshold: Threshold(.atLeast, .percent(100)))

    /// 优质高中阶段入学率不低于全市平均.
    package static func entryRate(
        _ rate: Rate?, city: Rate?, subject: String, source: String
    ) -> StandardFinding {
        Standard(
            name: "entry-rate-not-below-city", clause: "SH-11",
            threshold: Threshold(.atLeast, ExactShare(0, of: 1))
        ).finding(cohort: rate, against: city, subject: subject, source: source)
    }

    /// 家长、教师等群体满意度不低于 90%: each kind of respondent apart.
    package static let satisfaction = Standard(
        name: "satisfaction", clause: "SH-11", threshold: Threshold(.atLeast, .percent(90)))

    /// The junior pass rate with its precondition: a finding each. Both have to be met; the second
    /// says when the first is not.
    ///
    /// - Parameters:
    ///   - should: those who should sit (应考).
    ///   - absent: of them absent without cause.
    ///   - passed: of them those who passed.
    package static func juniorPass(
        should: Int, absent: Int, passed: Int, subject: String, source: String
    ) -> [StandardFinding] {
        let sat = everyoneSits.finding(
            cohort: Rate(count: should - absent, total: should), subject: subject, source: source)
        let pass = juniorPass.finding(
            cohort: Rate(count: passed, total: should), subject: subject, source: source)
        guard sat.verdict == .notMet else { return [sat, pass] }
        let broken = StandardFinding(
            standard: pass.standard, clause: pass.clause, subject: pass.subject,
            verdict: pass.verdict,
            figure: pass.figure, interval: pass.interval, threshold: pass.threshold,
            sample: pass.sample, estimator: pass.estimator, source: pass.source,
            notes: [
                Wording(
                    "前提“应考尽考”未满足：\(absent) 人无故缺考。",
                    "The precondition is broken: \(absent) absent without cause.")
            ])
        return [sat, broken]
    }
}
