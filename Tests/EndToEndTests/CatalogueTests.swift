import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliTestKit
import Testing

extension CityTests {
    /// Reads pg_class, pg_policies and pg_roles as they stand, so that a table that somebody adds
    /// tomorrow is held to the same rules.
    @Suite("The catalogues of the four databases")
    struct CatalogueTests {
        @Test(
            "Every table outside bus and staging has row level security and a policy for each role",
            arguments: CityService.allCases)
        func policies(service: CityService) async throws {
            let tables = try await Catalogue.tables(service, in: City.here)
            let own = tables.filter(\.needsPolicy)
            #expect(own.count >= 4)
            for table in own {
                #expect(table.isSecured, "\(table.name) has no row level security")
                #expect(!table.isForced, "\(table.name) forces policies on its owner")
                #expect(table.policies[service.all]?.contains("true") == true, "\(table.name)")
                let narrow = table.policies[service.app] ?? []
                #expect(narrow.count == 1, "\(table.name) has \(narrow.count) policies for _app")
                #expect(narrow.allSatisfy { $0.contains("taoli.scope()") }, "\(table.name)")
                #expect(
                    Set(table.policies.keys) == [service.app, service.all],
                    "\(table.name) lets others in")
                #expect(table.scopeColumn != nil, "\(table.name) has no district")
            }
        }

        @Test(
            "Bus tables have no policies, and staging is out of the reach of _app",
            arguments: CityService.allCases)
        func exceptions(service: CityService) async throws {
            let tables = try await Catalogue.tables(service, in: City.here)
            let bus = tables.filter { $0.schema == "bus" }
            #expect(bus.contains { $0.name == "bus.outbox" })
            for table in bus {
                #expect(!table.isSecured && table.policies.isEmpty, "\(table.name)")
            }
            for table in tables where table.isStaging {
                let mayRead = try await City.here.database(service) { pool in
                    try await pool.query(
                        "SELECT has_any_column_privilege(\(service.app), \(table.name), 'SELECT') AS may"
                    )[0].get("may", as: Bool.self)
                }
                #expect(!mayRead, "\(table.name)")
            }
            let imports: Set<CityService> = [.registry, .evaluation]
            #expect(tables.contains(where: \.isStaging) == imports.contains(service))
        }

        @Test(
            "Roles are as narrow as their task: no superuser, nobody past policies, _all without login",
            arguments: CityService.allCases)
        func roles(service: CityService) async throws {
            let rows = try await City.here.database(service) { pool in
                try await pool.query(
                    """
                    SELECT rolname::text AS name, rolcanlogin AS login, rolinherit AS inherits, \
                    rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication \
                    AS mighty, pg_has_role(rolname, \(service.all), 'MEMBER') AS wide \
                    FROM pg_roles WHERE rolname = any(\([service.owner, service.app, service.all]))
                    """)
            }
            #expect(rows.count == 3)
            for row in rows {
                let name: String = try row.get("name")
                #expect(try row.get("mighty", as: Bool.self) == false, "\(name)")
                #expect(try row.get("login", as: Bool.self) == (name != service.all), "\(name)")
                if name == service.app {
                    #expect(try row.get("inherits", as: Bool.self) == false)
                    #expect(try row.get("wide", as: Bool.self))
                }
            }
        }

        @Test(
            "No service role can change or remove a line of the audit",
            arguments: CityService.allCases)
        func audit(service: CityService) async throws {
            let city = try City.here
            _ = try await city.mainJob()
            for verb in [
                "UPDATE bus.audit SET reason = ''", "DELETE FROM bus.audit", "TRUNCATE bus.audit",
            ] {
                for wide in [false, true] {
                    let state = await Catalogue.failure(
                        of: verb, as: service, scope: wide ? .all : .districts([]), in: city)
                    #expect(state == "42501", "\(verb), wide: \(wide)")
                }
            }
        }

        @Test(
            "Without a scope _app cannot read a row of any table", arguments: CityService.allCases)
        func noScope(service: CityService) async throws {
            let city = try City.here
            _ = try await city.mainJob()
            for table in try await Catalogue.tables(service, in: city) where table.needsPolicy {
                let rows = try await Catalogue.count(table, service, scope: nil, in: city)
                // Of an empty table the policy is never asked.
                let isEmpty = try await Catalogue.total(table, service, in: city) == 0
                #expect(rows == nil || (isEmpty && rows == 0), "\(table.name)")
            }
        }

        @Test(
            "A district sees its own rows of every table, all of them, and none of another's",
            arguments: CityService.allCases, ["440105", "440104"])
        func scope(service: CityService, district: String) async throws {
            let city = try City.here
            _ = try await city.mainJob()
            var seen: [String: Int] = [:]
            for table in try await Catalogue.tables(service, in: city) where table.needsPolicy {
                guard
                    let rows = try await Catalogue.count(table, service, scope: district, in: city)
                else { continue }
                seen[table.name] = rows
                let own = try await Catalogue.total(table, service, of: district, in: city)
                #expect(rows == own, "\(table.name)")
            }
            let tables = Catalogue.filled[service] ?? []
            for table in tables {
                #expect((seen[table] ?? 0) > 0, "\(table) shows nothing of \(district)")
                let all = try await city.database(service) { pool in
                    try await pool.query("SELECT count(*) AS n FROM \(raw: table)")[0]
                        .get("n", as: Int.self)
                }
                #expect((seen[table] ?? 0) < all, "\(table) shows everything to \(district)")
            }
        }

        @Test("What a district may not see, it cannot change: 0 rows, and nothing is different")
        func blindUpdate() async throws {
            let city = try City.here
            _ = try await city.mainJob()
            let app = try city.foundation.url(.registry, as: CityService.registry.app)
            let changed = try await PostgresFixture.withPool(url: app) { pool in
                try await pool.transaction(Catalogue.options(.registry, "440104")) { tx in
                    try await tx.execute(
                        "UPDATE registry.school SET name = 'x' WHERE district = '440105'")
                }
            }
            #expect(changed == 0)
        }
    }
}
