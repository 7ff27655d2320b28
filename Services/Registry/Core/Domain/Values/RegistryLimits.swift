/// Bounds of texts and lists in the registry, counted in characters and items.
package enum RegistryLimits {
    /// Names of districts, schools, sites and groups.
    package static let nameMax = 120
    /// The shortest part of a name that is looked up in the whole city.
    package static let searchMin = 2
    /// How many are shown of those found in the whole city.
    package static let foundMax = 20
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
    /// A person's name, in Unicode scalars: a rare character beyond the basic plane counts once.
    package static let personNameScalarsMax = 50
    /// Posts of one person, ended ones included.
    package static let employmentsMax = 200
    /// Levels given to one person, withdrawn ones included.
    package static let awardsMax = 100
    /// Posts of one kind at one school.
    package static let postsMax = 10_000
    /// Appointments that one body's history may hold.
    package static let appointmentsMax = 2000
    /// Pieces of advice on one matter.
    package static let adviceMax = 20
    /// Versions of one document.
    package static let versionsMax = 500
    /// Bytes of a version that is kept here: what one call can bring.
    package static let contentMax = 1_000_000
    /// Schools to which a bureau may limit one group.
    package static let sizeLimitMax = 1000
    /// Fen of one ledger entry: a trillion, so that a year's sum stays within 64 bits.
    package static let fenMax: Int64 = 1_000_000_000_000
    /// Days between an answer and the day from which it holds, earlier or later, beyond which it
    /// needs a reason. Ours: no text has such a bound, but a mistyped year cannot be taken back.
    package static let effectiveDaysMax = 366
    /// School years that one table may cover.
    package static let yearsMax = 30
}
