import GRPCCore
import RegistryCore
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("The registry's catalogue and rules")
struct CatalogueTests {
    @Test("Every table of the registry has row security and a policy for each of both roles")
    func policies() async throws {
        try await RegistryFixture.with { city in
            let rows = try await city.service.database.superuser.query(
                """
                SELECT c.relname AS name, c.relrowsecurity AS secured, \
                (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid) AS policies \
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                WHERE n.nspname = 'registry' AND c.relkind IN ('r', 'p') \
                AND c.relname NOT LIKE '%staging%' AND c.relname NOT LIKE 'import_%'
                """)
            #expect(rows.count == 35)
            for row in rows {
                let name: String = try row.get("name")
                #expect(try row.get("secured", as: Bool.self), "\(name)")
                #expect(try row.get("policies", as: Int.self) == 2, "\(name)")
            }
        }
    }

    @Test("A district's transaction sees no row of another district in any table")
    func rows() async throws {
        try await RegistryFixture.with { city in
            _ = try await city.createAccount("li.lei")
            _ = try await city.found()
            let context = city.service.context
            let scope = DataScope.districts([RegistryFixture.yuexiu])
            let options = TransactionOptions(preamble: context.scope.preamble(scope))
            let counts = try await context.pool.transaction(options) { tx in
                try await tx.query(
                    """
                    SELECT (SELECT count(*) FROM registry.site) AS sites, \
                    (SELECT count(*) FROM registry.school_group) AS groups, \
                    (SELECT count(*) FROM registry.membership) AS memberships, \
                    (SELECT count(*) FROM registry.account) AS accounts, \
                    (SELECT count(*) FROM registry.change_history) AS changes, \
                    (SELECT count(*) FROM registry.schools_named('海珠')) AS found, \
                    (SELECT count(*) FROM registry.groups_named('海珠')) AS named, \
                    (SELECT count(*) FROM registry.site_faces(\([city.first.id.rawValue]))) AS faces
                    """)[0]
            }
            #expect(try counts.get("sites", as: Int.self) == 1)
            #expect(try counts.get("changes", as: Int.self) == 3)
            for column in ["groups", "memberships", "accounts", "found", "named", "faces"] {
                #expect(try counts.get(column, as: Int.self) == 0, "\(column)")
            }
        }
    }

    @Test("Under a district's scope nobody reads a hash, and a forgotten scope is an error")
    func secrets() async throws {
        try await RegistryFixture.with { city in
            let context = city.service.context
            let options = TransactionOptions(
                preamble: context.scope.preamble(.districts([RegistryFixture.haizhu])))
            for table in ["credential", "refresh_token", "used_assertion"] {
                await #expect(throws: PostgresError.self) {
                    try await context.pool.transaction(options) { tx in
                        try await tx.query("SELECT 1 FROM registry.\(raw: table)")
                    }
                }
            }
            await #expect(throws: PostgresError.self) {
                try await context.pool.query("SELECT 1 FROM registry.site")
            }
        }
    }

    @Test("Every method served has one rule and every rule a method")
    func rules() async throws {
        try await RegistryFixture.with { city in
            let identity = try SignIns(city).calls
            let served = CallServer.methods(
                of: [
                    identity, city.accounts, city.schools, city.groups, city.cases, city.policy,
                    city.staff, city.bodies, city.documents, city.units, city.funds,
                    city.partners,
                ])
            let names = Set(served.map(\.fullyQualifiedMethod))
            let missing = names.filter { RegistryService.rules.rule(for: $0) == nil }
            #expect(missing.isEmpty)
            #expect(RegistryService.rules.duplicates.isEmpty)
            let imports = "taoli.registry.v1.ImportService/"
            let unserved = RegistryService.rules.methods.filter {
                !names.contains($0) && !$0.hasPrefix(imports)
            }
            #expect(unserved.isEmpty)
        }
    }

    @Test("No change is open to everyone, and none to those who only read")
    func changes() {
        let reads = ["Get", "List", "Find", "History", "Compare", "Pending"]
        for method in RegistryService.rules.methods where !method.contains("IdentityService") {
            let name = method.split(separator: "/").last ?? ""
            guard !reads.contains(where: { name.contains($0) }) else { continue }
            // Who may act at a step of a case is the policy pack's to say, and Core's to check.
            // So are bodies and documents of a group and its schools; filing is the bureau's.
            let isOwn = ["BodyService", "DocumentService"].contains { method.contains($0) }
            let isFiling = ["FileDocument", "ReturnDocument"].contains { name == $0 }
            let isUnits = method.contains("CaseService") || (isOwn && !isFiling)
            for role in isUnits ? [.auditor, .service] : [Role.group, .school, .auditor, .service] {
                let caller = Caller(subject: "x", role: role, unit: nil, scope: .all)
                #expect(RegistryService.rules.rule(for: method)?.admits(caller) == false)
            }
            #expect(RegistryService.rules.rule(for: method)?.admits(nil) == false)
        }
    }
}
