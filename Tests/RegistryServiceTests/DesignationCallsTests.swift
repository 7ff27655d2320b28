import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import Testing

@testable import RegistryService

@Suite("Designations on a real database")
struct DesignationCallsTests {
    @Test("SH-16 A grade with its days, what it opens (SH-18), and the shares of two years")
    func grades() async throws {
        try await RegistryFixture.with { city in
            try await city.bind("SH")
            let one = try await city.found()
            let two = try await city.found(name: "第二集团", leads: [city.second])
            let unit = "group/\(one.id)"
            _ = try await city.designate(unit, "grade", "close_knit_unit", from: "2024-09-01")
            let named = try await city.designate(
                unit, "grade", "demonstration", from: "2025-09-01", as: .haizhu)
            #expect(named.designations.count == 2)
            #expect(try await city.unit(unit, on: "2025-08-31").rights.isEmpty)
            #expect(
                try await city.unit(unit, on: "2025-09-01").rights.map(\.id) == ["joint_training"])
            _ = try await city.designate(
                "school/\(city.first.schoolID)", "category", "model_senior", from: "2025-09-01")
            #expect(
                try await city.unit(unit, on: "2025-09-01").rights.map(\.id)
                    == ["joint_training", "own_admission"])
            let shares = try await city.gradeShares(
                as: .haizhu, from: "2024-2025", to: "2025-2026")
            func units(_ year: String, _ grade: String) -> [Int32] {
                shares.filter { $0.schoolYear == year && $0.grade == grade }
                    .flatMap { [$0.units, $0.unitsOrHigher, $0.allUnits] }
            }
            #expect(units("2024-2025", "close_knit_unit") == [1, 1, 2])
            #expect(units("2024-2025", "demonstration") == [0, 0, 2])
            #expect(units("2025-2026", "demonstration") == [1, 1, 2])
            #expect(units("2025-2026", "") == [1, 2, 2])
            _ = try await city.endDesignation(unit, "grade", until: "2026-01-01", as: .haizhu)
            #expect(try await city.unit(unit, on: "2026-01-01").rights.isEmpty)
            #expect(try await city.unit("group/\(two.id)").designations.isEmpty)
        }
    }

    @Test("XN-3 The bureau's own limit holds an application up until it is set aside")
    func limits() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.designate("group/\(group.id)", "size_limit", "1", from: "2024-09-01")
            var item = try await city.openJoining(city.second, group.id)
            item = try await city.answer(item, "J.1", as: .school(city.second.schoolID)).case
            item = try await city.answer(item, "J.2", as: .council(group.id)).case
            item = try await city.answer(item, "J.3", as: .haizhu).case
            let open = item
            let no = try await refusal {
                try await city.answer(open, "J.4", as: .haizhu) { $0.effectiveOn = "2025-09-01" }
            }
            #expect(no.clause == nil && no.what.english.contains("limits this group to 1"))
            let set = try await city.answer(open, "J.4", as: .haizhu) {
                $0.effectiveOn = "2025-09-01"
                $0.exceptions = [
                    .with {
                        $0.rule = CompositionCheck.ownLimitRule
                        $0.reason = "区局研究同意"
                    }
                ]
            }
            #expect(set.case.status == "decided")
        }
    }

    @Test("XN-3 Outside a case the own limit refuses too, on the days on which it holds")
    func limitOutsideCases() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let unit = "group/\(group.id)"
            _ = try await city.designate(unit, "size_limit", "1", from: "2024-09-01")
            let no = try await refusal { try await city.join(city.second, group.id) }
            #expect(no.slug == "group-size-limit" && no.clause == nil)
            _ = try await city.designate(unit, "size_limit", "2", from: "2025-01-01")
            #expect(try await city.join(city.second, group.id).members.count == 2)
        }
    }

    @Test("XN-1 What a case calls a school must be what the bureau has designated")
    func statements() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            @Sendable func join(_ category: String) async throws -> Taoli_Registry_V1_Case {
                try await city.open("join", as: .school(city.second.schoolID)) {
                    $0.groupID = group.id
                    $0.siteID = city.second.id.description
                    $0.mode = "entrusted"
                    $0.category = category
                    $0.years = 3
                }
            }
            let none = try await refusal { try await join("weak") }
            #expect(none.slug == "category-not-designated" && none.clause == nil)
            let school = "school/\(city.second.schoolID)"
            _ = try await city.designate(school, "category", "new", from: "2020-09-01")
            let other = try await refusal { try await join("weak") }
            #expect(other.what.english.contains("on record: new"))
            #expect(try await join("new").category == "new")
        }
    }

    @Test("JD-13 A school of another town than the unit's may join, and its bureau is told")
    func otherTown() async throws {
        try await RegistryFixture.with { city in
            try await city.bind("JD")
            let group = try await city.found()
            for (site, town) in [(city.first, "江南街道"), (city.second, "海幢街道")] {
                _ = try await city.designate("school/\(site.schoolID)", "town", town)
            }
            let item = try await city.open("join", as: .haizhu) {
                $0.groupID = group.id
                $0.siteID = city.second.id.description
                $0.mode = "combined"
            }
            let decided = try await city.answer(item, "J.1", as: .haizhu) {
                $0.effectiveOn = "2026-09-01"
            }
            let told = try #require(
                decided.findings.first { $0.rule == "composition.conditions.same_town" })
            #expect(told.clause == "JD-13" && decided.case.status == "completed")
        }
    }

    @Test("JD-13, SH-23 Towns and emblems; lists by what, value, district, stage and day, in pages")
    func lists() async throws {
        try await RegistryFixture.with { city in
            try await city.bind()
            let group = try await city.found()
            _ = try await city.designate("group/\(group.id)", "emblem", "https://x.cn/e.svg")
            for site in [city.first, city.second, city.nineYear] {
                _ = try await city.designate("school/\(site.schoolID)", "town", "江南街道")
            }
            _ = try await city.designate(
                "school/\(city.nineYear.schoolID)", "category", "weak", until: "2026-09-01",
                stage: "junior")
            #expect(try await city.designations { $0.value = "江南街道" }.designations.count == 3)
            #expect(try await city.designations { $0.stage = "primary" }.designations.count == 4)
            #expect(
                try await city.designations {
                    $0.what = "category"
                    $0.on = "2026-09-01"
                }.designations.isEmpty)
            #expect(try await city.designations { $0.district = "440104" }.designations.isEmpty)
            var (seen, cursor): (Set<String>, String) = ([], "")
            repeat {
                let next = cursor
                let page = try await city.designations {
                    $0.page.size = 2
                    $0.page.cursor = next
                }
                seen.formUnion(page.designations.map(\.id))
                cursor = page.nextCursor
            } while !cursor.isEmpty
            #expect(seen.count == 5)
        }
    }

    @Test("Another district sees and changes nothing; a group with a site there is seen there too")
    func scope() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            let unit = "group/\(group.id)"
            let school = "school/\(city.first.schoolID)"
            _ = try await city.designate(unit, "emblem", "e", as: .haizhu)
            _ = try await city.designate(school, "town", "江南街道", as: .haizhu)
            #expect(try await city.designations(as: .yuexiu).designations.isEmpty)
            for one in [unit, school] {
                let no = try await refusal {
                    try await city.designate(
                        one, one == unit ? "emblem" : "town", "x", from: "2026-01-01", as: .yuexiu)
                }
                #expect(no.kind == .notFound)
            }
            _ = try await city.join(city.elsewhere, group.id)
            #expect(try await city.designations(as: .yuexiu).designations.map(\.value) == ["e"])
            let theirs = try await refusal {
                try await city.designate(unit, "emblem", "x", from: "2026-01-01", as: .yuexiu)
            }
            #expect(theirs.slug == "not-your-unit")
            let own = Caller.school(city.first.schoolID)
            #expect(try await city.designations(as: own).designations.count == 2)
            let other = Caller.school(city.second.schoolID)
            #expect(try await city.designations(as: other).designations.isEmpty)
            await #expect(throws: NotAdmitted.self) {
                try await city.designate(unit, "emblem", "x", as: own)
            }
            let site = try await refusal {
                try await city.designate("site/\(city.first.id)", "town", "x")
            }
            #expect(site.slug == "no-designations-for-sites")
        }
    }
}
