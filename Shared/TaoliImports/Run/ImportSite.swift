import Foundation
package import TaoliMessaging
import TaoliModels
package import TaoliPostgres

/// Where jobs run: one service's database, with what the runner needs of it.
package struct ImportSite: Sendable {
    let service: String
    let pool: PostgresPool
    let commands: CommandExecutor
    let scope: DatabaseScope
    let tables: ImportTables
    let makeDigest: @Sendable () -> any ImportDigest

    /// - Parameters:
    ///   - service: its name, also the schema of the import tables.
    ///   - makeDigest: a fresh SHA-256.
    package init(
        service: String, pool: PostgresPool, commands: CommandExecutor, scope: DatabaseScope,
        makeDigest: @escaping @Sendable () -> any ImportDigest
    ) {
        self.service = service
        self.pool = pool
        self.commands = commands
        self.scope = scope
        tables = ImportTables(schema: service)
        self.makeDigest = makeDigest
    }

    /// A transaction of the lease's holder that sees every district.
    func transaction<Value: Sendable>(
        _ lease: Lease, _ body: @Sendable (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await pool.transaction(TransactionOptions(preamble: scope.preamble(.all))) { tx in
            try await lease.confirm(in: tx)
            return try await body(tx)
        }
    }

    /// One read that sees every district.
    package func read(_ sql: SQL) async throws -> [PostgresRow] {
        try await pool.transaction(
            TransactionOptions(readOnly: true, preamble: scope.preamble(.all))
        ) { try await $0.query(sql) }
    }

    /// Renews the lease outside of any other transaction.
    func renewing(_ lease: Lease) async throws {
        try await pool.transaction { try await lease.confirm(in: $0) }
    }

    /// The request id of a job's n-th batch: the same whenever the batch is tried.
    func requestID(of job: ImportJob, batch: Int64) -> UUID {
        var digest = makeDigest()
        digest.update(Data("\(job.id.uuidString.lowercased()) batch \(batch)".utf8))
        return UUID(
            version7: job.id.version7Milliseconds ?? 0, derivedFrom: digest.value())
    }
}
