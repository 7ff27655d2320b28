import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import RegistryService

@Suite("School calls on a real database")
struct SchoolCallsTests {
    @Test("Every account sees the codes of all districts, the city among them")
    func districts() async throws {
        try await RegistryFixture.with { city in
            let all = try await city.districtCodes(as: .city)
            #expect(all == ["440100", "440104", "440105"])
            let school = Caller.school(city.first.schoolID)
            for caller in [Caller.district("440105"), school] {
                #expect(try await city.districtCodes(as: caller) == all)
            }
        }
    }

    @Test("Schools are found by part of a Chinese name, district and stage, page by page")
    func listing() async throws {
        try await RegistryFixture.with { city in
            #expect(
                try await city.listSchools { $0.name = "实验" }.schools.map(\.name)
                    == ["海珠实验学校"])
            #expect(
                try await city.listSchools { $0.stage = "junior" }.schools.map(\.name)
                    == ["越秀中学", "海珠实验学校"])
            #expect(try await city.listSchools { $0.district = "440105" }.schools.count == 3)
            let first = try await city.listSchools { $0.page.size = 3 }
            let rest = try await city.listSchools {
                $0.page.size = 3
                $0.page.cursor = first.nextCursor
            }
            let pages = [first, rest].map { $0.schools.map(\.name) }
            #expect(pages == [["越秀中学", "海珠实验学校", "海珠第一小学"], ["海珠第二小学"]])
            #expect(rest.nextCursor.isEmpty)
            let bad = try await refusal { try await city.listSchools { $0.stage = "college" } }
            #expect(bad.field == "stage")
            let size = try await refusal { try await city.listSchools { $0.page.size = 501 } }
            #expect(size.slug == "bad-page-size")
        }
    }

    @Test("JD-1 A school shows its stages, its sites and where they are")
    func school() async throws {
        try await RegistryFixture.with { city in
            let school = try await city.school { $0.externalID = "gz-2" }
            #expect(school.stages == ["primary", "junior"])
            #expect(school.status == .open && school.ownership == .public)
            #expect(school.sites.map(\.longitude) == ["113.3"])
            #expect(try await city.school { $0.id = school.id } == school)
            let other = try await refusal {
                try await city.school(as: .district("440104")) { $0.externalID = "gz-2" }
            }
            #expect(other.kind == .notFound)
            let empty = try await refusal { try await city.school { $0.id = "" } }
            #expect(empty.field == "id")
        }
    }

    @Test("A site that moved is with its old school before the day and with the new one after")
    func moving() async throws {
        try await RegistryFixture.with { city in
            let (site, former, target) = (city.first, city.first.schoolID, city.second.schoolID)
            let school = try await city.service.consuming { tx in
                try SchoolTable.decode(
                    try await tx.query(SchoolTable.select(ids: [former, target])))
            }
            try await RegistryFixture.write(city.service) { work in
                for school in school { work.load(school) }
                work.load(site)
                let day = CalendarDate("2026-03-01")!
                work.apply(
                    try MoveSiteToSchool(from: day, legalName: "海珠第二小学")
                        .decide(site, to: work.schools[target]!))
                work.apply(
                    try CloseSchool(closedOn: day, successor: target)
                        .decide(work.schools[former]!))
            }
            let after = try await city.school {
                $0.id = target.description
                $0.on = "2026-03-01"
            }
            #expect(after.sites.map(\.name) == ["海珠第一小学", "海珠第二小学"])
            let before = try await city.school {
                $0.id = former.description
                $0.on = "2026-02-28"
            }
            #expect(before.sites.map(\.name) == ["海珠第一小学"] && before.status == .open)
            let gone = try await city.school { $0.id = former.description }
            #expect(gone.successorID == target.description && gone.status == .closed)
            #expect(try await city.listSchools { $0.district = "440105" }.schools.count == 2)
            #expect(
                try await city.listSchools {
                    $0.district = "440105"
                    $0.on = "2026-02-28"
                }.schools.count == 3)
        }
    }

    @Test("A school's history holds its own changes, its sites' and their joinings")
    func history() async throws {
        try await RegistryFixture.with { city in
            _ = try await city.found()
            let changes = try await city.service.calling(
                "taoli.registry.v1.SchoolService/SchoolHistory", as: .city
            ) {
                try await city.schools.schoolHistory(
                    request: .with { $0.id = city.first.schoolID.description }, context: $0
                ).changes
            }
            #expect(
                changes.map(\.what) == [
                    "SchoolRegistered", "SiteRegistered", "SchoolJoinedGroup",
                ])
        }
    }

    @Test("A site taken back frees its external id and is shown no more")
    func withdrawn() async throws {
        try await RegistryFixture.with { city in
            let site = city.nineYear
            try await RegistryFixture.write(city.service) { work in
                work.load(site)
                work.apply(WithdrawSite().decide(site))
            }
            #expect(
                try await refusal {
                    try await city.school { $0.externalID = "gz-2" }
                }.kind == .notFound)
            let school = try await city.service.consuming { tx in
                try SchoolTable.decode(
                    try await tx.query(SchoolTable.select(ids: [site.schoolID])))[0]
            }
            try await RegistryFixture.write(city.service) { work in
                work.apply(
                    try RegisterSite(
                        id: SiteID(.version7()), externalID: "gz-2", facts: site.facts
                    ).decide(in: school))
            }
            #expect(try await city.school { $0.externalID = "gz-2" }.sites.count == 1)
        }
    }

    @Test("A school keeps its official codes with their time")
    func codes() async throws {
        try await RegistryFixture.with { city in
            let code = OfficialCode(
                scheme: "moe-school", value: "3144000001",
                validity: Validity(
                    from: CalendarDate("2020-01-01")!, until: CalendarDate("2030-01-01")))
            let id = SchoolID(.version7())
            try await RegistryFixture.write(city.service) { work in
                work.apply(
                    try RegisterSchool(
                        id: id, name: "有码学校", district: RegistryFixture.haizhu, codes: [code]
                    ).decide())
            }
            let shown = try await city.school { $0.id = id.description }
            #expect(shown.codes.map(\.value) == ["3144000001"])
            #expect(shown.codes.map(\.validUntil) == ["2030-01-01"])
        }
    }
}
