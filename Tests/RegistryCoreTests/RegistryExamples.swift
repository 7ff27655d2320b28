// Literals of the tests themselves: one that is no code or date should end the run.
// swift-format-ignore-file: NeverForceUnwrap

import Foundation
import TaoliModels
import Testing

@testable import RegistryCore

/// Districts, schools, sites and groups as the tests of decisions use them.
enum Example {
    static let city = DistrictCode("440100")!
    static let haizhu = DistrictCode("440105")!
    static let yuexiu = DistrictCode("440104")!
    static let now = Date(timeIntervalSince1970: 1_788_000_000)

    static func day(_ text: String) -> CalendarDate { CalendarDate(text)! }

    static func school(
        _ name: String = "海珠一小", district: DistrictCode = haizhu
    ) throws -> School {
        try RegisterSchool(id: SchoolID(.version7()), name: name, district: district)
            .decide().state
    }

    static func facts(
        _ name: String, district: DistrictCode = haizhu, kind: SchoolKind = .primary,
        status: SchoolStatus = .open
    ) -> SiteFacts {
        SiteFacts(
            name: name, district: district, kind: kind, ownership: .public, status: status)
    }

    static func site(
        _ name: String = "海珠一小", district: DistrictCode = haizhu, kind: SchoolKind = .primary,
        status: SchoolStatus = .open
    ) throws -> Site {
        let facts = facts(name, district: district, kind: kind, status: status)
        return try RegisterSite(id: SiteID(.version7()), externalID: name, facts: facts)
            .decide(in: school(name, district: district)).state
    }

    /// A group of Haizhu founded on 2024-09-01 by this lead.
    static func group(lead: Site) throws -> Group {
        try founding([lead]).decide().state
    }

    static func founding(_ leads: [Site]) -> FoundGroup {
        FoundGroup(
            id: GroupID(.version7()), name: "海珠教育集团", kind: .educationGroup,
            district: haizhu, foundedOn: day("2024-09-01"),
            leads: leads.map { .init(MembershipID(.version7()), site: $0) }, reason: "区局决定")
    }

    static func joining(
        from: String, role: MembershipRole = .member
    ) -> BeginMembership {
        BeginMembership(
            membershipID: MembershipID(.version7()), role: role, from: day(from), reason: "自愿")
    }

    static func leaving(_ site: Site, until: String) -> EndMembership {
        EndMembership(siteID: site.id, until: day(until), reason: "调整")
    }
}

/// The refusal that a decision throws; a test fails when it throws none.
func refusal<Value>(
    _ body: () throws -> Value, location: SourceLocation = #_sourceLocation
) throws -> Refusal {
    do {
        _ = try body()
    } catch let refusal as Refusal {
        #expect(!refusal.what.chinese.isEmpty && !refusal.what.english.isEmpty)
        #expect(!refusal.next.chinese.isEmpty && !refusal.next.english.isEmpty)
        return refusal
    }
    Issue.record("nothing was refused", sourceLocation: location)
    throw CancellationError()
}
