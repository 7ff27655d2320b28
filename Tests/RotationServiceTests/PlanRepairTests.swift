// Ids made by these tests.
// swift-format-ignore-file: NeverForceUnwrap
import Foundation
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliRuntime
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

    @Test("A decided plan is repaired as often as it needs, whoever withdraws first")
    func again() async throws {
        try await PlanCity.with { city in
            let plan = try await city.decided(years: 4)
            // Newest first, so the last is the one that a first repair ends.
            let before = try await city.placements { $0.planID = plan.id }
            for gone in [before[3], before[0], before[1]] {
                let request = PlanCity.requestID()
                let answer = try await city.repair(
                    plan.id, without: [gone.personID], requestID: request)
                #expect(answer.added.count == 1)
                #expect(
                    try await city.repair(
                        plan.id, without: [gone.personID], requestID: request) == answer)
                let added = try await city.placements { $0.personID = answer.added[0].personID }
                #expect(added.map(\.until) == ["2030-09-01"])
            }
            let after = try await city.placements { $0.planID = plan.id }
            #expect(after.count { $0.state == "decided" } == 4)
        }
    }

    @Test("While a repair is searched for nothing is locked; what changed meanwhile is noticed")
    func outside() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            let gone = try await city.moves(plan.id)[0].personID
            let (threads, held) = (SolvingThread(places: 1), HeldSearches())
            try await held.hold(threads, 1, places: 1)
            let store = city.store(threads)
            let bureau = Caller(
                subject: "bureau", role: .district, unit: PlanCity.bureau.unit, scope: .all)
            let request = try CommandRequest(
                caller: bureau, method: "repair", requestID: PlanCity.requestID(),
                fingerprint: Data(), matches: { _ in true }, reason: "", traceparent: nil,
                now: PlanCity.now)
            let repair = Task { () -> Taoli_Rotation_V1_RepairPlanResponse in
                try await store.repair(
                    PlanID(plan.id)!, request, by: bureau, without: [PersonID(gone)!],
                    ready: nil
                ) { _, plan, _ in .with { $0.plan = plan.message("") } }
            }
            try await poll { threads.waitingCount == 1 }
            _ = try await city.object(plan.id, as: .school(city.lead))
            try await held.release()
            do {
                _ = try await repair.value
                Issue.record("it was repaired on what it had not looked at")
            } catch CallFailure.aborted {
            }
            #expect(try await city.get(plan.id).plan.state == "consulted")
            #expect(try await city.repair(plan.id, without: [gone]).plan.state == "draft")
        }
    }

    @Test("Whose placement ended before it began is replaced with the next repair")
    func lost() async throws {
        try await PlanCity.with { city in
            let plan = try await city.decided()
            let before = try await city.placements { $0.planID = plan.id }
            let (lost, gone) = (before[2], before[1])
            let later = city.at(year: 2026, month: 6, day: 22)
            _ = try await later.end(lost.id, on: "2026-06-22", ground: "transferred")
            let answer = try await city.repair(plan.id, without: [gone.personID])
            let withdrawn = [gone.personID, lost.personID]
            #expect(Set(answer.plan.withdrawnPersonIds) == Set(withdrawn))
            #expect(answer.added.count == 2)
            let after = try await city.placements { $0.planID = plan.id }
            let open = after.filter { $0.state == "decided" }
            #expect(open.count == 4)
            #expect(Set(open.map(\.personID)).isDisjoint(with: withdrawn))
        }
    }

    @Test("Who began and left is replaced from today when named; who is at work stays")
    func left() async throws {
        try await PlanCity.with { city in
            let plan = try await city.decided()
            _ = try await city.notify(plan.id)
            let before = try await city.placements { $0.planID = plan.id }
            let autumn = city.at(year: 2026, month: 9, day: 10)
            for placement in before { _ = try await autumn.begin(placement.id, on: "2026-09-01") }
            let spring = city.at(year: 2027, month: 3, day: 1)
            _ = try await spring.end(before[0].id, on: "2027-02-01", ground: "health")
            let working = before[1].personID
            #expect(
                await city.slug { _ = try await spring.repair(plan.id, without: [working]) }
                    == "placement-begun")
            let answer = try await spring.repair(plan.id, without: [before[0].personID])
            let added = try #require(answer.added.first)
            #expect(answer.added.count == 1 && answer.removed.count == 1)
            let substitute = try await city.placements { $0.personID = added.personID }
            #expect(substitute.map(\.from) == ["2027-03-01"])
            #expect(substitute.map(\.until) == ["2029-09-01"])
            let after = try await city.placements { $0.planID = plan.id }
            #expect(after.count { $0.state == "active" } == 3)
        }
    }

    @Test("Nobody is sent in a repair who has left the school since the plan was solved")
    func leaver() async throws {
        try await PlanCity.with { city in
            let plan = try await city.decided()
            let moves = try await city.moves(plan.id)
            let gone = try #require(moves.first { !$0.isKey } ?? moves.first)
            // Of all who could come in, one of the same subject is left.
            let going = Set(moves.map(\.personID))
            let place = try #require(city.people.firstIndex { $0.text == gone.personID })
            let others = city.people.indices.filter { !going.contains(city.people[$0].text) }
            let last = try #require(others.last { $0 % 4 == place % 4 })
            let only = city.people[last]
            for number in others where number != last {
                try await city.leave(city.people[number])
            }
            let answer = try await city.repair(plan.id, without: [gone.personID])
            #expect(answer.added.map(\.personID) == [only.text])
        }
    }

    @Test(
        "A ready plan is repaired too, and so is one that no longer can keep every rule, if so asked"
    )
    func ready() async throws {
        try await PlanCity.with(keys: 0) { city in
            let plan = try await city.solved()
            _ = try await city.check(plan.id, ready: "quota_first")
            _ = try await city.consult(plan.id)
            _ = try await city.decide(plan.id)
            let gone = try await city.placements { $0.planID = plan.id }[0].personID
            let answer = try await city.repair(plan.id, without: [gone])
            #expect([answer.plan.state, answer.plan.readyPlan] == ["decided", "quota_first"])
            #expect([answer.plan.keyMissing, answer.plan.quotaMissing] == [Int32]([2, 0]))
            #expect(answer.removed.count == 1 && answer.added.count == 1)
        }
        try await PlanCity.with(keys: 2) { city in
            let plan = try await city.decided()
            let key = try #require(try await city.moves(plan.id).first(where: \.isKey)?.personID)
            #expect(
                await city.slug { _ = try await city.repair(plan.id, without: [key]) }
                    == "no-repair")
            let answer = try await city.repair(plan.id, without: [key], ready: "quota_first")
            #expect([answer.plan.state, answer.plan.readyPlan] == ["decided", "quota_first"])
            #expect([answer.plan.keyMissing, answer.plan.quotaMissing] == [Int32]([1, 0]))
            let after = try await city.placements { $0.planID = plan.id }
            #expect(after.count { $0.state == "decided" } == 4)
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
