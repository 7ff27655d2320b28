package import TaoliModels

/// What is found about a standard.
package enum Verdict: String, CaseIterable, Sendable {
    /// The standard is reached.
    case met
    /// It is not.
    case notMet = "not_met"
    /// The sample is too small, or its interval holds the threshold.
    case cannotTell = "cannot_tell"
    /// The standard is not asked of this subject, e.g. spread where a stage has one school.
    case notApplicable = "not_applicable"
    /// Nothing was reported.
    case noData = "no_data"

    /// The verdict in words.
    package var wording: Wording {
        switch self {
        case .met: Wording("达到", "met")
        case .notMet: Wording("未达到", "not met")
        case .cannotTell: Wording("无法判断", "cannot tell")
        case .notApplicable: Wording("不适用", "not applicable")
        case .noData: Wording("没有数据", "no data")
        }
    }

    /// A figure that must not exceed a limit, such as a coefficient of resources.
    package static func atMost(_ limit: ExactShare, figure: Double?) -> Verdict {
        Threshold(.atMost, limit).verdict(figure: figure)
    }
}
