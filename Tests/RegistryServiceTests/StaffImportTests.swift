import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import TaoliTestKit
import TaoliPostgres
import Testing

@testable import RegistryService
@testable import TaoliImports

@Suite("Imports of staff")
struct StaffImportTests {
    private static let header = "姓名,证件号码,电话,学校标识码,岗位,学科,学段,骨干级别,参加工作年月,入校年月\n"

    private static func line(
        _ serial: Int, name: String = "张三", school: String = "s1", post: String = "教师",
        level: String = ""
    ) -> String {
        let number = StaffNumber.make(serial)
        let phone = "12\(100_000_000 + serial)"
        return "\(name),\(number),\(phone),\(school),\(post),语文,小学,\(level),2003-08,2015-09\n"
    }

    private static func file(_ lines: [String]) -> Data { Data((header + lines.joined()).utf8) }

    @Test("A file becomes persons with posts and levels, and once more changes nothing")
    func applied() async throws {
        try await ImportFixture.with { city in
            _ = try await city.importSmallCity()
            let bytes = Self.file([
                Self.line(1, level: "学科带头人"), Self.line(2, name: "买买提·艾力", school: "s2"),
            ])
            let job = try await city.apply(.staff, bytes)
            #expect(job.state == .applied)
            #expect(summary(job) == "A2 D0 R0 n2 c0 u0")
            #expect(try await city.number("SELECT count(*) FROM registry.person") == 2)
            #expect(
                try await city.number(
                    "SELECT count(*) FROM registry.key_level WHERE level = 'subject_leader'") == 1)
            let told = try await city.number(
                "SELECT count(*) FROM bus.outbox WHERE topic = 'taoli.registry.person'")
            #expect(told == 5)
            let again = try await city.check(.staff, bytes)
            #expect(summary(again) == "A2 D0 R0 n0 c0 u2")
        }
    }

    @Test("Wrong rows are told by column, without what they say of persons")
    func refused() async throws {
        try await ImportFixture.with { city in
            _ = try await city.importSmallCity()
            let wrong = Self.line(3).replacing(StaffNumber.make(3), with: "990000198002290029")
            let job = try await city.check(
                .staff,
                Self.file([
                    Self.line(1), Self.line(1), Self.line(2, school: "s9"), wrong,
                    Self.line(4, name: "李四", post: "校长"),
                ]))
            #expect(summary(job) == "A1 D0 R4 n1 c0 u0")
            #expect(job.problems.contains { $0.slug == "same-name" })
            let rows = try await city.rows(job, [.refused])
            let slugs = rows.map { row in row.problems.map(\.slug).joined(separator: ",") }
            let wanted = [
                "duplicate-number", "duplicate-number", "unknown-school", "bad-identity-number",
            ]
            #expect(slugs == wanted)
            for row in rows {
                #expect(row.cells[0] == "张三")
                #expect(row.cells[1].contains("****") && !row.cells[1].contains("19800229"))
                #expect(row.problems.allSatisfy { !$0.value.contains("9900") })
            }
        }
    }

    @Test("Neither chunks nor staging nor anything else holds a number or telephone in clear")
    func sealed() async throws {
        try await ImportFixture.with { city in
            _ = try await city.importSmallCity()
            let bytes = Self.file([Self.line(1, name: "欧阳询"), Self.line(2, school: "s9")])
            let pool = city.service.database.superuser
            let checked = try await city.check(.staff, bytes)
            for secret in [StaffNumber.make(1), StaffNumber.make(2), "12100000001", "欧阳询"] {
                #expect(try await DatabaseSearch.tables(holding: secret, in: pool) == [])
            }
            try await city.startApply(checked)
            let job = try await city.finish(checked)
            #expect(job.state == .applied)
            for secret in [StaffNumber.make(1), "12100000001"] {
                #expect(try await DatabaseSearch.tables(holding: secret, in: pool) == [])
            }
            let named = try await DatabaseSearch.tables(holding: "欧阳询", in: pool)
            #expect(Set(named) == ["registry.person", "registry.change_history"])
        }
    }

    @Test("A file without a header is refused without its first person being quoted")
    func headless() async throws {
        try await ImportFixture.with { city in
            _ = try await city.importSmallCity()
            let job = try await city.check(.staff, Data((Self.line(1) + Self.line(2)).utf8))
            #expect(job.state == .unusable)
            let told = job.problems.map { $0.chinese + $0.english + $0.value }.joined()
            #expect(!told.contains("张三") && !told.contains(StaffNumber.make(1)))
        }
    }

    @Test("An import is taken back while nothing rests on it, and can then be applied again")
    func undone() async throws {
        try await ImportFixture.with { city in
            let schools = try await city.importSmallCity()
            let first = try await city.apply(.staff, Self.file([Self.line(1)]))
            let second = try await city.apply(
                .staff,
                Self.file([
                    Self.line(1, post: "中层", level: "骨干教师"), Self.line(2, school: "s2"),
                ]), effectiveOn: "2026-09-01")
            #expect(summary(second) == "A2 D0 R0 n1 c1 u0")
            let blocked = try await refusal { try await city.undo(first) }
            #expect(blocked.slug == "import-in-use")
            let inUse = try await refusal { try await city.undo(schools) }
            #expect(inUse.slug == "import-in-use")
            #expect(try await city.undo(second).state == .undone)
            #expect(
                try await city.number(
                    """
                    SELECT count(*) FROM registry.employment \
                    WHERE valid_until IS NULL AND post = 'teacher'
                    """) == 1)
            #expect(
                try await city.number(
                    "SELECT count(*) FROM registry.person WHERE is_withdrawn") == 1)
            #expect(try await city.undo(first).state == .undone)
            let again = try await city.apply(.staff, Self.file([Self.line(1), Self.line(2)]))
            #expect(summary(again) == "A2 D0 R0 n2 c0 u0")
        }
    }

    @Test("A district imports its own schools' staff only")
    func district() async throws {
        try await ImportFixture.with { city in
            _ = try await city.importSmallCity()
            let job = try await city.check(
                .staff, Self.file([Self.line(1), Self.line(2, school: "s6")]),
                as: .district("440104"))
            #expect(summary(job) == "A1 D0 R1 n1 c0 u0")
            let rows = try await city.rows(job, [.refused], as: .district("440104"))
            #expect(rows.first?.problems.map(\.slug) == ["other-district"])
        }
    }

    @Test("A short name is answered with up to three full names of the importer's own schools")
    func shortNames() async throws {
        try await ImportFixture.with { city in
            _ = try await city.importSmallCity()
            func said(_ name: String, as caller: Caller) async throws -> String {
                let file = "姓名,证件号码,学校,岗位\n张三,\(StaffNumber.make(1)),\(name),教师\n"
                let job = try await city.check(.staff, Data(file.utf8), as: caller)
                return try await city.rows(job, [.refused], as: caller)
                    .flatMap(\.problems).map(\.chinese).joined()
            }
            #expect(try await said("1小学", as: .city).contains("是否为：第1小学？"))
            #expect(
                try await said("小学", as: .city).contains("是否为：第1小学、第2小学、第3小学？"))
            #expect(try await said("小学", as: .district("440105")).contains("是否为：第6小学？"))
            #expect(try await said("%%", as: .city).contains("没有这所学校；请核对，或先导入学校。"))
        }
    }
}
