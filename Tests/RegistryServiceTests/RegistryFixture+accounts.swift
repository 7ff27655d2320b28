import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime
import TaoliServiceKit

@testable import RegistryService

extension RegistryFixture {
    static let password = "correct horse 电池"

    /// A person's account with this first role, or none.
    func createAccount(
        _ login: String, role: String = "district", unit: String = "district/440105",
        as caller: Caller = .city,
        _ spoil: @escaping @Sendable (inout Taoli_Registry_V1_CreateAccountRequest) -> Void = { _ in
        }
    ) async throws -> Taoli_Registry_V1_Account {
        try await service.calling("taoli.registry.v1.AccountService/CreateAccount", as: caller) {
            try await accounts.createAccount(
                request: .with {
                    $0.requestID = requestID()
                    $0.kind = .person
                    $0.login = login
                    $0.displayName = "李雷"
                    $0.password = RegistryFixture.password
                    $0.grant.role = role
                    $0.grant.unit = unit
                    spoil(&$0)
                }, context: $0
            ).account
        }
    }

    /// A program's account with this key.
    func createProgram(
        _ login: String, _ pair: KeyPair, role: String = "city", unit: String = "city/440100"
    ) async throws -> Taoli_Registry_V1_Account {
        try await createAccount(login, role: role, unit: unit) {
            $0.kind = .program
            $0.password = ""
            $0.publicKeyPem = pair.publicKeyPEM
        }
    }

    func grant(
        _ account: String, role: String, unit: String, as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_Account {
        try await service.calling("taoli.registry.v1.AccountService/GrantRole", as: caller) {
            try await accounts.grantRole(
                request: .with {
                    $0.requestID = requestID()
                    $0.accountID = account
                    $0.grant.role = role
                    $0.grant.unit = unit
                    $0.reason = "任命"
                }, context: $0
            ).account
        }
    }

    func revoke(
        _ grant: String, of account: String, as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_Account {
        try await service.calling("taoli.registry.v1.AccountService/RevokeGrant", as: caller) {
            try await accounts.revokeGrant(
                request: .with {
                    $0.requestID = requestID()
                    $0.accountID = account
                    $0.grantID = grant
                    $0.reason = "调离"
                }, context: $0
            ).account
        }
    }

    func listAccounts(as caller: Caller = .city, size: Int32 = 0, cursor: String = "")
        async throws -> Taoli_Registry_V1_ListAccountsResponse
    {
        try await service.calling("taoli.registry.v1.AccountService/ListAccounts", as: caller) {
            try await accounts.listAccounts(
                request: .with {
                    $0.page.size = size
                    $0.page.cursor = cursor
                }, context: $0)
        }
    }
}
