import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.account`, `registry.account_grant` and `registry.credential` ↔ `Account`.
enum AccountTable {
    static let columns: SQL = """
        id, kind, login, display_name, district, created_at, last_sign_in_at, version
        """

    static func select(ids: [AccountID], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.account \
        WHERE id = any(\(ids.map(\.rawValue))) ORDER BY id
        """ + lock.clause
    }

    /// All grants of these accounts, oldest first.
    static func grants(of ids: [AccountID]) -> SQL {
        """
        SELECT id, account_id, district, role, unit, granted_at, revoked_at \
        FROM registry.account_grant WHERE account_id = any(\(ids.map(\.rawValue))) \
        ORDER BY granted_at, id
        """
    }

    static func decode(_ rows: [PostgresRow], grants: [PostgresRow]) throws -> [Account] {
        var byAccount: [AccountID: [Grant]] = [:]
        for row in grants {
            byAccount[try row.id("account_id"), default: []].append(try grant(row))
        }
        return try rows.map { row in
            let id: AccountID = try row.id("id")
            return Account(
                id: id, kind: try row.value("kind"), login: try row.get("login"),
                displayName: try row.get("display_name"), district: try row.district("district"),
                createdAt: try row.get("created_at"), grants: byAccount[id] ?? [],
                version: try row.get("version"))
        }
    }

    static func grant(_ row: PostgresRow) throws -> Grant {
        let text: String = try row.get("unit")
        guard let unit = UnitReference(text) else {
            throw UnreadableRow(description: "account_grant.unit: \(text)")
        }
        return Grant(
            id: try row.id("id"), role: try row.value("role"), unit: unit,
            district: try row.district("district"), grantedAt: try row.get("granted_at"),
            revokedAt: try row.get("revoked_at"))
    }

    static func save(_ accounts: [Account]) -> [SQL] {
        let grants = accounts.flatMap { account in account.grants.map { (account, $0) } }
        return [saveAccounts(accounts)] + (grants.isEmpty ? [] : [saveGrants(grants)])
    }

    private static func saveAccounts(_ accounts: [Account]) -> SQL {
        """
        INSERT INTO registry.account \
        (id, district, kind, login, display_name, created_at, version) \
        SELECT * FROM unnest(\(accounts.map(\.id.rawValue)), \
        \(accounts.map(\.district.rawValue)), \(accounts.map(\.kind.rawValue)), \
        \(accounts.map(\.login)), \(accounts.map(\.displayName)), \
        \(accounts.map(\.createdAt)), \(accounts.map(\.version))) \
        ON CONFLICT (id) DO UPDATE SET version = excluded.version
        """
    }

    private static func saveGrants(_ grants: [(account: Account, grant: Grant)]) -> SQL {
        """
        INSERT INTO registry.account_grant \
        (id, account_id, district, role, unit, granted_at, revoked_at) \
        SELECT * FROM unnest(\(grants.map(\.grant.id.rawValue)), \
        \(grants.map(\.account.id.rawValue)), \(grants.map(\.grant.district.rawValue)), \
        \(grants.map(\.grant.role.rawValue)), \(grants.map(\.grant.unit.description)), \
        \(grants.map(\.grant.grantedAt)), \(grants.map(\.grant.revokedAt))) \
        ON CONFLICT (id) DO UPDATE SET revoked_at = excluded.revoked_at
        """
    }

    /// How a new account proves who it is.
    static func insert(_ proof: AccountProof, of account: Account) -> SQL {
        """
        INSERT INTO registry.credential (account_id, district, password_hash, public_key_pem) \
        VALUES (\(account.id.rawValue), \(account.district.rawValue), \(proof.passwordHash), \
        \(proof.publicKeyPEM))
        """
    }
}

/// A person's hashed password or a program's public key.
package enum AccountProof: Sendable {
    /// scrypt form of a password.
    case password(hash: String)
    /// P-256 in PEM.
    case publicKey(pem: String)

    var passwordHash: String? { if case .password(let hash) = self { hash } else { nil } }
    var publicKeyPEM: String? { if case .publicKey(let pem) = self { pem } else { nil } }
}
