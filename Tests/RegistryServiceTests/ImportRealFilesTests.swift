import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

/// The files of deploy/demo through the whole job.
@Suite struct ImportRealFilesTests {
    @Test("The city's files are applied, and imported again change nothing and send nothing")
    func city() async throws {
        try await ImportFixture.with { imports in
            let (schools, groups) = try await imports.importCity()
            #expect(schools.state == .applied)
            #expect(summary(schools) == "A452 D23 R0 n452 c0 u0")
            #expect(groups.state == .applied)
            #expect(summary(groups) == "A437 D51 R0 n437 c0 u0")
            #expect(groups.groupsTotal == 73)
            #expect(try await imports.number("SELECT count(*) FROM registry.site") == 452)
            #expect(
                try await imports.number(
                    "SELECT count(*) FROM registry.school_group WHERE closed_on IS NULL") == 69)
            #expect(try await imports.number("SELECT count(*) FROM registry.membership") == 437)
            try await checkVersions(imports)
            try await checkSchools(imports)

            let before = try await imports.events
            let again = try await imports.apply(.schools, ImportFixture.demo("gz-schools.csv"))
            #expect(again.appliedBeforeBy == schools.id)
            #expect(summary(again) == "A452 D23 R0 n0 c0 u452")
            let groupsAgain = try await imports.apply(.groups, ImportFixture.demo("gz-groups.csv"))
            #expect(summary(groupsAgain) == "A437 D51 R0 n0 c0 u437")
            #expect(try await imports.events == before)
        }
    }

    /// Every aggregate's events are numbered 1…n, and its version is n.
    private func checkVersions(_ imports: ImportFixture) async throws {
        #expect(
            try await imports.number(
                """
                SELECT count(*) FROM (SELECT aggregate_id, count(*) AS n, max(sequence) AS last \
                FROM bus.outbox GROUP BY 1) AS e WHERE n <> last
                """) == 0)
        for table in ["school", "site", "school_group"] {
            #expect(
                try await imports.number(
                    """
                    SELECT count(*) FROM registry.\(raw: table) r WHERE r.version IS DISTINCT FROM \
                    (SELECT max(sequence) FROM bus.outbox o WHERE o.aggregate_id = r.id)
                    """) == 0)
        }
    }

    /// Sites that share a legal name belong to one open school; a school without sites is closed.
    private func checkSchools(_ imports: ImportFixture) async throws {
        #expect(
            try await imports.number(
                """
                SELECT count(*) FROM (SELECT legal_name FROM registry.site \
                WHERE legal_name IS NOT NULL GROUP BY 1 \
                HAVING count(DISTINCT school_id) > 1) AS split
                """) == 0)
        #expect(
            try await imports.number(
                """
                SELECT count(*) FROM registry.school c WHERE (closed_on IS NULL) <> EXISTS \
                (SELECT FROM registry.site s WHERE s.school_id = c.id)
                """) == 0)
        #expect(
            try await imports.number(
                "SELECT count(*) FROM registry.school WHERE closed_on IS NOT NULL AND successor IS NULL"
            ) == 0)
        #expect(
            try await imports.number(
                "SELECT count(*) FROM bus.outbox WHERE type LIKE '%SiteMovedToSchool'")
                == imports.number(
                    """
                    SELECT count(*) FROM registry.school WHERE closed_on IS NOT NULL
                    """))
    }

    @Test(
        "Undone in the opposite order, the city's files leave an empty register and can be redone")
    func undo() async throws {
        try await ImportFixture.with { imports in
            let (schools, groups) = try await imports.importCity()
            let early = try await refusal { try await imports.startUndo(schools) }
            #expect(early.slug == "import-in-use")
            #expect(try await imports.undo(groups).state == .undone)
            #expect(
                try await imports.number(
                    """
                    SELECT count(*) FROM registry.membership \
                    WHERE valid_until IS NULL OR valid_until > valid_from
                    """) == 0)
            #expect(
                try await imports.number(
                    "SELECT count(*) FROM registry.site WHERE legal_name IS NOT NULL") == 0)
            #expect(
                try await imports.number(
                    "SELECT count(*) FROM registry.school WHERE closed_on IS NOT NULL") == 0)
            #expect(try await imports.undo(schools).state == .undone)
            #expect(
                try await imports.number(
                    "SELECT count(*) FROM registry.site WHERE NOT is_withdrawn") == 0)
            #expect(
                try await imports.number(
                    "SELECT count(*) FROM registry.school WHERE closed_on IS NULL") == 0)
            try await checkVersions(imports)
            let again = try await imports.apply(.schools, ImportFixture.demo("gz-schools.csv"))
            #expect(again.appliedBeforeBy.isEmpty)
            #expect(summary(again) == "A452 D23 R0 n452 c0 u0")
            let groupsAgain = try await imports.apply(.groups, ImportFixture.demo("gz-groups.csv"))
            #expect(summary(groupsAgain) == "A437 D51 R0 n437 c0 u0")
        }
    }

    @Test("The report lists every row once, in order, with its cells, page by page")
    func report() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.apply(.districts, ImportFixture.demo("districts.csv"))
            let job = try await imports.check(.schools, ImportFixture.demo("gz-schools.csv"))
            let rows = try await imports.rows(job)
            #expect(rows.map(\.row) == Array(2...476))
            #expect(rows.allSatisfy { $0.cells.count == 10 })
            let doubtful = try await imports.rows(job, [.doubtful])
            #expect(doubtful.count == 23)
            #expect(doubtful.allSatisfy { !$0.problems.isEmpty && !$0.problems[0].slug.isEmpty })
            #expect(try await imports.rows(job, [.refused]).isEmpty)
        }
    }
}
