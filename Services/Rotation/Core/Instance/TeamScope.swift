/// Where the rule of teams (组团) is held: none or at least `teamMin` teachers.
package enum TeamScope: String, CaseIterable, Sendable {
    /// From each sending to each receiving school: the strictest reading, and the default.
    case pair
    /// Into each receiving school, over all senders.
    case receiver
    /// As `receiver`, but only at schools for which a team is asked (`PlanSchool.isTeamAsked`).
    case marked
}
