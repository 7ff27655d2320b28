import Crypto
import Foundation
import RegistryCore
package import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// Makes accounts for somebody who sits at the server: the first one of a deployment, and
/// programs' accounts for scripts. It writes through the same decisions, history and outbox as
/// every call.
package struct Bootstrap: Sendable {
    private let context: ServiceContext

    package init(_ context: ServiceContext) { self.context = context }

    /// What the account is to be.
    package struct Wanted: Sendable {
        let login: String
        let role: Role
        /// `nil` for the city itself.
        let unit: UnitReference?
        /// The city's own code and name, to register it with where it is not yet.
        let city: DistrictCode?
        let cityName: String

        /// - Parameters:
        ///   - role: city, district, group, school or auditor.
        ///   - unit: `district/<code>` and the like; `nil` for the city itself.
        ///   - city: the city's own code; `nil` when it is registered already.
        /// - Throws: `Unusable` naming the option.
        package init(
            login: String, role: String, unit: String?, city: String?, cityName: String?
        ) throws(Unusable) {
            guard let known = Role(rawValue: role), known != .service else {
                throw Unusable("--role is city, district, group, school or auditor")
            }
            self.login = login
            self.role = known
            self.unit = unit.flatMap(UnitReference.init)
            self.city = city.flatMap(DistrictCode.init)
            self.cityName = cityName ?? city ?? ""
            if unit != nil, self.unit == nil {
                throw Unusable("--unit is city/<code>, district/<code>, group/<id> or school/<id>")
            }
            if city != nil, self.city == nil {
                throw Unusable("--city has 1-32 letters, digits, - and _")
            }
        }
    }

    /// What the operator reads: an option that cannot be used, or a "no" of the register.
    package struct Unusable: Error, CustomStringConvertible {
        package let description: String

        init(_ description: String) { self.description = description }

        init(_ refusal: Refusal) {
            description =
                "\(refusal.what.english) \(refusal.next.english)\n"
                + "\(refusal.what.chinese)\(refusal.next.chinese)"
        }
    }

    /// Makes the first account: a person's.
    ///
    /// - Returns: the account's id.
    /// - Throws: `Unusable` when any person's account exists, for a bad password or login, and
    ///   where the city is not known.
    package func firstPerson(_ wanted: Wanted, password: String) async throws -> String {
        guard AccountCalls.passwordLength.contains(password.count) else {
            throw Unusable("A password has 10-128 characters. / 密码须为 10-128 个字符。")
        }
        let hash = try await Password.hash(
            password, cost: try PasswordCost(context.settings))
        return try await create(wanted, .person, .password(hash: hash), onlyFirst: true)
    }

    /// Makes a program's account with a public key in PEM.
    ///
    /// - Returns: the account's id.
    /// - Throws: `Unusable` for a bad key or login, a login that is taken, an unknown unit, and
    ///   where the city is not known.
    package func program(_ wanted: Wanted, publicKeyPEM: String) async throws -> String {
        let key: String
        do { key = try AccountCalls.publicKey(publicKeyPEM) } catch let refusal as Refusal {
            throw Unusable(refusal)
        }
        return try await create(wanted, .program, .publicKey(pem: key), onlyFirst: false)
    }

    private func create(
        _ wanted: Wanted, _ kind: AccountKind, _ proof: AccountProof, onlyFirst: Bool
    ) async throws -> String {
        do {
            return try await run(wanted, kind, proof, onlyFirst: onlyFirst).description
        } catch let refusal as Refusal {
            throw Unusable(refusal)
        }
    }

    private func run(
        _ wanted: Wanted, _ kind: AccountKind, _ proof: AccountProof, onlyFirst: Bool
    ) async throws -> AccountID {
        let id = AccountID(.version7())
        let request = CommandRequest(
            service: .service(RegistryService.name), method: "bootstrap",
            derivedID: UUID(
                version7: 0, derivedFrom: SHA256.hash(data: Data("bootstrap:\(wanted.login)".utf8))),
            reason: "bootstrap")
        let isNew = try await StoreRefusals.explained {
            try await context.commands.runBatch(request) { tx, now in
                if onlyFirst { try await requireNobody(tx) }
                var work = RegistryWork()
                let city = try await city(wanted, &work, tx)
                let grant = try await grant(wanted, city: city, tx)
                let taken = try await tx.query(
                    "SELECT registry.login_taken(\(wanted.login)) AS taken")
                let account = try CreateAccount(
                    id: id, kind: kind, login: wanted.login, displayName: wanted.login,
                    homeDistrict: city, grant: grant
                ).decide(isLoginTaken: try taken[0].get("taken"), now: now)
                work.apply(account)
                _ = try await tx.pipeline(
                    try work.statements(
                        by: ChangeAuthor(request.caller, reason: request.reason),
                        proofs: [(account.state, proof)]))
                return BatchOutcome(
                    events: try work.events(), subjects: work.subjects, districts: work.concerned)
            }
        }
        guard isNew else { throw AccountRefusals.loginTaken(wanted.login) }
        return id
    }

    /// One at a time: two bootstraps side by side make one first account.
    private func requireNobody(_ tx: PostgresTransaction) async throws {
        try await tx.execute("LOCK TABLE registry.credential IN SHARE ROW EXCLUSIVE MODE")
        let persons = try await tx.query(
            "SELECT 1 FROM registry.account WHERE kind = 'person' LIMIT 1")
        guard persons.isEmpty else {
            throw Refusal(
                .precondition, "accounts-exist",
                what: Wording("已有个人账号。", "There is a person's account already."),
                next: Wording(
                    "请用已有账号登录后，以 taoli account create 建立其他账号。",
                    "Sign in with it and make others with taoli account create."))
        }
    }

    /// The city's code; registers the city where it is not yet.
    private func city(
        _ wanted: Wanted, _ work: inout RegistryWork, _ tx: PostgresTransaction
    ) async throws -> DistrictCode {
        let districts = try DistrictTable.decode(
            try await tx.query(DistrictTable.select(lock: .update)))
        if let city = districts.first(where: { $0.isCity && !$0.isWithdrawn }) { return city.code }
        guard let code = wanted.city else {
            throw Unusable(
                "The city is not registered yet: give its own code, --city CODE. / 尚未登记市，请用 --city 给出代码。"
            )
        }
        work.apply(
            try RegisterDistrict(code: code, name: wanted.cityName, isCity: true)
                .decide(districts.first { $0.code == code }))
        return code
    }

    private func grant(
        _ wanted: Wanted, city: DistrictCode, _ tx: PostgresTransaction
    ) async throws -> GrantRole {
        let unit = wanted.unit ?? UnitReference(.city, city.rawValue)
        try GrantAuthority.checkShape(wanted.role, at: unit)
        // The city may be registered by this very transaction, and not be stored yet.
        let isCity = unit == UnitReference(.city, city.rawValue)
        guard let owner = isCity ? city : try await UnitOwner.district(of: unit, tx) else {
            throw StoreRefusals.notFound("unit", "单位", "unit")
        }
        return GrantRole(
            grantID: GrantID(.version7()), role: wanted.role, unit: unit, district: owner)
    }
}
