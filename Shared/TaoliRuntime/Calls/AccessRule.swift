package import TaoliModels

/// Who may call a method.
package enum AccessRule: Hashable, Sendable {
    /// Anyone, signed in or not: sign-in itself, health.
    case open
    /// Anyone with a valid token.
    case signedIn
    /// Callers with one of these roles.
    case roles(Set<Role>)

    /// Whether a caller passes. Scope is checked in the database and in `Inbound`.
    package func admits(_ caller: Caller?) -> Bool {
        switch self {
        case .open: true
        case .signedIn: caller != nil
        case .roles(let roles): caller.map { roles.contains($0.role) } ?? false
        }
    }
}
