import Crypto
import Foundation
import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliRuntime

/// `AccountService`: accounts and the roles given to them.
struct AccountCalls: Taoli_Registry_V1_AccountService.SimpleServiceProtocol {
    /// Characters of a password (the contract's limits).
    static let passwordLength = Password.charactersMin...128
    /// Characters of a public key in PEM.
    static let publicKeyMax = 2000

    let context: ServiceContext
    let store: AccountStore

    func createAccount(
        request: Taoli_Registry_V1_CreateAccountRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_CreateAccountResponse {
        let command = try context.command(request, requestID: request.requestID)
        let kind = try Input.known(
            "kind", AccountKind(request.kind), allowed: AccountKind.allCases.map(\.rawValue))
        let account = AccountStore.NewAccount(
            id: AccountID(.version7()), kind: kind,
            login: try Input.text(
                "login", request.login, max: RegistryLimits.loginLength.upperBound),
            displayName: try Input.text(
                "display_name", request.displayName, max: RegistryLimits.displayNameMax),
            proof: try await proof(kind, request),
            grant: request.hasGrant ? try grant(request.grant) : nil)
        return try await store.create(account, command) { account in
            .with { $0.account = account.message() }
        }
    }

    func grantRole(
        request: Taoli_Registry_V1_GrantRoleRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GrantRoleResponse {
        let reason = try Fields.reason(request.reason)
        let account: AccountID = try Input.id("account_id", request.accountID)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        return try await store.grant(try grant(request.grant), to: account, command) { account in
            .with { $0.account = account.message() }
        }
    }

    func revokeGrant(
        request: Taoli_Registry_V1_RevokeGrantRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_RevokeGrantResponse {
        let reason = try Fields.reason(request.reason)
        let account: AccountID = try Input.id("account_id", request.accountID)
        let grant: GrantID = try Input.id("grant_id", request.grantID)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        return try await store.revoke(grant, of: account, command) { account in
            .with { $0.account = account.message() }
        }
    }

    func listAccounts(
        request: Taoli_Registry_V1_ListAccountsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListAccountsResponse {
        let list = ["accounts"]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 1)
        let size = try Cursor.size(request.page.size)
        let page = try await context.read { tx in
            try await AccountReads(tx: tx).list(after: after, size: size)
        }
        return .with {
            $0.accounts = page.rows.map { $0.account.message(lastSignIn: $0.lastSignIn) }
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    private func grant(_ message: Taoli_Registry_V1_RoleAtUnit) throws -> AccountStore.WantedGrant {
        let (role, unit) = try Fields.roleAtUnit(message.role, message.unit)
        return AccountStore.WantedGrant(id: GrantID(.version7()), role: role, unit: unit)
    }

    private func proof(
        _ kind: AccountKind, _ request: Taoli_Registry_V1_CreateAccountRequest
    ) async throws -> AccountProof {
        switch kind {
        case .person:
            guard request.publicKeyPem.isEmpty else {
                throw AccountCalls.wrongProof("public_key_pem")
            }
            guard AccountCalls.passwordLength.contains(request.password.count) else {
                throw Input.invalid(
                    "password", "bad-password",
                    Wording("密码须为 10-128 个字符。", "A password has 10-128 characters."))
            }
            return .password(
                hash: try await Password.hash(
                    request.password, cost: try PasswordCost(context.settings)))
        case .program:
            guard request.password.isEmpty else { throw AccountCalls.wrongProof("password") }
            return .publicKey(pem: try AccountCalls.publicKey(request.publicKeyPem))
        }
    }

    /// A P-256 public key in PEM. - Throws: `bad-public-key`.
    static func publicKey(_ text: String) throws -> String {
        guard text.count <= publicKeyMax,
            let key = try? P256.Signing.PublicKey(pemRepresentation: text)
        else {
            throw Input.invalid(
                "public_key_pem", "bad-public-key",
                Wording("不是 PEM 格式的 P-256 公钥。", "This is no P-256 public key in PEM."),
                next: Wording(
                    "请提供以 BEGIN PUBLIC KEY 开头的文件内容；不要发送私钥。",
                    "Send the file that begins with BEGIN PUBLIC KEY, never the private key."))
        }
        return key.pemRepresentation + "\n"
    }

    private static func wrongProof(_ field: String) -> Refusal {
        Input.invalid(
            field, "wrong-proof",
            Wording(
                "个人账号用密码，程序账号用公钥，不能混用。",
                "A person's account has a password, a program's a public key, never the other."))
    }
}
