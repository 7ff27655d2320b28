// Literals of the tests themselves: one that is no code or date should end the run.
// swift-format-ignore-file: NeverForceUnwrap

import Foundation
import RegistryCore
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

/// A registry on a fresh database with a city of two districts and four schools of one site each.
struct RegistryFixture: Sendable {
    static let haizhu = DistrictCode("440105")!
    static let yuexiu = DistrictCode("440104")!
    /// 2026-10-19 in Shanghai, where the clock stands still: deadlines lie in a year whose working
    /// days are known, whenever the tests run.
    static let now = Date(timeIntervalSince1970: 1_792_375_200)

    let service: ServiceFixture<RegistryService>
    /// 海珠第一小学, 海珠第二小学, 海珠实验学校 (nine-year) and 越秀中学 (complete).
    let sites: [Site]

    var first: Site { sites[0] }
    var second: Site { sites[1] }
    var nineYear: Site { sites[2] }
    var elsewhere: Site { sites[3] }

    static func with(
        _ body: @Sendable (RegistryFixture) async throws -> Void
    ) async throws {
        try await ServiceFixture<RegistryService>.with(now: now) { service in
            let sites = try await seed(service)
            try await body(RegistryFixture(service: service, sites: sites))
        }
    }

    /// Applies decisions as an import batch does.
    static func write(
        _ service: ServiceFixture<RegistryService>,
        _ body: @escaping @Sendable (inout RegistryWork) throws -> Void
    ) async throws {
        let request = CommandRequest(
            service: .service("registry"), method: "test", derivedID: .version7(), reason: "seed")
        let done = try await service.context.commands.runBatch(request) { tx, _ in
            var work = RegistryWork()
            try body(&work)
            _ = try await tx.pipeline(
                try work.statements(
                    by: ChangeAuthor(request.caller, reason: "seed")))
            return BatchOutcome(
                events: try work.events(), subjects: work.subjects, districts: work.concerned)
        }
        #expect(done)
    }

    private static func seed(_ service: ServiceFixture<RegistryService>) async throws -> [Site] {
        let rows: [(String, DistrictCode, SchoolKind)] = [
            ("海珠第一小学", haizhu, .primary), ("海珠第二小学", haizhu, .primary),
            ("海珠实验学校", haizhu, .nineYear), ("越秀中学", yuexiu, .complete),
        ]
        var sites: [Site] = []
        var decisions: [(Decision<School>, Decision<Site>)] = []
        for (index, row) in rows.enumerated() {
            let school = try RegisterSchool(
                id: SchoolID(.version7()), name: row.0, district: row.1
            ).decide()
            let facts = SiteFacts(
                name: row.0, district: row.1, kind: row.2, ownership: .public, status: .open,
                longitude: 113.3, latitude: 23.1)
            let site = try RegisterSite(
                id: SiteID(.version7()), externalID: "gz-\(index)", facts: facts
            ).decide(in: school.state)
            decisions.append((school, site))
            sites.append(site.state)
        }
        let made = decisions
        try await write(service) { work in
            for (code, name) in [("440100", "广州"), ("440104", "越秀"), ("440105", "海珠")] {
                work.apply(
                    try RegisterDistrict(
                        code: DistrictCode(code)!, name: name, isCity: code == "440100"
                    ).decide(nil))
            }
            for (school, site) in made {
                work.apply(school)
                work.apply(site)
            }
        }
        return sites
    }

    var groups: GroupCalls {
        GroupCalls(
            context: service.context, store: GroupStore(commands: service.context.commands),
            policies: .shipped)
    }

    var schools: SchoolCalls { SchoolCalls(context: service.context) }

    var accounts: AccountCalls {
        AccountCalls(
            context: service.context, store: AccountStore(commands: service.context.commands))
    }

    /// Rows as the superuser sees them.
    func count(_ query: SQL) async throws -> Int {
        try await service.database.superuser.query(query)[0].get(0)
    }
}

/// A request id as a caller makes it.
func requestID() -> String { UUID.version7(at: RegistryFixture.now).uuidString.lowercased() }

extension PolicyStore {
    /// The packs and working days that come with the product.
    static var shipped: PolicyStore { PolicyStore(workingDays: .shipped) }
}

/// The refusal that a call throws; a test fails when it throws none.
func refusal<Value>(
    _ body: () async throws -> Value, location: SourceLocation = #_sourceLocation
) async throws -> Refusal {
    do {
        _ = try await body()
    } catch let refusal as Refusal {
        return refusal
    }
    Issue.record("nothing was refused", sourceLocation: location)
    throw CancellationError()
}
