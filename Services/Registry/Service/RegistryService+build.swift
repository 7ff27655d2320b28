import Foundation
import GRPCCore
package import TaoliHost
import TaoliMessaging
package import TaoliPostgres
package import TaoliRuntime

/// The registry: districts, schools, groups, accounts, and signing in.
package enum RegistryService {
    package static let name = "registry"

    package static var migrations: [Migration] {
        [
            Migration(
                number: 1, name: "registry",
                sql: String(decoding: PackageResources.M0001_registry_sql, as: UTF8.self)),
            Migration(
                number: 2, name: "imports",
                sql: String(decoding: PackageResources.M0002_imports_sql, as: UTF8.self)),
            Migration(
                number: 3, name: "cases",
                sql: String(decoding: PackageResources.M0003_cases_sql, as: UTF8.self)),
            Migration(
                number: 4, name: "staff",
                sql: String(decoding: PackageResources.M0004_staff_sql, as: UTF8.self)),
            Migration(
                number: 5, name: "bodies",
                sql: String(decoding: PackageResources.M0005_bodies_sql, as: UTF8.self)),
            Migration(
                number: 6, name: "structure",
                sql: String(decoding: PackageResources.M0006_structure_sql, as: UTF8.self)),
            Migration(
                number: 7, name: "turns",
                sql: String(decoding: PackageResources.M0007_turns_sql, as: UTF8.self)),
        ]
    }

    package static let topics = [
        "taoli.registry.district", "taoli.registry.school", "taoli.registry.site",
        "taoli.registry.group", "taoli.registry.account", "taoli.registry.case",
        "taoli.registry.person", "taoli.registry.body", "taoli.registry.document",
        "taoli.registry.partner",
    ]

    package static var rules: AuthorizationRules { RegistryRules.rules }

    /// Their batches fill the outbox: refused, as batches wait, while it holds too much.
    package static let bulkMethods: Set = [
        "taoli.registry.v1.ImportService/ApplyImport",
        "taoli.registry.v1.ImportService/UndoImport",
    ]

    /// Puts the parts together.
    /// - Throws: `SettingsError` or `IdentityError` when registry's signing key cannot be read.
    package static func build(_ context: ServiceContext) async throws -> ServiceParts {
        let pair = try KeyPair(privateKeyFile: try context.settings.text(RuntimeKeys.signingKey))
        let deployment = try context.settings.text(HostKeys.deployment)
        let imports = try ImportParts(context)
        let policies = PolicyStore(workingDays: try context.settings.workingDays())
        let calls: [any RegistrableRPCService] = [
            IdentityCalls(
                store: IdentityStore(pool: context.pool, scope: context.scope),
                signer: TokenSigner(pair: pair, issuer: "\(deployment)/registry"),
                cost: try PasswordCost(context.settings),
                now: context.now),
            AccountCalls(context: context, store: AccountStore(commands: context.commands)),
            SchoolCalls(context: context),
            GroupCalls(
                context: context, store: GroupStore(commands: context.commands),
                policies: policies),
            CaseCalls(
                context: context,
                store: CaseStore(commands: context.commands, policies: policies),
                policies: policies),
            PolicyCalls(context: context),
            BodyCalls(context: context, policies: policies),
            DocumentCalls(context: context, policies: policies),
            StaffCalls(context: context, store: StaffStore(context)),
            UnitCalls(context: context, policies: policies),
            FundCalls(context: context, policies: policies),
            PartnerCalls(context: context, policies: policies),
            imports.calls,
        ]
        return ServiceParts(
            calls: calls,
            consumers: [EvaluationReaction.consumer(context, policies)],
            background: [
                imports.background, CaseClock(context: context, policies: policies),
                SealRenewal(context: context),
            ])
    }
}

extension RegistryService: TaoliService {}
