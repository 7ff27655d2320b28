import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import Testing

@testable import RegistryService

@Suite("Who may see and change which group")
struct GroupScopeTests {
    @Test("A district official changes the district's own groups and no other")
    func ownership() async throws {
        try await RegistryFixture.with { city in
            let haizhu = Caller.district("440105")
            let group = try await city.found(as: haizhu)
            _ = try await city.join(city.second, group.id, as: haizhu)
            let theirs = try await city.found(
                as: .district("440104"), district: "440104", name: "越秀集团",
                leads: [city.elsewhere])
            let unseen = try await refusal {
                try await city.close(theirs.id, on: "2026-09-01", as: haizhu)
            }
            #expect(unseen.kind == .notFound)
            let founding = try await refusal {
                try await city.found(as: haizhu, district: "440104", name: "x")
            }
            #expect(founding.slug == "not-your-group")
            let ofCity = try await city.found(district: "440100", name: "市集团")
            let no = try await refusal {
                try await city.join(city.second, ofCity.id, as: haizhu)
            }
            #expect(no.slug == "not-your-group" && no.kind == .permission)
        }
    }

    @Test("A district official does not reach sites of another district; the city does")
    func sitesElsewhere() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            let no = try await refusal {
                try await city.join(city.elsewhere, group.id, as: .district("440105"))
            }
            #expect(no.kind == .notFound && no.field == "site_id")
            _ = try await city.join(city.elsewhere, group.id)
            // Now the group concerns the other district, whose officials see all of it.
            let seen = try await city.show(
                group.id, on: "2025-09-01", as: .district("440104"))
            #expect(seen.members.map(\.siteName) == ["海珠第一小学", "越秀中学"])
            let change = try await refusal {
                try await city.leave(
                    city.elsewhere, group.id, until: "2026-07-01", as: .district("440104"))
            }
            #expect(change.slug == "not-your-group")
        }
    }

    @Test("A group's own people see that group, a school's people the groups it is in")
    func finerScope() async throws {
        try await RegistryFixture.with { city in
            let one = try await city.found()
            let two = try await city.found(name: "第二集团", leads: [city.second])
            let group = Caller.group(try #require(UUID(uuidString: one.id)))
            #expect(try await city.list(as: group).groups.map(\.id) == [one.id])
            #expect(try await city.show(one.id, as: group).name == "海珠教育集团")
            #expect(try await refusal { try await city.show(two.id, as: group) }.kind == .notFound)
            let school = Caller.school(city.second.schoolID.rawValue)
            #expect(try await city.list(as: school).groups.map(\.id) == [two.id])
            #expect(try await refusal { try await city.show(one.id, as: school) }.kind == .notFound)
            let names = try await city.listSchools(as: school).schools.map(\.name)
            #expect(names == ["海珠第二小学"])
            #expect(try await city.listSchools(as: group).schools.map(\.name) == ["海珠第一小学"])
        }
    }

    @Test("Roles that change nothing are turned away from every change")
    func readers() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            let readers: [Caller] = [
                .group(try #require(UUID(uuidString: group.id))),
                .school(city.first.schoolID.rawValue),
                .at(.auditor, UnitReference(.district, "440105"), in: "440105"),
            ]
            for reader in readers {
                await #expect(throws: NotAdmitted.self) { try await city.found(as: reader) }
                await #expect(throws: NotAdmitted.self) {
                    try await city.join(city.second, group.id, as: reader)
                }
                await #expect(throws: NotAdmitted.self) {
                    try await city.close(group.id, on: "2026-09-01", as: reader)
                }
                await #expect(throws: NotAdmitted.self) {
                    try await city.leave(city.first, group.id, until: "2026-09-01", as: reader)
                }
            }
        }
    }

    @Test("Bad fields are refused by name: empty ids, unknown kinds, no dates, NUL, long names")
    func badInput() async throws {
        try await RegistryFixture.with { city in
            let long = String(repeating: "因", count: 501)
            let cases: [(String, Spoiling)] = [
                ("missing-field", { $0.name = "" }),
                ("control-character", { $0.name = "集\u{0}团" }),
                ("too-long", { $0.name = long }),
                ("unknown-value", { $0.kind = .unspecified }),
                ("unknown-value", { $0.kind = .UNRECOGNIZED(99) }),
                ("bad-district-code", { $0.district = "4401'05" }),
                ("unknown-district", { $0.district = "999999" }),
                ("bad-date", { $0.foundedOn = "2024-02-30" }),
                ("missing-field", { $0.foundedOn = "" }),
                ("missing-field", { $0.leadSiteIds = [""] }),
                ("invalid-id", { $0.leadSiteIds = ["7"] }),
                ("no-lead", { $0.leadSiteIds = [] }),
                ("not-found", { $0.leadSiteIds = [requestID()] }),
                ("request-id-missing", { $0.requestID = "" }),
                ("too-long", { $0.reason = long }),
            ]
            for (slug, spoil) in cases {
                let no = try await found(city, spoil)
                #expect(no.slug == slug && no.field != nil)
            }
            #expect(try await city.list().groups.isEmpty)
        }
    }

    private typealias Spoiling = @Sendable (inout Taoli_Registry_V1_FoundGroupRequest) -> Void

    /// The refusal of a founding whose request was spoilt.
    private func found(
        _ city: RegistryFixture, _ spoil: Spoiling
    ) async throws -> Refusal {
        var request = Taoli_Registry_V1_FoundGroupRequest()
        request.requestID = requestID()
        request.name = "集团"
        request.kind = .educationGroup
        request.district = "440105"
        request.foundedOn = "2024-09-01"
        request.leadSiteIds = [city.first.id.description]
        spoil(&request)
        let spoilt = request
        return try await refusal {
            try await city.service.calling(
                "taoli.registry.v1.GroupService/FoundGroup", as: .city
            ) { try await city.groups.foundGroup(request: spoilt, context: $0) }
        }
    }
}
