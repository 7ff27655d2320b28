import TaoliPostgres
import TaoliTestKit
import Testing

struct MigratorTests {
    private static let first = Migration(number: 1, name: "init", sql: "CREATE TABLE a (id int);")
    private static let second = Migration(
        number: 2, name: "more", sql: "CREATE TABLE b (id int); INSERT INTO b VALUES (1), (2);")

    private func migrator(_ migrations: [Migration], track: String = "registry") -> Migrator {
        Migrator(track: track, migrations: migrations)
    }

    private func refusal(
        _ migrator: Migrator, _ fixture: PostgresFixture
    ) async throws -> MigrationRefusal {
        try #require(
            await #expect(throws: MigrationRefusal.self) {
                try await PostgresFixture.withPool(url: fixture.url) {
                    try await migrator.check($0)
                }
            })
    }

    @Test("Migrations run once, in order, per track; then the check passes")
    func runsOnce() async throws {
        try await PostgresFixture.with { fixture in
            #expect(try await migrator([Self.first]).migrate(url: fixture.url) == [1])
            let both = migrator([Self.second, Self.first])
            #expect(try await both.migrate(url: fixture.url) == [2])
            #expect(try await both.migrate(url: fixture.url) == [])
            let bus = migrator(
                [Migration(number: 1, name: "bus", sql: "CREATE TABLE c ()")], track: "bus")
            #expect(try await bus.migrate(url: fixture.url) == [1])
            try await PostgresFixture.withPool(url: fixture.url) { pool in
                try await both.check(pool)
                try await bus.check(pool)
                #expect(try await pool.query("SELECT * FROM b").count == 2)
            }
        }
    }

    @Test("A database that is too old, too new or changed is refused with what to do")
    func refusals() async throws {
        try await PostgresFixture.with { fixture in
            let both = migrator([Self.first, Self.second])
            let empty = try await refusal(both, fixture)
            #expect(empty.reason == .tooOld)
            try await migrator([Self.first]).migrate(url: fixture.url)
            let old = try await refusal(both, fixture)
            #expect(old.reason == .tooOld)
            #expect(old.description.contains("migrate") && old.description.contains("请"))
            try await both.migrate(url: fixture.url)
            let new = try await refusal(migrator([Self.first]), fixture)
            #expect(new.reason == .tooNew)
            #expect(new.description.contains("newer version"))
            let edited = Migration(number: 1, name: "init", sql: "CREATE TABLE a (id bigint);")
            #expect(try await refusal(migrator([edited, Self.second]), fixture).reason == .changed)
            let gap = migrator([Self.first, Migration(number: 3, name: "x", sql: "")])
            #expect(try await refusal(gap, fixture).reason == .misnumbered)
            await #expect(throws: MigrationRefusal.self) {
                try await migrator([edited, Self.second]).migrate(url: fixture.url)
            }
        }
    }

    @Test("A failing migration is undone and named; the earlier ones stay")
    func failing() async throws {
        try await PostgresFixture.with { fixture in
            let bad = Migration(number: 2, name: "bad", sql: "CREATE TABLE x (); SELECT 1/0;")
            let error = await failure {
                try await migrator([Self.first, bad]).migrate(url: fixture.url)
            }
            #expect(error?.full.contains("migration 2 (bad)") == true)
            let ending = Migration(number: 2, name: "ending", sql: "COMMIT;")
            let ended = await failure {
                try await migrator([Self.first, ending]).migrate(url: fixture.url)
            }
            #expect(ended?.kind == .usage)
            try await PostgresFixture.withPool(url: fixture.url) { pool in
                #expect(
                    try await pool.query("SELECT to_regclass('x')::text AS x")[0]
                        .get("x", as: String?.self) == nil)
                try await migrator([Self.first]).check(pool)
            }
        }
    }

    @Test("Two processes migrating at once apply each migration once")
    func concurrent() async throws {
        try await PostgresFixture.with { fixture in
            let both = migrator([Self.first, Self.second])
            let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<3 { group.addTask { try await both.migrate(url: fixture.url) } }
                return try await group.reduce([], +)
            }
            #expect(applied == [1, 2])
        }
    }

    @Test("File names give number and name, others are refused")
    func fileNames() {
        let migration = Migration(fileName: "M0012_add_sites.sql", sql: "")
        #expect(migration?.number == 12)
        #expect(migration?.name == "add_sites")
        #expect(Migration(fileName: "0012_add_sites.sql", sql: "") == nil)
        #expect(Migration(fileName: "M12_add.sql", sql: "") == nil)
    }
}
