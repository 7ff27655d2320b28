/// Bounds of texts and lists in the registry, counted in characters and items.
package enum RegistryLimits {
    /// Names of districts, schools, sites and groups.
    package static let nameMax = 120
    /// Codes, external ids, dates and references to units.
    package static let codeMax = 64
    /// A reason given with a command.
    package static let reasonMax = 500
    /// A paper's number or address.
    package static let referenceMax = 200
    /// Papers that one answer may bring.
    package static let papersMax = 50
    /// Answers that one step may gather.
    package static let answersMax = 100
    /// Sites that may lead a group from its first day.
    package static let leadsMax = 50
    /// Memberships that one group's history may hold.
    package static let membershipsMax = 2000
    /// Grants, withdrawn ones included, that one account may hold.
    package static let grantsMax = 200
    /// A login, in bytes; its alphabet is ASCII.
    package static let loginLength = 3...64
    /// An account's name for people.
    package static let displayNameMax = 64
    /// Schools to which a bureau may limit one group.
    package static let sizeLimitMax = 1000
    /// Fen of one ledger entry: a trillion, so that a year's sum stays within 64 bits.
    package static let fenMax: Int64 = 1_000_000_000_000
    /// School years that one table may cover.
    package static let yearsMax = 30
}
