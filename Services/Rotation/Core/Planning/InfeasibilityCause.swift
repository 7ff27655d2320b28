package import TaoliModels

/// One reason why no plan keeps every rule. Senders are numbers in the unit's facts.
package enum InfeasibilityCause: Hashable, Sendable {
    /// Those away already leave less room than the quota asks for.
    case quotaBeyondMost(Int)
    /// Fewer teachers reach a receiving school than the quota asks for.
    case tooFewWithinReach(Int)
    /// The subject caps let fewer go than the quota asks for.
    case tooFewUnderCaps(Int)
    /// Fewer key teachers may leave than the quota calls for.
    case tooFewKeyTeachers(Int)
    /// The quotas of a stage exceed its places.
    case tooFewPlaces(Stage, quotas: Int, places: Int)
}
