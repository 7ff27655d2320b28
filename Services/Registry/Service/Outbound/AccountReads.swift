import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// Reads accounts within a transaction of the caller's scope.
struct AccountReads {
    let tx: PostgresTransaction

    /// An account and when it last signed in.
    struct Row: Sendable {
        let account: Account
        let lastSignIn: Date?
    }

    /// Accounts by login, after the last row's.
    func list(after: [String]?, size: Int) async throws -> ListPage<Row> {
        let rows = try await tx.query(
            """
            SELECT \(fragment: AccountTable.columns) FROM registry.account \
            WHERE login > \(after?[0] ?? "") ORDER BY login LIMIT \(size + 1)
            """)
        let page = Array(rows.prefix(size))
        let ids = try page.map { try $0.id("id", as: AccountID.self) }
        let grants = try await tx.query(AccountTable.grants(of: ids))
        let accounts = try AccountTable.decode(page, grants: grants)
        let signIns = try page.map { try $0.get("last_sign_in_at", as: Date?.self) }
        let list = zip(accounts, signIns).map { Row(account: $0, lastSignIn: $1) }
        return ListPage(
            rows: list, next: rows.count > size ? accounts.last.map { [$0.login] } : nil)
    }
}
