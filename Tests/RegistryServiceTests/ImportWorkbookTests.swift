import Foundation
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliSheets
import TaoliTestKit
import Testing

@testable import RegistryService

/// Workbooks through the whole job: the same records as from CSV.
@Suite struct ImportWorkbookTests {
    /// A file of deploy/demo as a workbook with Chinese titles, rows and texts unchanged.
    private func workbook(_ name: String, _ template: TableTemplate) async throws -> Data {
        let layout = template.layout
        var reader = SheetReader(layout: layout)
        let csv = try ImportFixture.demo(name)
        let rows = try reader.feed(csv) + reader.finish()
        let places = try #require(reader.header).places
        return try workbook(
            template.columns.map { TemplateWorkbook.title($0, isChinese: true) },
            rows.map { row in zip(places, row.cells).map { $0 == nil ? "" : $1 } })
    }

    private func workbook(_ titles: [String], _ rows: [[String]]) throws -> Data {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("taoli-\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try WorkbookWriter(path: path, created: Date(timeIntervalSince1970: 0))
        let sheet = try writer.addSheet(
            SheetPlan("数据", columns: titles.map { SheetColumn($0) }))
        for row in rows { try writer.append(row.map(SheetCell.text), to: sheet) }
        try writer.finish()
        return try Data(contentsOf: URL(fileURLWithPath: path))
    }

    @Test("The city's files as workbooks give the records of CSV: CSV then changes nothing")
    func city() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.apply(
                .districts, workbook("districts.csv", ImportTemplates.districts))
            let schools = try await imports.apply(
                .schools, workbook("gz-schools.csv", ImportTemplates.schools))
            #expect(summary(schools) == "A452 D23 R0 n452 c0 u0")
            let groups = try await imports.apply(
                .groups, workbook("gz-groups.csv", ImportTemplates.groups))
            #expect(summary(groups) == "A437 D51 R0 n437 c0 u0")
            let before = try await imports.events
            let again = try await imports.apply(.schools, ImportFixture.demo("gz-schools.csv"))
            #expect(summary(again) == "A452 D23 R0 n0 c0 u452")
            let groupsAgain = try await imports.apply(.groups, ImportFixture.demo("gz-groups.csv"))
            #expect(summary(groupsAgain) == "A437 D51 R0 n0 c0 u437")
            #expect(try await imports.events == before)
        }
    }

    @Test("Rows bear the numbers that Excel shows, and remarks on the file are in the report")
    func report() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let titles = ["学校编号", "学校名称", "区代码", "区", "学段", "办学性质", "经度", "纬度", "电话"]
            let job = try await imports.check(
                .schools,
                workbook(
                    titles,
                    [
                        ["n1", "新一小学", "440104", "", "小学", "公办", "", "", "1"], [],
                        ["4.40106E+17", "新二小学", "440104", "", "小学", "公办", "", "", "2"],
                    ]))
            #expect(summary(job) == "A1 D0 R1 n1 c0 u0")
            #expect(job.problems.map(\.slug) == ["column-ignored"])
            let refused = try #require(try await imports.rows(job, [.refused]).first)
            #expect(refused.row == 4)
            #expect(refused.problems.map(\.slug) == ["damaged-number"])
            #expect(refused.problems.first?.column == "A (学校编号)")
        }
    }

    @Test("A file that is no workbook, or one cut off, is unusable, and nothing is kept of it")
    func unusable() async throws {
        try await ImportFixture.with { imports in
            _ = try await imports.importSmallCity()
            let staged: SQL = "SELECT count(*) FROM registry.import_staging"
            let before = try await imports.number(staged)
            let whole = try workbook(["学校编号"], [["n1"]])
            for (bytes, slug) in [
                (whole.prefix(whole.count / 2), "damaged-workbook"), (whole, "missing-column"),
                (Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]), "legacy-xls"),
                (Data("<html><table>".utf8), "fake-xls"),
            ] {
                let job = try await imports.check(.schools, Data(bytes))
                #expect(job.state == .unusable)
                #expect(job.problems.map(\.slug) == [slug])
            }
            #expect(try await imports.number(staged) == before)
        }
    }
}
