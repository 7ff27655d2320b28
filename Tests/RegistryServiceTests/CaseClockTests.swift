import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("Time acts on cases")
struct CaseClockTests {
    @Test("XN-20: an unused appeal is passed by the clock, once, whoever runs it")
    func clockPasses() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.joinByCase(group)
            let lead = Caller.school(city.first.schoolID)
            var item = try await city.open("expel", as: lead) {
                $0.groupID = group.id
                $0.siteID = city.second.id.description
                $0.ground = "disobedience"
            }
            item = try await city.answer(item, "X3.1", as: lead).case
            item = try await city.answer(item, "X3.2", as: .council(group.id)).case
            let appeal = try #require(item.steps.first { $0.id == "X3.3" })
            let due = try #require(CalendarDate(appeal.dueOn))
            try await city.clock.round(on: due)
            #expect(try await city.getCase(item.id).version == item.version)
            try await city.clock.round(on: due.adding(days: 1))
            try await city.clock.round(on: due.adding(days: 1))
            let passed = try await city.getCase(item.id)
            #expect(passed.version == item.version + 1)
            #expect(passed.steps.first { $0.id == "X3.4" }?.state == "open")
        }
    }

    @Test(
        "XN-21: a term's case opens half a year before its end; the member leaves on the day after")
    func clockExpires() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.joinByCase(group)
            let end = try #require(CalendarDate("2027-09-01"))
            try await city.clock.round(on: end.adding(days: -181))
            #expect(try await expiries(city).isEmpty)
            try await city.clock.round(on: end.adding(days: -180))
            try await city.clock.round(on: end.adding(days: -179))
            let opened = try await expiries(city)
            let item = try #require(opened.first)
            #expect(opened.count == 1 && item.chain == "A")
            let whole = try await city.getCase(item.id)
            _ = try await city.answer(whole, "A.2", as: .school(city.first.schoolID))
            try await city.clock.round(on: end.adding(days: -1))
            #expect(try await city.show(group.id, on: "2027-09-01").members.count == 2)
            try await city.clock.round(on: end)
            #expect(try await city.show(group.id, on: "2027-09-01").members.count == 1)
            #expect(try await city.show(group.id, on: "2027-08-31").members.count == 2)
        }
    }

    @Test("XN-21: an extension lengthens the term, and the case of its expiry is dropped")
    func extends() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.joinByCase(group)
            let end = try #require(CalendarDate("2027-09-01"))
            try await city.clock.round(on: end.adding(days: -180))
            var item = try await city.open("extend", as: .council(group.id)) {
                $0.groupID = group.id
                $0.siteID = city.second.id.description
                $0.years = 2
            }
            item = try await city.answer(item, "E.1", as: .council(group.id)).case
            item = try await city.answer(item, "E.2a", as: .haizhu).case
            item = try await city.answer(item, "E.3a", as: .haizhu) {
                $0.effectiveOn = "2027-09-01"
            }.case
            let member = try #require(
                try await city.show(group.id).members.first { $0.role == .member })
            #expect(member.termUntil == "2029-09-01")
            let expiry = try #require(try await expiries(city).first)
            // Though nobody has answered at it.
            try await city.clock.round(on: end.adding(days: -170))
            #expect(try await city.getCase(expiry.id).status == "dropped")
            try await city.clock.round(on: end)
            #expect(try await city.show(group.id, on: "2027-09-01").members.count == 2)
        }
    }

    @Test("A case that cannot go on stops the clock for no other, and two campuses expire apart")
    func clockGoesOn() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.joinByCase(group)
            // Another membership of the same day, in a group whose district follows no pack.
            let other = try await city.found(district: "440104", name: "越秀教育集团")
            let site = city.nineYear.id.rawValue
            try await city.service.database.superuser.execute(
                """
                INSERT INTO registry.membership (id, group_id, site_id, school_id, site_district, \
                districts, role, valid_from, start_unknown, mode, term_until) \
                SELECT gen_random_uuid(), \(UUID(uuidString: other.id)), \(site), \(site), \
                '440105', ARRAY['440104', '440105'], 'member', '2024-09-01', false, 'entrusted', \
                '2027-08-31'
                """)
            let end = try #require(CalendarDate("2027-09-01"))
            try await city.clock.round(on: end.adding(days: -180))
            #expect(try await expiries(city).map(\.groupID) == [group.id])
        }
    }

    private func expiries(_ city: RegistryFixture) async throws -> [Taoli_Registry_V1_Case] {
        try await city.service.calling("taoli.registry.v1.CaseService/ListCases", as: .city) {
            try await city.cases.listCases(
                request: .with { $0.purpose = "expire" }, context: $0
            ).cases
        }
    }
}
