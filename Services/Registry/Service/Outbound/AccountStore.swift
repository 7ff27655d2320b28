import Foundation
package import RegistryCore
package import SwiftProtobuf
package import TaoliMessaging
package import TaoliModels
import TaoliPostgres

/// Changes accounts: loads under locks, lets Core decide, and returns what is to be written.
package struct AccountStore: Sendable {
    private let commands: CommandExecutor

    package init(commands: CommandExecutor) { self.commands = commands }

    /// A role at a unit, before the unit's owner is known.
    package struct WantedGrant: Sendable {
        let id: GrantID
        let role: Role
        let unit: UnitReference
    }

    /// What a new account is to be.
    package struct NewAccount: Sendable {
        let id: AccountID
        let kind: AccountKind
        let login: String
        let displayName: String
        let proof: AccountProof
        let grant: WantedGrant?
    }

    /// Makes an account.
    /// - Throws: `unit-not-found`, `beyond-authority`, and what `CreateAccount` throws.
    package func create<Response: SwiftProtobuf.Message & Sendable>(
        _ wanted: NewAccount, _ request: CommandRequest,
        respond: @escaping @Sendable (Account) throws -> Response
    ) async throws -> Response {
        let load: [SQL] = [
            "SELECT registry.login_taken(\(wanted.login)) AS taken",
            "SELECT registry.city_code() AS city",
        ]
        return try await StoreRefusals.explained {
            try await commands.run(request, load: load) { tx, loaded, now in
                let city = try loaded[1].rows.first?.get("city", as: String?.self)
                let home = try AccountStore.home(request.caller, city: city)
                let grant = try await AccountStore.grant(wanted.grant, by: request.caller, tx)
                let decision = try CreateAccount(
                    id: wanted.id, kind: wanted.kind, login: wanted.login,
                    displayName: wanted.displayName, homeDistrict: home, grant: grant
                ).decide(isLoginTaken: try loaded[0].rows[0].get("taken"), now: now)
                var work = RegistryWork()
                work.apply(decision)
                return try outcome(
                    work, decision.state, request, proofs: [(decision.state, wanted.proof)], respond
                )
            }
        }
    }

    /// Gives a role.
    /// - Throws: `not-found`, `unit-not-found`, `beyond-authority`, and what `GrantRole` throws.
    package func grant<Response: SwiftProtobuf.Message & Sendable>(
        _ wanted: WantedGrant, to account: AccountID, _ request: CommandRequest,
        respond: @escaping @Sendable (Account) throws -> Response
    ) async throws -> Response {
        try await change(account, request, respond) { account, tx, now in
            guard let grant = try await AccountStore.grant(wanted, by: request.caller, tx) else {
                throw StoreRefusals.notFound("grant.unit", "单位", "unit")
            }
            return try grant.decide(account, now: now)
        }
    }

    /// Withdraws a role.
    /// - Throws: `not-found` and what `RevokeGrant` throws.
    package func revoke<Response: SwiftProtobuf.Message & Sendable>(
        _ grant: GrantID, of account: AccountID, _ request: CommandRequest,
        respond: @escaping @Sendable (Account) throws -> Response
    ) async throws -> Response {
        try await change(account, request, respond) { account, _, now in
            try RevokeGrant(grantID: grant, reason: request.reason)
                .decide(account, by: request.caller, now: now)
        }
    }

    private func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: AccountID, _ request: CommandRequest,
        _ respond: @escaping @Sendable (Account) throws -> Response,
        decide:
            @escaping @Sendable (Account, PostgresTransaction, Date) async throws ->
            Decision<Account>
    ) async throws -> Response {
        let load = [
            AccountTable.select(ids: [id], lock: .update), AccountTable.grants(of: [id]),
        ]
        return try await StoreRefusals.explained {
            try await commands.run(request, load: load) { tx, loaded, now in
                let stored = try AccountTable.decode(loaded[0].rows, grants: loaded[1].rows).first
                guard let stored else {
                    throw StoreRefusals.notFound("account_id", "账号", "account")
                }
                var work = RegistryWork()
                let decision = try await decide(stored, tx, now)
                work.apply(decision)
                return try outcome(work, decision.state, request, respond)
            }
        }
    }

    private func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ work: RegistryWork, _ account: Account, _ request: CommandRequest,
        proofs: [(account: Account, proof: AccountProof)] = [],
        _ respond: @Sendable (Account) throws -> Response
    ) throws -> CommandOutcome<Response> {
        CommandOutcome(
            try respond(account),
            writes: try work.statements(
                by: ChangeAuthor(request.caller, reason: request.reason), proofs: proofs),
            events: try work.events(), subjects: work.subjects, districts: work.concerned)
    }

    /// The district of an account that gets no role: its maker's.
    private static func home(_ caller: Caller, city: String?) throws -> DistrictCode {
        if caller.role == .district, let code = caller.unit.flatMap({ DistrictCode($0.id) }) {
            return code
        }
        guard let code = city.flatMap(DistrictCode.init) else { throw StoreRefusals.noCity }
        return code
    }

    /// The grant with its unit's owner, after the caller's right to give it was checked.
    private static func grant(
        _ wanted: WantedGrant?, by caller: Caller, _ tx: PostgresTransaction
    ) async throws -> GrantRole? {
        guard let wanted else { return nil }
        try GrantAuthority.checkShape(wanted.role, at: wanted.unit)
        guard let district = try await UnitOwner.district(of: wanted.unit, tx) else {
            throw StoreRefusals.notFound("grant.unit", "单位", "unit")
        }
        try GrantAuthority.check(caller, gives: wanted.role, in: district)
        return GrantRole(
            grantID: wanted.id, role: wanted.role, unit: wanted.unit, district: district)
    }
}
