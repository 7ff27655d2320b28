/// The rules of a plan that a bureau may decide to give up, in the order in which reports name them.
package enum RuleFamily: String, CaseIterable, Sendable {
    /// H2's lower limit: every strong school sends its share.
    case quota
    /// H3: a share of those sent are key teachers.
    case key
    /// H4: teams, or nobody.
    case team
    /// H5: no subject loses too many of its teachers.
    case subject
    /// H6: places at receiving schools.
    case capacity
}
