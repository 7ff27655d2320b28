/// The statements of one round trip, in order, and what is known about their results.
struct Batch {
    /// Which part a statement plays.
    enum Role {
        /// BEGIN, its preamble, savepoints: its result is not asked for.
        case prefix
        /// Its result is returned.
        case output
        /// COMMIT.
        case commit
    }

    /// One message to the server that answers with its own result.
    enum Step {
        case prepare(StatementCache.Entry)
        case execute(StatementCache.Entry, SQL, Role)
        case deallocate(String)

        /// The text for error messages.
        var text: String {
            switch self {
            case .prepare(let entry): entry.key.text
            case .execute(_, let sql, _): sql.text
            case .deallocate(let name): "DEALLOCATE \(name)"
            }
        }
    }

    /// At most this many statements in one round trip.
    static let statementsMax = 10_000

    private(set) var steps: [Step] = []
    var results: [PostgresResult] = []
    /// The first error; the server skips what follows it.
    var failure: PostgresError?
    /// Whether the server confirmed COMMIT.
    var isCommitted = false
    /// Whether losing the connection leaves open what was stored.
    private let commits: Bool
    private let hasCommit: Bool

    /// `commits` without COMMIT: each statement is a transaction of its own.
    init(commits: Bool, hasCommit: Bool) {
        self.commits = commits
        self.hasCommit = hasCommit
    }

    /// Whether a session that ends while it runs this step may have committed. When it ends with
    /// an error for an earlier one, COMMIT was never reached.
    func decidesOutcome(_ step: Step) -> Bool {
        switch step {
        case .execute(_, _, .commit): true
        case .execute(_, _, .output): !hasCommit
        default: false
        }
    }

    mutating func add(_ step: Step) {
        steps.append(step)
    }

    /// What losing the connection with `error` means for this batch.
    func outcome(ofLosing error: PostgresError) -> PostgresError {
        // After an error of an earlier statement the server never runs COMMIT.
        if let failure { return failure }
        guard commits, !isCommitted else { return error }
        return PostgresError(
            kind: .commitOutcomeUnknown, full: "commit outcome unknown: \(error.full)",
            sqlState: error.sqlState)
    }
}
