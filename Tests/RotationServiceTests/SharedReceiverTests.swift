// Ids made by these tests.
// swift-format-ignore-file: NeverForceUnwrap
import Foundation
import SwiftProtobuf
import RotationCore
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import RotationService

@Suite("Two groups that share a receiving school, against PostgreSQL")
struct SharedReceiverTests {
    @Test(
        "Of two plans that are decided at one moment the second sees the places that the first took"
    )
    func atOnce() async throws {
        try await PlanCity.with { city in
            let first = try await city.consulted()
            let second = try await city.consulted(of: try await city.secondGroup())
            let store = city.store()
            let deciding = try await city.fixture.consuming { tx in
                let loaded = try await PlanTable.load(tx, [PlanID(first.id)!], isLocked: true)
                let stored = try #require(loaded.first)
                let decided = try await store.decide(
                    stored, tx, by: PlanCity.bureau, version: nil, years: nil, reason: "x",
                    today: CalendarDate(shanghai: PlanCity.now))
                _ = try await tx.pipeline(
                    PlanTable.update(decided.decision.plan, from: stored.plan)
                        + decided.stays.flatMap { StayTable.save($0.stay) } + decided.more)
                // Not committed yet: the other must wait.
                let other = Task { await city.slug { _ = try await city.decide(second) } }
                try await Task.sleep(for: .milliseconds(700))
                return other
            }
            #expect(await deciding.value == "plan-stale")
            let taken = try await city.placements { $0.schoolID = city.near.text }
            #expect(taken.count == 4)
        }
    }
}

extension PlanCity {
    /// A group of its own lead and the same near school, with what a plan needs recorded.
    fileprivate func secondGroup() async throws -> UUID {
        let lead = try story.school("第二牵头校")
        let group = try story.group("第二集团")
        _ = try story.join(
            group, site: try story.site("校区", of: lead, kind: .junior), of: lead, as: .lead)
        _ = try story.join(group, site: try story.site("分校", of: near, kind: .junior), of: near)
        let subjects = ["chinese", "mathematics", "english", "physics"]
        for number in 0..<20 {
            let person = try story.person()
            try story.employ(person, at: lead, subject: subjects[number % 4])
            try story.award(person)
        }
        try await project()
        let near = near
        try await record { request in
            request.groupID = group.text
            request.places = [
                .with {
                    $0.schoolID = near.text
                    $0.stage = "junior"
                    $0.places = 6
                }
            ]
        }
        try await record { request in
            request.groupID = group.text
            request.ways = [
                .with {
                    $0.fromSchoolID = lead.text
                    $0.toSchoolID = near.text
                    $0.minutes = 30
                }
            ]
        }
        return group
    }

    /// A consulted plan of another group: its id.
    fileprivate func consulted(of group: UUID) async throws -> String {
        let plan = try await start { $0.groupID = group.text }.id
        #expect(try await runner.round())
        _ = try await check(plan)
        return try await consult(plan).id
    }
}
