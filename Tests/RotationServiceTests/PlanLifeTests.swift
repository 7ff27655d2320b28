import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RotationService

@Suite("The life of a plan, against PostgreSQL")
struct PlanLifeTests {
    @Test("Solved, checked, consulted, objected to, answered, decided: each step is an event")
    func whole() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            let person = try await city.moves(plan.id)[0].personID
            let objection = try await city.object(
                plan.id, about: person, as: .school(city.lead))
            #expect(objection.status == "open")
            #expect(objection.unit == "school/\(city.lead.text)")
            #expect(await city.slug { _ = try await city.decide(plan.id) } == "objections-open")
            let answered = try await city.answer(plan.id, objection.id, "rejected")
            #expect(answered.status == "rejected")
            let decided = try await city.decide(plan.id)
            #expect(decided.plan.state == "decided")
            #expect(decided.placements == 4)
            #expect(
                try await city.events(of: "plan") == [
                    "PlanStarted", "PlanSolved", "PlanChecked", "PlanConsultationOpened",
                    "PlanObjectionRaised", "PlanObjectionAnswered", "PlanDecided",
                ])
            #expect(
                try await city.events(of: "placement")
                    == Array(repeating: "PlacementDecided", count: 4))
            // The bureau is to answer, the school that objected hears the answer; no other school.
            let payloads = try await city.fixture.database.superuser.query(
                "SELECT payload FROM bus.outbox WHERE type LIKE '%PlanObjection%' ORDER BY id"
            ).map { try $0.get("payload", as: Data.self) }
            let raised = try Taoli_Rotation_Events_V1_PlanObjectionRaised(
                serializedBytes: try #require(payloads.first))
            let told = try Taoli_Rotation_Events_V1_PlanObjectionAnswered(
                serializedBytes: try #require(payloads.last))
            #expect(raised.facts.recipients == ["district/\(raised.facts.district)"])
            #expect(told.facts.recipients == [objection.unit])
            let placements = try await city.placements { $0.planID = plan.id }
            #expect(placements.count == 4)
            for placement in placements {
                #expect(placement.state == "decided")
                #expect([placement.from, placement.until] == ["2026-09-01", "2029-09-01"])
                #expect(placement.homeSchoolName == "牵头校")
                #expect([placement.clause, placement.appraiser] == ["SH-3", "receiving"])
            }
        }
    }

    @Test("A plan decided on stale facts is refused with what changed; as it was, it passes")
    func stale() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            let newcomer = try city.story.person()
            try city.story.employ(newcomer, at: city.lead, subject: "english")
            try await city.project()
            do {
                _ = try await city.decide(plan.id)
                Issue.record("a stale plan was decided")
            } catch let refusal as Refusal {
                #expect(refusal.slug == "plan-stale")
                #expect(refusal.what.english.contains("teacher \(newcomer.text) came in"))
            }
            let shown = try await city.get(plan.id)
            #expect(shown.plan.state == "consulted")
            #expect(shown.stale.map(\.english) == ["teacher \(newcomer.text) came in"])
            #expect(try await city.placements().isEmpty)
        }
    }

    @Test("What the bureau records afterwards makes a plan stale too")
    func staleInputs() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            try await city.record { request in
                request.places = [
                    .with {
                        $0.schoolID = city.near.text
                        $0.stage = "junior"
                        $0.places = 1
                    }
                ]
            }
            #expect(await city.slug { _ = try await city.decide(plan.id) } == "plan-stale")
            let again = try await city.consulted()
            #expect(await city.slug { _ = try await city.decide(again.id) } == "")
        }
    }

    @Test("Who left the school after the day of the facts is not placed")
    func leftSince() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            let person = try await city.moves(plan.id)[0].personID
            try await city.leave(try #require(UUID(uuidString: person)), on: "2026-09-15")
            let autumn = city.at(year: 2026, month: 10, day: 10)
            do {
                _ = try await autumn.decide(plan.id)
                Issue.record("somebody was placed who has left")
            } catch let refusal as Refusal {
                #expect(refusal.slug == "plan-stale")
                #expect(refusal.what.english.contains("teacher \(person) is gone"))
            }
            #expect(
                try await autumn.get(plan.id).stale.map(\.english)
                    == ["teacher \(person) is gone"])
            let over = city.at(year: 2027, month: 9, day: 1)
            #expect(await city.slug { _ = try await over.decide(plan.id) } == "year-over")
        }
    }

    @Test("Who decides second is told so, and who repeats the same request gets the same answer")
    func twice() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            let request = PlanCity.requestID()
            let first = try await city.decide(plan.id, requestID: request)
            #expect(try await city.decide(plan.id, requestID: request) == first)
            #expect(await city.slug { _ = try await city.decide(plan.id) } == "plan-decided")
            #expect(try await city.placements().count == 4)
        }
    }

    @Test("Two deciding at once: one wins, the other is told")
    func atOnce() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            async let one = city.slug { _ = try await city.decide(plan.id) }
            async let other = city.slug { _ = try await city.decide(plan.id) }
            #expect(Set(await [one, other]) == ["", "plan-decided"])
            #expect(try await city.placements().count == 4)
            #expect(try await city.events(of: "plan").count { $0 == "PlanDecided" } == 1)
        }
    }

    @Test("Of two plans of one year one is decided, at once or one after the other")
    func twoPlans() async throws {
        try await PlanCity.with { city in
            let (first, second) = (try await city.consulted(), try await city.consulted())
            async let one = city.slug { _ = try await city.decide(first.id) }
            async let other = city.slug { _ = try await city.decide(second.id) }
            let slugs = await [one, other]
            #expect(slugs.count { $0.isEmpty } == 1)
            #expect(
                slugs.allSatisfy {
                    ["", "year-decided", "plan-stale", "teacher-placed-already"].contains($0)
                }, "\(slugs)")
            #expect(try await city.placements().count == 4)
            #expect(await city.slug { _ = try await city.start() } == "year-decided")
        }
    }

    @Test("A version that was not looked at, and a decision before the time without a reason")
    func guards() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            #expect(
                await city.slug { _ = try await city.decide(plan.id, version: 1) }
                    == "plan-changed")
            #expect(
                await city.slug { _ = try await city.decide(plan.id, reason: "") }
                    == "consultation-open")
            #expect(
                await city.slug { _ = try await city.decide(plan.id, years: 2) }
                    == "stay-too-short")
            #expect(
                await city.slug { _ = try await city.decide(plan.id, version: plan.version) } == "")
        }
    }

    @Test("Nobody is in two places: the database itself refuses the second placement")
    func twoPlaces() async throws {
        try await PlanCity.with { city in
            let plan = try await city.decided()
            let pool = city.fixture.database.superuser
            let copy: SQL = """
                INSERT INTO rotation.placement SELECT gen_random_uuid(), plan_id, group_id, \
                district, districts, person_id, kind, home, receiving, stage, subject, is_key, \
                school_year, starts_on + 30, ends_on, state, pack, pack_version, clause, \
                years_at_least, appraiser, began_on, ground, ended_reason, version \
                FROM rotation.placement WHERE plan_id::text = \(plan.id) LIMIT 1
                """
            do {
                _ = try await pool.execute(copy)
                Issue.record("somebody is in two places")
            } catch let error as PostgresError {
                #expect(error.kind == .uniqueViolation(constraint: "placement_of_person"))
            }
        }
    }

    @Test("A teacher who is placed elsewhere meanwhile makes the plan stale")
    func placedElsewhere() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            let person = try await city.moves(plan.id)[0].personID
            _ = try await city.fixture.database.superuser.execute(
                """
                INSERT INTO rotation.placement (id, plan_id, group_id, district, districts, \
                person_id, kind, home, receiving, stage, subject, is_key, school_year, \
                starts_on, ends_on, state, pack, pack_version, clause, years_at_least, \
                ended_reason, version) SELECT gen_random_uuid(), p.id, gen_random_uuid(), \
                p.district, p.districts, \(person)::uuid, 'rotation', p.sending[1], \
                gen_random_uuid(), 'junior', '', false, '2026-2027', '2026-09-01', \
                '2029-09-01', 'decided', 'SH', 'v', 'SH-3', 3, '', 1 FROM rotation.plan p
                """)
            do {
                _ = try await city.decide(plan.id)
                Issue.record("it was decided")
            } catch let refusal as Refusal {
                #expect(refusal.slug == "plan-stale")
                #expect(refusal.what.english.contains("teacher \(person) is placed elsewhere"))
            }
        }
    }

    @Test("Roles and districts that are not concerned are refused at every step")
    func strangers() async throws {
        try await PlanCity.with { city in
            let plan = try await city.consulted()
            let other = Caller.district("440111")
            #expect(
                await city.slug { _ = try await city.check(plan.id, as: other) }
                    == "not-your-district")
            #expect(
                await city.slug { _ = try await city.consult(plan.id, as: other) }
                    == "not-your-district")
            #expect(
                await city.slug { _ = try await city.decide(plan.id, as: other) }
                    == "not-your-district")
            #expect(
                await city.slug { _ = try await city.withdraw(plan.id, as: other) }
                    == "not-your-district")
            #expect(
                await city.slug {
                    _ = try await city.repair(
                        plan.id, without: [city.people[0].text], as: other)
                } == "not-your-district")
            #expect(await city.slug { _ = try await city.get(plan.id, as: other) } == "not-found")
            #expect(
                await city.slug { _ = try await city.moves(plan.id, as: other) } == "not-found")
            #expect(
                await city.slug { _ = try await city.object(plan.id, as: .school(UUID())) }
                    == "not-your-plan")
            await #expect(throws: NotAdmitted.self) {
                _ = try await city.object(plan.id, as: PlanCity.bureau)
            }
            await #expect(throws: NotAdmitted.self) {
                _ = try await city.decide(plan.id, as: .school(city.lead))
            }
            #expect(
                await city.slug { _ = try await city.decide(UUID.version7().text) } == "not-found")
            #expect(await city.slug { _ = try await city.decide("x") } == "invalid-id")
        }
    }

    @Test("Schools and the group see a plan from the consultation on, and not before")
    func readers() async throws {
        try await PlanCity.with { city in
            let plan = try await city.solved()
            let readers: [Caller] = [
                .school(city.lead), .school(city.far), .group(city.group),
            ]
            for reader in readers {
                #expect(
                    await city.slug { _ = try await city.get(plan.id, as: reader) } == "not-found")
            }
            _ = try await city.check(plan.id)
            _ = try await city.consult(plan.id)
            for reader in readers {
                #expect(try await city.get(plan.id, as: reader).plan.sent == 4)
                #expect(try await city.moves(plan.id, as: reader).count == 4)
            }
            let stranger = Caller.school(UUID())
            #expect(
                await city.slug { _ = try await city.get(plan.id, as: stranger) } == "not-found")
            let auditor = Caller.at(.auditor, UnitReference(.district, "440105"), in: "440105")
            #expect(try await city.get(plan.id, as: auditor).plan.state == "consulted")
        }
    }

    @Test("Lists are cut into pages and narrowed; a foreign cursor is refused")
    func lists() async throws {
        try await PlanCity.with { city in
            for _ in 0..<3 { _ = try await city.start() }
            func page(
                as caller: Caller = PlanCity.bureau, size: Int32 = 2, cursor: String = "",
                state: String = ""
            ) async throws -> Taoli_Rotation_V1_ListPlansResponse {
                let request = Taoli_Rotation_V1_ListPlansRequest.with {
                    $0.pageSize = size
                    $0.cursor = cursor
                    $0.state = state
                    $0.schoolYear = "2026-2027"
                }
                return try await city.plans("ListPlans", as: caller) {
                    try await $0.listPlans(request: request, context: $1)
                }
            }
            let first = try await page()
            #expect(first.plans.count == 2)
            let second = try await page(cursor: first.nextCursor)
            #expect(second.plans.count == 1)
            #expect(second.nextCursor.isEmpty)
            #expect(Set((first.plans + second.plans).map(\.id)).count == 3)
            #expect(try await page(state: "decided").plans.isEmpty)
            #expect(try await page(as: .district("440111")).plans.isEmpty)
            #expect(await city.slug { _ = try await page(cursor: "x") } == "bad-cursor")
            #expect(await city.slug { _ = try await page(state: "x") } == "unknown-value")
            #expect(
                await city.slug { _ = try await page(cursor: first.nextCursor, state: "draft") }
                    == "cursor-of-other-list")
        }
    }
}
