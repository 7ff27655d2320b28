import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

/// What rows do to the register.
@Suite struct ImportRulesTests {
    private func groups(_ rows: [String], dated: Bool = false) -> Data {
        let header = dated ? ImportFixture.datedGroupsHeader : ImportFixture.groupsHeader
        return Data((header + rows.joined(separator: "\n") + "\n").utf8)
    }

    private func row(
        _ role: String, _ site: String, group: String = "甲集团", district: String = "440104",
        note: String = ""
    ) -> String {
        "\(group),\(district),,\(role),某校,\(site),primary,,\(note)"
    }

    /// One text a site: its school's name.
    private func schoolNames(_ imports: ImportFixture) async throws -> [String: String] {
        var names: [String: String] = [:]
        for row in try await imports.service.database.superuser.query(
            """
            SELECT s.external_id, c.name FROM registry.site s \
            JOIN registry.school c ON c.id = s.school_id WHERE NOT s.is_withdrawn
            """)
        {
            names[try row.get(0)] = try row.get(1, as: String.self)
        }
        return names
    }

    @Test(
        "GT-10: a file of pairs makes them all communities at once; who is paired stays, and undo")
    func upgradedPairs() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let pairs = [("一二结对", "s1", "s2"), ("三四结对", "s3", "s4")]
            @Sendable func file(_ kinds: [String]) -> Data {
                let header = ImportFixture.groupsHeader.dropLast() + ",集团类型\n"
                let rows = zip(pairs, kinds).flatMap { pair, kind in
                    [
                        row("lead", pair.1, group: pair.0) + ",\(kind)",
                        row("member", pair.2, group: pair.0) + ",\(kind)",
                    ]
                }
                return Data((header + rows.joined(separator: "\n") + "\n").utf8)
            }
            @Sendable func kinds() async throws -> [String] {
                try await imports.service.database.superuser.query(
                    "SELECT kind FROM registry.school_group ORDER BY name"
                ).map { try $0.get(0) }
            }
            @Sendable func memberships() async throws -> [String] {
                try await imports.service.database.superuser.query(
                    """
                    SELECT id::text || role || valid_from || coalesce(valid_until::text, '') AS t \
                    FROM registry.membership ORDER BY id
                    """
                ).map { try $0.get(0) }
            }
            _ = try await imports.apply(.groups, file(["", ""]))
            #expect(try await kinds() == ["education_group", "education_group"])
            let before = try await memberships()
            let upgrade = try await imports.apply(
                .groups, file(["教育共同体", "education_community"]), effectiveOn: "2026-12-01")
            // A group is upgraded by its first row; the others then say nothing new.
            #expect(summary(upgrade) == "A4 D0 R0 n0 c2 u2")
            #expect(try await kinds() == ["education_community", "education_community"])
            #expect(try await memberships() == before)
            let revised = try await imports.number(
                """
                SELECT count(*) FROM bus.outbox WHERE type = 'taoli.registry.events.v1.GroupRevised'
                """)
            #expect(revised == 2)
            let again = try await imports.check(.groups, file(["教育共同体", "教育共同体"]))
            #expect(summary(again) == "A4 D0 R0 n0 c0 u4")
            #expect(try await imports.undo(upgrade).state == .undone)
            #expect(try await kinds() == ["education_group", "education_group"])
            #expect(try await memberships() == before)
        }
    }

    @Test("JD-1: a file says how far a school is; a file without that column leaves it as it is")
    func status() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let row = "s1,第1小学,440104,,primary,public,,,"
            let header = ImportFixture.schoolsHeader.replacing("note\n", with: "note,办学状态\n")
            @Sendable func stored() async throws -> String {
                let rows = try await imports.service.database.superuser.query(
                    "SELECT status FROM registry.site WHERE external_id = 's1'")
                return try rows[0].get("status")
            }
            for (cell, status) in [("在建", "under_construction"), ("", "under_construction")] {
                _ = try await imports.apply(.schools, Data("\(header)\(row),\(cell)\n".utf8))
                #expect(try await stored() == status)
            }
            let silent = try await imports.apply(
                .schools, Data("\(ImportFixture.schoolsHeader)\(row)\n".utf8))
            #expect(summary(silent) == "A1 D0 R0 n0 c0 u1")
            #expect(try await stored() == "under_construction")
            let opened = try await imports.apply(
                .schools, Data("\(header)\(row),开办\n".utf8))
            #expect(summary(opened) == "A1 D0 R0 n0 c1 u0")
            #expect(try await stored() == "open")
            #expect(try await imports.undo(opened).state == .undone)
            #expect(try await stored() == "under_construction")
        }
    }

    @Test("Rows of one group that name two kinds are refused, and so is a kind nobody knows")
    func twoKinds() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let header = ImportFixture.groupsHeader.dropLast() + ",group_kind\n"
            let rows = [
                row("lead", "s1") + ",学区", row("member", "s2") + ",教育共同体",
                row("lead", "s3", group: "乙集团") + ",联盟体",
            ]
            let job = try await imports.check(
                .groups, Data((header + rows.joined(separator: "\n") + "\n").utf8))
            #expect(summary(job) == "A0 D0 R3 n0 c0 u0")
            let slugs = try await imports.rows(job).map { $0.problems.map(\.slug) }
            #expect(
                slugs == [
                    ["group-kind-differs"], ["group-kind-differs"], ["unknown-group-kind"],
                ])
        }
    }

    @Test("Sites that share a legal name move to one school, in one file or in two")
    func legalName() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let note = "legal_or_list_name=桃李学校"
            let first = try await imports.apply(
                .groups, groups([row("lead", "s1", note: note), row("member", "s2", note: note)]))
            #expect(summary(first) == "A2 D0 R0 n2 c0 u0")
            _ = try await imports.apply(
                .groups, groups([row("member", "s3", note: note), row("member", "s4")]))
            let names = try await schoolNames(imports)
            #expect(names["s1"] == "桃李学校")
            #expect((names["s2"], names["s3"], names["s4"]) == ("桃李学校", "桃李学校", "第4小学"))
            #expect(
                try await imports.number(
                    "SELECT count(*) FROM registry.school WHERE closed_on = '2025-09-01'") == 2)
        }
    }

    @Test("A legal name that another school bears as its own merges into that school")
    func ownName() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let note = "legal_or_list_name=第2小学"
            let job = try await imports.apply(.groups, groups([row("lead", "s1", note: note)]))
            #expect(try await schoolNames(imports)["s1"] == "第2小学")
            #expect(
                try await imports.number(
                    "SELECT count(*) FROM registry.school WHERE name = '第2小学'") == 1)
            #expect(try await imports.undo(job).state == .undone)
            #expect(try await schoolNames(imports)["s1"] == "第1小学")
        }
    }

    @Test("A file that gives members another role ends the old membership and begins a new one")
    func roleChange() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            _ = try await imports.apply(.groups, groups([row("lead", "s1"), row("member", "s2")]))
            _ = try await imports.service.database.superuser.query(
                """
                UPDATE registry.membership SET mode = 'entrusted', term_until = '2027-09-01' \
                WHERE role = 'member'
                """)
            let before = try await agreed(imports)
            let swapped = try await imports.apply(
                .groups, groups([row("member", "s1"), row("lead", "s2")]),
                effectiveOn: "2026-03-01")
            #expect(summary(swapped) == "A2 D0 R0 n0 c2 u0")
            let open: SQL = """
                SELECT count(*) FROM registry.membership m JOIN registry.site s ON s.id = m.site_id \
                WHERE m.valid_until IS NULL AND s.external_id || m.role IN ('s1member', 's2lead')
                """
            #expect(try await imports.number(open) == 2)
            #expect(
                try await imports.number(
                    "SELECT count(*) FROM registry.membership WHERE valid_until = '2026-03-01'")
                    == 2)
            // XN-21: the file says nothing of the agreed mode and term, which go on.
            #expect(try await agreed(imports).map { $0.dropFirst(36) } == ["lead"])
            #expect(try await imports.undo(swapped).state == .undone)
            #expect(try await agreed(imports) == before && before.count == 1)
            #expect(try await imports.number(open) == 0)
            #expect(
                try await imports.number(
                    "SELECT count(*) FROM registry.membership WHERE valid_until IS NULL") == 2)
        }
    }

    /// Memberships with an agreed mode and term that go on: id and role.
    private func agreed(_ imports: ImportFixture) async throws -> [String] {
        try await imports.service.database.superuser.query(
            """
            SELECT id::text || role AS membership FROM registry.membership WHERE mode = 'entrusted' \
            AND term_until = '2027-09-01' AND valid_until IS NULL
            """
        ).map { try $0.get("membership") }
    }

    @Test("A row's own date counts; the group begins with its earliest member")
    func dates() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let rows = [row("lead", "s1") + ",", row("member", "s2") + ",2024-02-01"]
            _ = try await imports.apply(.groups, groups(rows, dated: true))
            #expect(
                try await imports.number(
                    """
                    SELECT count(*) FROM registry.school_group \
                    WHERE founded_on = '2024-02-01' AND start_unknown
                    """) == 1)
            #expect(
                try await imports.number(
                    """
                    SELECT count(*) FROM registry.membership WHERE (valid_from, start_unknown) IN \
                    (('2025-09-01'::date, true), ('2024-02-01'::date, false))
                    """) == 2)
        }
    }

    @Test("A district's official imports only rows of that district")
    func otherDistrict() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let text =
                ImportFixture.schoolsHeader + "n1,新一小学,440104,,primary,public,,,\n"
                + "n2,新二小学,440105,,primary,public,,,\n"
            let job = try await imports.check(.schools, Data(text.utf8), as: .district("440104"))
            #expect(summary(job) == "A1 D0 R1 n1 c0 u0")
            let refused = try await imports.rows(job, [.refused])
            #expect(refused.flatMap(\.problems).map(\.slug) == ["other-district"])
            #expect(refused.first?.row == 3)
            let own = try await imports.check(
                .groups,
                groups([
                    row("lead", "s1"), row("member", "s6"),
                    row("lead", "s6", group: "乙", district: "440105"),
                    row("lead", "s6", group: "丙", note: "legal_or_list_name=第1小学"),
                ]), as: .district("440104"))
            #expect(summary(own) == "A2 D0 R2 n2 c0 u0")
        }
    }

    @Test("An empty cell changes nothing; a changed one revises the site and its school's name")
    func revised() async throws {
        try await ImportFixture.with { imports in
            let first = try await imports.importSmallCity()
            let text =
                ImportFixture.schoolsHeader + "s1,第一小学,440104,,primary,,,,\n"
                + "s2,第2小学,440104,,primary,,,,\n"
            let job = try await imports.apply(.schools, Data(text.utf8))
            #expect(summary(job) == "A2 D0 R0 n0 c1 u1")
            #expect(try await schoolNames(imports)["s1"] == "第一小学")
            #expect(
                try await imports.number(
                    "SELECT count(*) FROM registry.site WHERE ownership = 'public'") == 6)
            let early = try await refusal { try await imports.startUndo(first) }
            #expect(early.slug == "import-in-use")
            #expect(try await imports.undo(job).state == .undone)
            #expect(try await schoolNames(imports)["s1"] == "第1小学")
            #expect(try await imports.undo(first).state == .undone)
        }
    }

    @Test("What became impossible since the check is refused row by row, and the rest is applied")
    func refusedAtApply() async throws {
        try await ImportFixture.with { imports in
            let schools = try await imports.importSmallCity()
            let job = try await imports.check(
                .groups, groups([row("lead", "s1"), row("member", "s2")]))
            #expect(try await imports.undo(schools).state == .undone)
            _ = try await imports.apply(
                .schools,
                Data((ImportFixture.schoolsHeader + "s1,第1小学,440104,,primary,,,,\n").utf8))
            try await imports.startApply(job)
            let done = try await imports.finish(job)
            #expect(done.state == .applied)
            #expect(summary(done) == "A1 D0 R1 n1 c0 u0")
            #expect(try await imports.rows(job, [.refused]).map(\.row) == [3])
        }
    }

    @Test("A lead accepted before it is known, with answers, founds the group without one")
    func leadAccepted() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let file = groups([row("lead", ""), row("member", "s2")])
            let job = try await imports.check(.groups, file)
            #expect(summary(job) == "A0 D2 R0 n0 c0 u0")
            let answered = try await imports.apply(
                .groups, file, answers: "row,question,answer\n2,no-id,skip\n3,lead,accept\n")
            #expect(summary(answered) == "A1 D1 R0 n1 c0 u0")
            #expect(answered.counts.skipped == 1)
            #expect(try await imports.number("SELECT count(*) FROM registry.membership") == 1)
        }
    }

    @Test("Events of an import name its job; those of a later command do not rest on it")
    func jobInEvents() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let job = try await imports.apply(.groups, groups([row("lead", "s1")]))
            let payloads = try await imports.service.database.superuser.query(
                "SELECT payload FROM bus.outbox WHERE type LIKE '%SchoolJoinedGroup'")
            let event = try Taoli_Registry_Events_V1_SchoolJoinedGroup(
                serializedBytes: try payloads[0].get(0, as: Data.self))
            #expect(event.importJobID == job.id)
            #expect((event.startUnknown, event.from) == (true, "2025-09-01"))
            #expect(
                try await imports.number(
                    """
                    SELECT count(*) FROM registry.change_history \
                    WHERE actor = 'city-official' AND reason = 'import: file.csv'
                    """) > 0)
        }
    }
}
