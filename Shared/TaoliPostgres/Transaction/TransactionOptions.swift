/// How a transaction is begun and how often it is tried.
package struct TransactionOptions: Sendable {
    /// What a transaction sees of others (PostgreSQL manual, "Transaction Isolation").
    package enum Isolation: String, Sendable {
        /// Each statement sees what was committed before it began.
        case readCommitted = "READ COMMITTED"
        /// All statements see what was committed before the first.
        case repeatableRead = "REPEATABLE READ"
        /// As if transactions ran one after the other; a conflict makes one run again.
        case serializable = "SERIALIZABLE"
    }

    package var isolation: Isolation
    /// Whether the server refuses writes.
    package var readOnly: Bool

    /// Statements run right after BEGIN, in the same round trip as it and the body's first
    /// statement: `SET LOCAL ROLE …`, `SELECT set_config(…, true)`.
    package var preamble: [SQL]

    /// How often the body is run at most, when the server reports a serialization failure, a
    /// deadlock or a stale prepared statement. At least 1.
    package var attemptsMax: Int

    /// For everything together: waiting for a connection, statements, repeats. Nil: each
    /// statement has only its own deadline.
    package var deadline: Duration?

    package init(
        isolation: Isolation = .readCommitted, readOnly: Bool = false, preamble: [SQL] = [],
        attemptsMax: Int = 5, deadline: Duration? = nil
    ) {
        self.isolation = isolation
        self.readOnly = readOnly
        self.preamble = preamble
        self.attemptsMax = attemptsMax
        self.deadline = deadline
    }

    /// The statement that begins it.
    var begin: SQL {
        if isolation == .readCommitted, !readOnly { return "BEGIN ISOLATION LEVEL READ COMMITTED" }
        return SQL(
            raw: "BEGIN ISOLATION LEVEL \(isolation.rawValue)\(readOnly ? " READ ONLY" : "")")
    }
}
