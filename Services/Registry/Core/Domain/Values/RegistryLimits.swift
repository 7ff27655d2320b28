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
    /// Appointments that one body's history may hold.
    package static let appointmentsMax = 2000
    /// Pieces of advice on one matter.
    package static let adviceMax = 20
    /// Versions of one document.
    package static let versionsMax = 500
    /// Bytes of a version that is kept here: what one call can bring.
    package static let contentMax = 1_000_000
}
