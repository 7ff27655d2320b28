import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import Testing

@testable import RotationService

@Suite("Repair after a withdrawal, and reasons, against PostgreSQL")
struct PlanRepairTests {
    @Test("Before the decision one move changes, the plan is a draft again")
    func before() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            let gone = try await city.moves(plan.id)[0].personID
            let answer = try await city.repair(plan.id, without: [gone])
            #expect(answer.plan.state == "draft")
            #expect(answer.plan.withdrawnPersonIds == [gone])
            #expect(answer.removed.map(\.personID) == [gone])
            #expect(answer.added.count == 1)
            let moves = try await city.moves(plan.id)
            #expect(moves.count == 4)
            #expect(!moves.contains { $0.personID == gone })
            #expect(try await city.events(of: "plan").last == "PlanRepaired")
            #expect(
                await city.slug { _ = try await city.repair(plan.id, without: [gone]) }
                    == "not-in-plan")
            _ = try await city.check(plan.id)
            _ = try await city.consult(plan.id)
            #expect(await city.slug { _ = try await city.decide(plan.id) } == "")
        }
    }

    @Test("An upheld objection must be repaired before the decision")
    func upheld() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            let person = try await city.moves(plan.id)[0].personID
            let objection = try await city.object(plan.id, about: person, as: .school(city.lead))
            _ = try await city.answer(plan.id, objection.id, "upheld")
            #expect(await city.slug { _ = try await city.decide(plan.id) } == "objection-upheld")
            _ = try await city.repair(plan.id, without: [person])
            _ = try await city.check(plan.id)
            _ = try await city.consult(plan.id)
            #expect(await city.slug { _ = try await city.decide(plan.id) } == "")
        }
    }

    @Test("After the decision the placement ends and another begins; who has begun is not moved")
    func after() async throws {
        try await PlanCity.with { city in
            let plan = try await city.decided()
            let before = try await city.placements { $0.planID = plan.id }
            let gone = before[0].personID
            let answer = try await city.repair(plan.id, without: [gone])
            #expect(answer.plan.state == "decided")
            let after = try await city.placements { $0.planID = plan.id }
            #expect(after.count == 5)
            let ended = try #require(after.first { $0.personID == gone })
            #expect([ended.state, ended.ground] == ["ended", "withdrawn"])
            #expect(ended.from == ended.until)
            #expect(after.count { $0.state == "decided" } == 4)
            let added = try #require(answer.added.first)
            let begun = try #require(after.first { $0.personID == added.personID })
            #expect([begun.from, begun.until] == ["2026-09-01", "2029-09-01"])
            #expect(
                try await city.events(of: "placement").suffix(2)
                    == ["PlacementEndedEarly", "PlacementDecided"])
        }
    }

    @Test("Without a plan that keeps every rule the repair says so and changes nothing")
    func impossible() async throws {
        try await PlanCity.with(keys: 2) { city in
            let plan = try await city.consulted()
            let keys = try await city.moves(plan.id).filter(\.isKey).map(\.personID)
            #expect(keys.count == 2)
            #expect(
                await city.slug { _ = try await city.repair(plan.id, without: [keys[0]]) }
                    == "no-repair")
            #expect(try await city.get(plan.id).plan.version == plan.version)
            #expect(
                await city.slug { _ = try await city.repair(plan.id, without: []) }
                    == "bad-withdrawn")
        }
    }

    @Test("A plan is explained: a teacher, a school, the rules; nothing is explained too early")
    func explained() async throws {
        try await PlanCity.with { city in
            let waiting = try await city.start()
            func explain(
                _ id: String, person: String = "", school: String = ""
            ) async throws -> [String] {
                let request = Taoli_Rotation_V1_ExplainPlanRequest.with {
                    $0.planID = id
                    $0.personID = person
                    $0.schoolID = school
                }
                return try await city.plans("ExplainPlan") {
                    try await $0.explainPlan(request: request, context: $1)
                }.reasons.map(\.english)
            }
            #expect(await city.slug { _ = try await explain(waiting.id) } == "no-plan-yet")
            #expect(try await city.runner.round())
            let move = try await city.moves(waiting.id)[0]
            let going = try await explain(waiting.id, person: move.personID)
            #expect(going.first?.hasPrefix("From 牵头校 to ") == true)
            let posts = try await explain(waiting.id, school: city.near.text)
            #expect(posts.contains { $0.contains("近校 chinese: 1 needed") })
            let rules = try await explain(waiting.id)
            #expect(rules.contains { $0.contains("(SH-3)") })
            #expect(
                await city.slug { _ = try await explain(waiting.id, person: UUID().text) }
                    == "not-found")
            #expect(
                await city.slug {
                    _ = try await explain(
                        waiting.id, person: move.personID, school: city.near.text)
                } == "person-or-school")
        }
    }
}
