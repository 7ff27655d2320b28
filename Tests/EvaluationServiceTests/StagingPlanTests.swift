import Foundation
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import EvaluationService
@testable import TaoliImports

@Suite("Staged rows are found whatever the statistics say, against PostgreSQL")
struct StagingPlanTests {
    private let tables = ImportTables(schema: "evaluation")
    /// Of whom the statistics say that all rows are theirs.
    private let earlier = UUID()
    /// Of whom they know nothing.
    private let running = UUID()

    /// A job of yesterday, looked at by the statistics, and one of which every row came since.
    private func withJobs(
        _ body: @Sendable (ServiceFixture<EvaluationService>) async throws -> Void
    ) async throws {
        try await ServiceFixture<EvaluationService>.with { fixture in
            func fill(_ job: UUID, _ rows: Int) async throws {
                try await fixture.database.superuser.execute(
                    """
                    INSERT INTO evaluation.import_staging (job_id, row_number, verdict, effect, \
                    phase, cells, record) SELECT \(job), n, 1, 1, 1, '{}', \
                    ARRAY['key' || n, 'school', NULL, NULL, 'subject'] \
                    FROM generate_series(1, \(rows)::bigint) n
                    """)
            }
            try await fill(earlier, 20_000)
            try await fixture.database.superuser.execute("ANALYZE evaluation.import_staging")
            try await fill(running, 20_000)
            try await body(fixture)
        }
    }

    private func plan(
        _ statement: SQL, _ fixture: ServiceFixture<EvaluationService>
    ) async throws -> String {
        try await fixture.database.superuser.query("EXPLAIN " + statement)
            .map { try $0.get(0, as: String.self) }.joined(separator: "\n")
    }

    @Test("A key is looked up by the index made for it, and finds its own job's rows")
    func lookup() async throws {
        try await withJobs { fixture in
            let lookup = RollRegister.lookup(["key7", "key30000"], of: running)
            let plan = try await plan(lookup, fixture)
            #expect(plan.contains("import_staging_key"), "\(plan)")
            #expect(!plan.contains("Seq Scan on import_staging"), "\(plan)")
            let found = try await fixture.database.superuser.query(lookup)
            #expect(try found.map { try $0.get("key", as: String.self) } == ["key7"])
            #expect(try found.first?.get("school") == "school")
        }
    }

    @Test("What an earlier check left is deleted by a range, and no other job's rows with it")
    func clean() async throws {
        try await withJobs { fixture in
            let clean = tables.cleanStaging(running)
            let plan = try await plan(clean, fixture)
            #expect(!plan.contains("Join") && !plan.contains("Nested Loop"), "\(plan)")
            #expect(try await fixture.database.superuser.execute(clean) == 20_000)
            let left: Int = try await fixture.database.superuser.query(
                "SELECT count(*) FROM evaluation.import_staging")[0].get(0)
            #expect(left == 20_000)
        }
    }

    @Test("What became of rows is stored with each row, in whatever order they are told")
    func stored() async throws {
        try await withJobs { fixture in
            let refusal = ImportProblem("later", Wording("晚了", "too late"))
            let store = try tables.storeApplied(
                running,
                [
                    AppliedRow(row: 900, effect: .changed, steps: "c"),
                    AppliedRow(row: 2, effect: .none, steps: nil, refusal: refusal),
                    AppliedRow(row: 40, effect: .unchanged, steps: "u"),
                ])
            let plan = try await plan(store, fixture)
            #expect(!plan.contains("Join") && !plan.contains("Nested Loop"), "\(plan)")
            #expect(try await fixture.database.superuser.execute(store) == 3)
            let rows = try await fixture.database.superuser.query(
                """
                SELECT row_number, effect, steps, verdict, problems FROM evaluation.import_staging \
                WHERE steps IS NOT NULL OR problems IS NOT NULL ORDER BY row_number
                """)
            #expect(try rows.map { try $0.get(0, as: Int64.self) } == [2, 40, 900])
            #expect(try rows.map { try $0.get(1, as: Int16.self) } == [0, 3, 2])
            #expect(try rows.map { try $0.get(2, as: String?.self) } == [nil, "u", "c"])
            #expect(try rows.map { try $0.get(3, as: Int16.self) } == [3, 1, 1])
            let told = try ImportProblem.decode(try rows[0].get(4, as: String?.self))
            #expect(told == [refusal])
        }
    }
}
