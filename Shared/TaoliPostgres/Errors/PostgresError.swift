/// What went wrong with a statement, a transaction or a connection.
///
/// It has two faces: `safe` may be shown to a caller, `full` is for the log. Neither contains
/// bound values, passwords, or the row and key details PostgreSQL attaches to violations, because
/// those may be personal data.
package struct PostgresError: Error, Sendable {
    /// The kinds of failure a program treats differently.
    package enum Kind: Sendable, Hashable {
        /// SQLSTATE 40001: run the transaction again.
        case serialization
        /// SQLSTATE 40P01: run the transaction again.
        case deadlock
        /// A prepared statement no longer fits the tables or is gone: run again.
        case staleStatement
        /// A unique or exclusion constraint; its name.
        case uniqueViolation(constraint: String)
        /// A check constraint, or NULL where a value must be.
        case checkViolation
        /// A foreign key.
        case foreignKey
        /// A lock was not free within `lock_timeout`, or NOWAIT.
        case lockTimeout
        /// No connection, or it was lost while nothing could have been committed.
        case connection
        /// A deadline passed: of a statement, of a transaction, or waiting for a connection.
        case timeout
        /// The task was cancelled, or an operator cancelled the statement.
        case cancelled
        /// The server or the pool is out of something: connections, memory, disk, waiting places.
        case resources
        /// The connection was lost while committing: the change may or may not have been made.
        case commitOutcomeUnknown
        /// The program used the library or the data wrongly; repeating does not help.
        case usage
        /// Any other error of the server; see `sqlState`.
        case other
    }

    package let kind: Kind
    /// The five characters of the server's error, nil when the client found it.
    package let sqlState: String?
    /// The violated constraint, where the server names one.
    package let constraint: String?
    /// The table meant, where the server names one.
    package let table: String?
    /// The column meant, where the server names one.
    package let column: String?
    /// For the log: what happened, with statement text but without values.
    package let full: String

    init(
        kind: Kind, full: String, sqlState: String? = nil, constraint: String? = nil,
        table: String? = nil, column: String? = nil
    ) {
        self.kind = kind
        self.full = full
        self.sqlState = sqlState
        self.constraint = constraint
        self.table = table
        self.column = column
    }

    init(usage full: String) {
        self.init(kind: .usage, full: full)
    }

    /// The same error with the place it happened at in front of the full text.
    func at(_ place: String) -> PostgresError {
        PostgresError(
            kind: kind, full: "\(place) \(full)", sqlState: sqlState, constraint: constraint,
            table: table, column: column)
    }

    /// Whether the same work may succeed later without anyone changing anything. Not true for
    /// `commitOutcomeUnknown`: first find out what happened.
    package var isTransient: Bool {
        switch kind {
        case .serialization, .deadlock, .staleStatement, .lockTimeout, .connection, .timeout,
            .resources:
            true
        default: false
        }
    }

    /// Whether the transaction should be run again at once; `PostgresPool.transaction` does so.
    package var isRetriable: Bool {
        switch kind {
        case .serialization, .deadlock, .staleStatement: true
        default: false
        }
    }
}

extension PostgresError: CustomStringConvertible {
    /// The full text: for logs, never for callers.
    package var description: String {
        sqlState.map { "\(full) [\($0)]" } ?? full
    }
}
