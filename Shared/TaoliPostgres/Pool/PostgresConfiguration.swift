/// Where the database is and the bounds of its use.
package struct PostgresConfiguration: Sendable {
    /// A libpq URL: `postgres://user:password@host:port/database`. A secret, never logged.
    package var url: String
    /// Shown in `pg_stat_activity` and as label of the metrics.
    package var applicationName: String
    /// Open connections at most.
    package var connectionsMax: Int
    /// After this time a statement is cancelled, a second later its socket closed.
    package var statementDeadline: Duration
    /// After this time without a statement the server ends a transaction and its session, so that
    /// the locks of a process that was stopped hold nobody up for longer; zero: never.
    package var idleTransactionMax: Duration
    /// How long a transaction waits for a connection, including connecting.
    package var acquireDeadline: Duration
    /// Transactions that may wait for a connection at a time; more are refused at once.
    package var waitersMax: Int
    /// Prepared statements a connection keeps.
    package var preparedStatementsMax: Int

    package init(
        url: String, applicationName: String, connectionsMax: Int = 10,
        statementDeadline: Duration = .seconds(10), idleTransactionMax: Duration = .seconds(10),
        acquireDeadline: Duration = .seconds(5), waitersMax: Int = 10_000,
        preparedStatementsMax: Int = 256
    ) {
        self.url = url
        self.applicationName = applicationName
        self.connectionsMax = connectionsMax
        self.statementDeadline = statementDeadline
        self.idleTransactionMax = idleTransactionMax
        self.acquireDeadline = acquireDeadline
        self.waitersMax = waitersMax
        self.preparedStatementsMax = preparedStatementsMax
    }
}
