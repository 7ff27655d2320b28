package import TaoliModels
package import TaoliPostgres

/// Which rows a transaction may see, as its first statements.
///
/// People of a district run as the service's `_app` role with `taoli.scope` set; everything that
/// concerns all districts takes the `_all` role (architecture.md, Scope in the database).
package struct DatabaseScope: Sendable {
    private let wideRole: String

    /// - Parameter service: the service's name, e.g. `registry`; roles are cluster-wide and begin
    ///   with it.
    package init(service: String) { wideRole = "taoli_\(service)_all" }

    /// The statements with which a transaction in this scope begins.
    package func preamble(_ scope: DataScope) -> [SQL] {
        switch scope {
        case .all:
            ["SET LOCAL ROLE \(raw: wideRole)"]
        case .districts(let codes):
            // Codes have a narrow alphabet, so the array's text form needs no quoting.
            [
                """
                SELECT set_config('taoli.scope', \
                \("{" + codes.map(\.rawValue).joined(separator: ",") + "}"), true)
                """
            ]
        }
    }
}
