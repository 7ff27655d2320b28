package import TaoliModels

/// Who made a change, in which role, and why; stands beside every line of a record's history.
package struct ChangeAuthor: Sendable {
    /// Account id or `service:<name>`.
    let actor: String
    /// Role and unit, e.g. `district at district/440105`.
    let role: String
    let reason: String

    /// - Parameter reason: as given with the command; may be empty.
    package init(_ caller: Caller, reason: String) {
        actor = caller.subject
        role = caller.role.rawValue + (caller.unit.map { " at \($0)" } ?? "")
        self.reason = reason
    }
}
