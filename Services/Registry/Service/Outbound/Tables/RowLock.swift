import TaoliPostgres

/// How rows are locked while they are read. Locks are taken in the order of the migration's head:
/// district, site, school, school_group, account; within a table by id.
package enum RowLock: Sendable {
    /// Only read.
    case none
    /// Nobody may change it before this transaction ends.
    case share
    /// It is about to be changed.
    case update

    /// The clause behind `ORDER BY`.
    var clause: SQL {
        switch self {
        case .none: ""
        case .share: " FOR SHARE"
        case .update: " FOR UPDATE"
        }
    }
}
