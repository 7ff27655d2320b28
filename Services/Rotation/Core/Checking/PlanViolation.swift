package import TaoliModels

/// A rule that a plan breaks, and where.
package struct PlanViolation: Hashable, Sendable {
    /// The rules a plan can break; H numbers are those of rotation.md.
    package enum Rule: String, CaseIterable, Sendable {
        /// H1: a teacher goes to one school at most.
        case twice
        /// Only eligible teachers go.
        case notEligible = "not_eligible"
        /// Teachers go from a strong school to a receiving one of their stage in their group.
        case notPartner = "not_partner"
        /// The way is known and within the limit.
        case commute
        /// H2, lower limit.
        case quota
        /// H2, upper limit.
        case maxOut = "max_out"
        /// H3.
        case keyShare = "key_share"
        /// H4.
        case team
        /// H5.
        case subjectLoss = "subject_loss"
        /// H6.
        case capacity
    }

    /// The rule broken.
    package let rule: Rule
    /// Code of the group; several joined by `+`.
    package let group: String
    /// Code of the school that is to blame, or that suffers.
    package let school: String
    /// Code of the teacher, where one is to blame.
    package let teacher: String?
    /// What is broken, with the figures, for people.
    package let text: Wording
}
