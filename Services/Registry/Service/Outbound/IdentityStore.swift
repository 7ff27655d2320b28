package import Foundation
import RegistryCore
package import TaoliMessaging
package import TaoliModels
package import TaoliPostgres
package import TaoliRuntime

/// Signing in. Every transaction sees all districts: a name or token belongs to none yet.
package struct IdentityStore: Sendable {
    /// Failures in a row that lock an account.
    package static let failuresMax = 5
    /// For how long it is locked, in seconds.
    package static let lockedFor: TimeInterval = 15 * 60
    /// How long after a sign-in its refresh tokens are renewed at most, in seconds.
    package static let familyLifetime: TimeInterval = 7 * 86_400

    private let pool: PostgresPool
    private let options: TransactionOptions
    private let readOptions: TransactionOptions

    /// - Parameter scope: the service's roles; the store works in that which sees all districts.
    package init(pool: PostgresPool, scope: DatabaseScope) {
        self.pool = pool
        options = TransactionOptions(preamble: scope.preamble(.all))
        readOptions = TransactionOptions(readOnly: true, preamble: scope.preamble(.all))
    }

    /// A try at a password that was counted as failed until it succeeds.
    package struct Attempt: Sendable {
        let account: AccountID
        let passwordHash: String
    }

    /// Counts a try before the password is checked, so that tries side by side are all counted.
    ///
    /// - Returns: `nil` for an unknown login, a program, and an account that is locked.
    package func attempt(login: String, now: Date) async throws -> Attempt? {
        let locked = now.addingTimeInterval(IdentityStore.lockedFor)
        return try await pool.transaction(options) { tx in
            let rows = try await tx.query(
                """
                UPDATE registry.credential c SET \
                failures = CASE WHEN c.locked_until IS NULL THEN c.failures + 1 ELSE 1 END, \
                locked_until = CASE WHEN c.locked_until IS NULL \
                AND c.failures + 1 >= \(IdentityStore.failuresMax) THEN \(locked) END \
                FROM registry.account a WHERE a.id = c.account_id AND a.login = \(login) \
                AND c.password_hash IS NOT NULL \
                AND (c.locked_until IS NULL OR c.locked_until <= \(now)) \
                RETURNING c.account_id, c.password_hash
                """)
            return try rows.first.map {
                Attempt(
                    account: try $0.id("account_id"), passwordHash: try $0.get("password_hash"))
            }
        }
    }

    /// Forgets the failures of an account whose password was right.
    package func succeeded(_ account: AccountID, now: Date) async throws {
        try await pool.transaction(options) { tx in
            _ = try await tx.pipeline([
                """
                UPDATE registry.credential SET failures = 0, locked_until = NULL \
                WHERE account_id = \(account.rawValue)
                """,
                IdentityStore.signedIn(account, now),
            ])
        }
    }

    /// The role under which an account acts, with what it sees.
    ///
    /// - Parameter grant: one of its grants; `nil` picks the oldest that holds.
    /// - Throws: `no-role`, `grant-not-held`.
    package func session(of account: AccountID, grant: GrantID?) async throws -> Session {
        try await pool.transaction(readOptions) { tx in
            try await IdentityStore.session(of: account, grant: grant, tx)
        }
    }

    /// Starts a family of refresh tokens.
    package func remember(_ token: RefreshToken, of session: Session, now: Date) async throws {
        try await pool.transaction(options) { tx in
            _ = try await tx.pipeline([
                IdentityStore.insert(token, family: .version7(), session, began: now, now: now),
                "DELETE FROM registry.refresh_token WHERE expires_at < \(now)",
            ])
        }
    }

    /// Spends a refresh token for the next of its family.
    ///
    /// A token presented twice was stolen, or its thief was first: the whole family ends.
    ///
    /// - Returns: `nil` for an unknown, expired, withdrawn or spent token.
    /// - Throws: `no-role` or `grant-not-held` when the role was withdrawn.
    package func rotate(_ presented: String, to next: RefreshToken, now: Date) async throws
        -> Session?
    {
        let digest = Data(RefreshToken.digest(of: presented))
        return try await pool.transaction(options) { tx in
            let rows = try await tx.query(
                """
                SELECT family, account_id, grant_id, began_at, expires_at, \
                spent_at IS NOT NULL AS is_spent, revoked_at IS NOT NULL AS is_revoked \
                FROM registry.refresh_token WHERE digest = \(digest) FOR UPDATE
                """)
            guard let row = rows.first, try !row.get("is_revoked", as: Bool.self),
                try row.get("expires_at", as: Date.self) > now
            else { return nil }
            let family: UUID = try row.get("family")
            if try row.get("is_spent", as: Bool.self) {
                try await tx.execute(
                    """
                    UPDATE registry.refresh_token SET revoked_at = \(now) \
                    WHERE family = \(family) AND revoked_at IS NULL
                    """)
                return nil
            }
            let session = try await IdentityStore.session(
                of: try row.id("account_id"), grant: try row.id("grant_id"), tx)
            _ = try await tx.pipeline([
                "UPDATE registry.refresh_token SET spent_at = \(now) WHERE digest = \(digest)",
                IdentityStore.insert(
                    next, family: family, session, began: try row.get("began_at"), now: now),
            ])
            return session
        }
    }

    /// A program's account by its id or login, with its public key.
    package func program(named name: String) async throws -> (id: AccountID, publicKeyPEM: String)?
    {
        try await pool.transaction(readOptions) { tx in
            let rows = try await tx.query(
                """
                SELECT a.id, c.public_key_pem FROM registry.account a \
                JOIN registry.credential c ON c.account_id = a.id \
                WHERE c.public_key_pem IS NOT NULL AND \
                (a.login = \(name) OR a.id = \(AccountID(name)?.rawValue))
                """)
            return try rows.first.map { (try $0.id("id"), try $0.get("public_key_pem")) }
        }
    }

    /// Uses up an assertion's id.
    ///
    /// - Returns: false when it was used before.
    package func use(_ assertion: Assertion, by account: AccountID, now: Date) async throws -> Bool
    {
        try await pool.transaction(options) { tx in
            let results = try await tx.pipeline([
                "DELETE FROM registry.used_assertion WHERE expires_at < \(now)",
                """
                INSERT INTO registry.used_assertion (account_id, jti, district, expires_at) \
                SELECT id, \(assertion.id), district, \(assertion.expires) FROM registry.account \
                WHERE id = \(account.rawValue) ON CONFLICT DO NOTHING
                """,
                IdentityStore.signedIn(account, now),
            ])
            return results[1].affected == 1
        }
    }

    private static func signedIn(_ account: AccountID, _ now: Date) -> SQL {
        // No part of the aggregate: nothing is decided by it, so it has no event and no version.
        """
        UPDATE registry.account SET last_sign_in_at = \(now) WHERE id = \(account.rawValue)
        """
    }

    private static func insert(
        _ token: RefreshToken, family: UUID, _ session: Session, began: Date, now: Date
    ) -> SQL {
        let expires = min(
            now.addingTimeInterval(TimeInterval(RefreshToken.lifetime)),
            began.addingTimeInterval(familyLifetime))
        return """
            INSERT INTO registry.refresh_token \
            (digest, family, account_id, grant_id, district, began_at, expires_at) \
            VALUES (\(Data(token.digest)), \(family), \(session.account.rawValue), \
            \(session.grant.id.rawValue), \(session.grant.district.rawValue), \(began), \(expires))
            """
    }

    private static func session(
        of account: AccountID, grant wanted: GrantID?, _ tx: PostgresTransaction
    ) async throws -> Session {
        let grants = try await tx.query(AccountTable.grants(of: [account]))
            .map { try AccountTable.grant($0) }.filter { $0.revokedAt == nil }
        guard let oldest = grants.first else { throw IdentityRefusals.noRole }
        guard let grant = wanted.map({ id in grants.first { $0.id == id } }) ?? oldest else {
            throw IdentityRefusals.grantNotHeld
        }
        return Session(
            account: account, grant: grant,
            scope: try await UnitOwner.scope(grant.role, at: grant.unit, tx))
    }
}

/// An account acting under one of its grants.
package struct Session: Sendable {
    let account: AccountID
    let grant: Grant
    let scope: DataScope

    /// What its access tokens say.
    var caller: Caller {
        Caller(subject: account.description, role: grant.role, unit: grant.unit, scope: scope)
    }
}

/// What signing in refuses once it is known who asks.
enum IdentityRefusals {
    static let noRole = Refusal(
        .permission, "no-role",
        what: Wording("该账号没有有效的角色。", "The account holds no role."),
        next: Wording("请联系区或市级人员授予角色。", "Ask an official of the district or city for one."))

    static let grantNotHeld = Refusal(
        .permission, "grant-not-held", field: "grant_id",
        what: Wording("该账号没有这一授权，或已被撤销。", "The account does not hold this grant."),
        next: Wording("请重新登录，或选择其他授权。", "Sign in again, or choose another grant."))
}
