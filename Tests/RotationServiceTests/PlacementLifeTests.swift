import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliMessaging
import TaoliHost
import TaoliTestKit
import Testing

@testable import RotationService

@Suite("The life of a placement, against PostgreSQL")
struct PlacementLifeTests {
    @Test("Notified, begun, appraised each year, completed; the certificate states the months")
    func whole() async throws {
        try await PlanCity.with { city in
            let plan = try await city.decided()
            let placement = try await city.placements { $0.planID = plan.id }[0]
            #expect(try await city.notify(plan.id) == 4)
            #expect(await city.slug { _ = try await city.notify(plan.id) } == "nothing-to-notify")
            let receiving = Caller.school(UUID(uuidString: placement.receivingSchoolID)!)
            let later = city.at(year: 2026, month: 9, day: 10)
            let begun = try await later.begin(placement.id, on: "2026-09-01", as: receiving)
            #expect([begun.state, begun.beganOn] == ["active", "2026-09-01"])
            let early = await city.slug {
                _ = try await later.appraise(placement.id, year: 2026, as: receiving)
            }
            #expect(early == "not-yet")
            for year in 2026...2028 {
                let summer = city.at(year: year + 1, month: 7, day: 1)
                _ = try await summer.appraise(placement.id, year: year, as: receiving)
            }
            let end = city.at(year: 2029, month: 9, day: 1)
            let completed = try await end.complete(placement.id)
            #expect(completed.state == "completed")
            #expect(completed.appraisals.map(\.grade) == ["good", "good", "good"])
            #expect(
                try await city.events(of: "placement").suffix(5) == [
                    "PlacementBegan", "PlacementAppraised", "PlacementAppraised",
                    "PlacementAppraised", "PlacementCompleted",
                ])
            let certificate = try await end.certificate(placement.personID)
            #expect(certificate.months == 36)
            #expect(certificate.twoYearsReached)
            #expect(certificate.lines.map(\.groupName) == ["桃李集团"])
            #expect(certificate.fingerprint.count == 64)
            let again = try await end.certificate(placement.personID)
            #expect(again.fingerprint == certificate.fingerprint)
            let half = try await end.certificate(placement.personID, on: "2027-03-01")
            #expect([half.months, half.lines[0].months] == [Int32]([6, 6]))
            #expect(!half.twoYearsReached)
            #expect(half.fingerprint != certificate.fingerprint)
            // What is only planned is not certified.
            let future = await city.slug {
                _ = try await later.certificate(placement.personID, on: "2029-09-01")
            }
            #expect(future == "not-yet")
        }
    }

    @Test("What ends early breaks the year's quota afterwards (SH-3, decision 2)")
    func endedEarly() async throws {
        try await PlanCity.with { city in
            let plan = try await city.decided()
            _ = try await city.notify(plan.id)
            let placements = try await city.placements { $0.planID = plan.id }
            let later = city.at(year: 2026, month: 9, day: 10)
            for placement in placements {
                _ = try await later.begin(placement.id, on: "2026-09-01")
            }
            let full = try await later.quotas()
            let lead = try #require(full.first { $0.role == "strong" })
            #expect([lead.eligible, lead.quota, lead.sent] == [Int32]([20, 4, 4]))
            #expect([lead.servingOut, lead.servingIn, lead.endedEarly] == [Int32]([4, 0, 0]))
            #expect(lead.shares.map(\.kept) == [true, true])
            #expect(lead.shares.map(\.clause) == ["SH-3", "SH-3"])
            #expect(full.filter { $0.role == "receiving" }.reduce(0) { $0 + $1.came } == 4)
            let soon = await city.slug {
                _ = try await later.end(placements[0].id, on: "2027-02-01", ground: "health")
            }
            #expect(soon == "not-yet")
            let spring = city.at(year: 2027, month: 3, day: 1)
            let ended = try await spring.end(placements[0].id, on: "2027-02-01", ground: "health")
            #expect(ended.breaksYear)
            #expect([ended.placement.state, ended.placement.endedReason] == ["ended", "病休"])
            let broken = try #require(try await spring.quotas().first { $0.role == "strong" })
            #expect([broken.sent, broken.endedEarly, broken.servingOut] == [Int32]([4, 1, 3]))
            #expect(broken.shares.first { $0.share == "sent" }?.kept == false)
            #expect(broken.shares.first { $0.share == "sent" }?.count == 3)
            let payloads = try await city.fixture.database.superuser.query(
                "SELECT payload FROM bus.outbox WHERE type LIKE '%PlacementEndedEarly'")
            let event = try Taoli_Rotation_Events_V1_PlacementEndedEarly(
                serializedBytes: try payloads[0].get("payload", as: Data.self))
            #expect(event.breaksYear)
            #expect(event.ground == "health")
            // What was said in words stays here.
            #expect(!(try event.jsonString()).contains("病休"))
        }
    }

    @Test("Only the appraising school, the receiving school and the bureau act")
    func authority() async throws {
        try await PlanCity.with { city in
            let plan = try await city.decided()
            _ = try await city.notify(plan.id)
            let placement = try await city.placements { $0.planID = plan.id }[0]
            let later = city.at(year: 2026, month: 9, day: 10)
            let (home, other) = (Caller.school(city.lead), Caller.district("440111"))
            #expect(
                await city.slug {
                    _ = try await later.begin(placement.id, on: "2026-09-01", as: home)
                } == "not-your-district")
            #expect(
                await city.slug {
                    _ = try await later.begin(placement.id, on: "2026-09-01", as: other)
                } == "not-your-district")
            _ = try await later.begin(placement.id, on: "2026-09-01")
            #expect(
                await city.slug {
                    _ = try await later.appraise(placement.id, year: 2026, as: home)
                } == "not-the-appraiser")
            #expect(
                await city.slug {
                    _ = try await later.end(
                        placement.id, on: "2027-02-01", ground: "health", as: other)
                } == "not-your-district")
            await #expect(throws: NotAdmitted.self) {
                _ = try await later.end(
                    placement.id, on: "2027-02-01", ground: "health", as: home)
            }
            #expect(
                await city.slug {
                    _ = try await later.end(placement.id, on: "2027-02-01", ground: "replanned")
                } == "unknown-value")
            #expect(
                await city.slug {
                    _ = try await later.appraise(placement.id, year: 2030)
                } == "year-outside")
            #expect(
                await city.slug { _ = try await later.complete(placement.id) } == "placement-state")
        }
    }

    @Test("Home and receiving schools see their placements, others and other districts do not")
    func readers() async throws {
        try await PlanCity.with { city in
            let plan = try await city.decided()
            let placement = try await city.placements { $0.planID = plan.id }[0]
            #expect(try await city.placements(as: .school(city.lead)).count == 4)
            #expect(try await city.placements(as: .group(city.group)).count == 4)
            #expect(try await city.placements(as: .school(UUID())).isEmpty)
            #expect(try await city.placements(as: .district("440111")).isEmpty)
            #expect(try await city.placements { $0.personID = placement.personID }.count == 1)
            #expect(try await city.placements { $0.state = "active" }.isEmpty)
            #expect(
                await city.slug { _ = try await city.certificate(placement.personID) }
                    == "not-found")
            let other = Caller.district("440111")
            #expect(
                await city.slug {
                    _ = try await city.stays("GetPlacement", as: other) {
                        try await $0.getPlacement(
                            request: .with { $0.id = placement.id }, context: $1)
                    }
                } == "not-found")
        }
    }

    @Test("An extension goes later, and the teacher is not eligible for another plan meanwhile")
    func extended() async throws {
        try await PlanCity.with { city in
            let plan = try await city.decided()
            _ = try await city.notify(plan.id)
            let placement = try await city.placements { $0.planID = plan.id }[0]
            let later = city.at(year: 2026, month: 9, day: 10)
            _ = try await later.begin(placement.id, on: "2026-09-01")
            let extended = try await later.extend(placement.id, until: "2030-09-01")
            #expect(extended.until == "2030-09-01")
            #expect(
                await city.slug { _ = try await later.extend(placement.id, until: "2029-09-01") }
                    == "not-later")
        }
    }
}
