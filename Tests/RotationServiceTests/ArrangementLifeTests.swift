// Fixed texts that are dates and codes.
// swift-format-ignore-file: NeverForceUnwrap
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RotationService

@Suite("Placements arranged singly, against PostgreSQL")
struct ArrangementLifeTests {
    @Test("SH-4: a secondment from a weak school, its duty seen by that school alone and taken up")
    func duty() async throws {
        try await PlanCity.with(recorded: false) { city in
            let person = try await city.weakTeacher()
            let made = try await city.arrange("secondment", [person], to: city.lead)
            let stay = try #require(made.first)
            #expect(stay.planID.isEmpty && stay.arrangedBy == "bureau")
            #expect(
                [stay.state, stay.duty.state, stay.clause] == ["decided", "conditional", "SH-4"])
            let later = city.at(year: 2026, month: 9, day: 10)
            #expect(try await later.notify { $0.placementID = stay.id } == 1)
            _ = try await later.begin(stay.id, on: "2026-09-01", as: .school(city.lead))
            let summer = city.at(year: 2027, month: 7, day: 1)
            _ = try await summer.appraise(stay.id, year: 2026)
            let autumn = city.at(year: 2027, month: 9, day: 2)
            #expect(try await autumn.duties(as: .school(city.near)).isEmpty)
            let completed = try await autumn.complete(stay.id)
            #expect(completed.duty.state == "open")
            #expect(completed.duty.openedOn == "2027-09-02")
            #expect(try await autumn.duties("open", as: .school(city.near)).map(\.id) == [stay.id])
            #expect(try await autumn.duties(as: .school(city.lead)).isEmpty)
            #expect(try await autumn.duties(as: .district("440111")).isEmpty)
            #expect(
                await city.slug {
                    _ = try await autumn.takeUp(stay.id, as: .school(city.lead))
                } == "not-your-district")
            let taken = try await autumn.takeUp(stay.id, as: .school(city.near))
            #expect([taken.duty.state, taken.duty.task] == ["taken_up", "research_guidance"])
            #expect(try await autumn.duties("open", as: .school(city.near)).isEmpty)
            #expect(try await autumn.duties("taken_up", as: .school(city.near)).count == 1)
            #expect(
                try await city.events(of: "placement") == [
                    "PlacementDecided", "PlacementNotified", "PlacementBegan",
                    "PlacementAppraised", "PlacementCompleted", "ReturnDutyTakenUp",
                ])
            let payloads = try await city.fixture.database.superuser.query(
                "SELECT payload FROM bus.outbox WHERE type LIKE '%PlacementCompleted'")
            let event = try Taoli_Rotation_Events_V1_PlacementCompleted(
                serializedBytes: try payloads[0].get("payload", as: Data.self))
            #expect(event.dutyTasks == ["teaching_management", "research_guidance"])
            #expect(event.facts.planID.isEmpty && event.facts.share == 100)
        }
    }

    @Test("SH-6: shares of one day are at most the whole, whoever arranges at the same moment")
    func shares() async throws {
        try await PlanCity.with(recorded: false) { city in
            let person = city.people[0]
            let first = try await city.arrange("part_time", [person], to: city.near, share: 60)
            #expect(first.map(\.share) == [60])
            #expect(
                await city.slug {
                    _ = try await city.arrange("part_time", [person], to: city.far, share: 41)
                } == "teacher-placed-already")
            _ = try await city.arrange("part_time", [person], to: city.far, share: 40)
            // Before and after those days the whole is free again.
            _ = try await city.arrange(
                "shadowing", [person], to: city.far, from: "2027-09-01", until: "2028-09-01")
            #expect(
                await city.slug {
                    _ = try await city.arrange(
                        "part_time", [person], to: city.near, from: "2026-01-01",
                        until: "2028-01-01", share: 1)
                } == "teacher-placed-already")
            let other = city.people[1]
            let outcomes = await withTaskGroup(of: String.self) { group in
                for school in [city.near, city.far] {
                    group.addTask {
                        await city.slug {
                            _ = try await city.arrange(
                                "part_time", [other], to: school, share: 60)
                        }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.sorted() == ["", "teacher-placed-already"])
            #expect(try await city.placements { $0.personID = other.text }.count == 1)
            #expect(try await city.placements { $0.kind = "shadowing" }.count == 1)
        }
    }

    @Test("Who is away for a part of the time is not sent by a plan, and one sent has no part left")
    func besidesPlans() async throws {
        try await PlanCity.with { city in
            let busy = city.people[0]
            _ = try await city.arrange("part_time", [busy], to: city.near, share: 20)
            let plan = try await city.decided()
            let sent = try await city.placements { $0.planID = plan.id }
            #expect(sent.count == 4)
            #expect(!sent.map(\.personID).contains(busy.text))
            let away = try #require(UUID(uuidString: sent[0].personID))
            #expect(
                await city.slug {
                    _ = try await city.arrange("part_time", [away], to: city.far, share: 10)
                } == "teacher-placed-already")
            // The year's flow counts the plan's own, the stock whole working time alone.
            let later = city.at(year: 2026, month: 9, day: 10)
            let quota = try #require(try await later.quotas().first { $0.role == "strong" })
            #expect([quota.sent, quota.servingOut] == [Int32]([4, 4]))
        }
    }

    @Test("A group carries on what it arranged; another group, a school and another bureau do not")
    func authority() async throws {
        try await PlanCity.with(recorded: false) { city in
            let group = Caller.group(city.group)
            let person = try await city.weakTeacher()
            let mentor = city.people[0]
            let made = try await city.arrange(
                "mentoring", [person], to: city.lead, share: 20, mentor: mentor, as: group)
            let stay = try #require(made.first)
            #expect([stay.arrangedBy, stay.mentorID] == ["group", mentor.text])
            for caller in [Caller.group(UUID()), .district("440111")] {
                #expect(
                    await city.slug {
                        _ = try await city.arrange(
                            "shadowing", [city.people[2]], to: city.near, as: caller)
                    } == "not-your-district")
            }
            await #expect(throws: NotAdmitted.self) {
                _ = try await city.arrange(
                    "shadowing", [city.people[2]], to: city.near, as: .school(city.lead))
            }
            let later = city.at(year: 2026, month: 10, day: 1)
            #expect(try await later.notify(as: group) { $0.placementID = stay.id } == 1)
            _ = try await later.begin(stay.id, on: "2026-09-01", as: group)
            let summer = city.at(year: 2027, month: 7, day: 1)
            _ = try await summer.appraise(stay.id, year: 2026)
            let autumn = city.at(year: 2027, month: 9, day: 1)
            #expect(try await autumn.complete(stay.id, as: group).state == "completed")
            let certificate = try await autumn.certificate(mentor.text)
            #expect([certificate.months, certificate.mentoringMonths] == [Int32]([0, 12]))
            #expect(certificate.lines.map(\.asMentor) == [true])
            #expect(try await autumn.certificate(person.text).months == 12)
        }
    }

    @Test("XN-5: a team with its posts and who comes in return; one joins in the place of another")
    func team() async throws {
        try await PlanCity.with(recorded: false) { city in
            let manager = try await city.teacher(at: city.lead, post: "middle_manager")
            let back = try await city.weakTeacher()
            let posts = [
                (city.people[0], "executive_principal"), (manager, "middle_manager"),
                (city.people[1], "key_teacher"), (city.people[2], "key_teacher"),
                (city.people[3], "key_teacher"),
            ]
            let made = try await city.arrange(pack: "XN", to: city.near, until: "2029-09-01") {
                $0.kind = "management_dispatch"
                $0.mode = "entrusted"
                $0.members = posts.map { person, post in
                    .with {
                        $0.personID = person.text
                        $0.post = post
                    }
                }
                $0.inReturnPersonIds = [back.text]
            }
            #expect(made.count == 6)
            #expect(made.last?.kind == "shadowing")
            #expect(made.last?.receivingSchoolID == city.lead.text)
            #expect(Set(made.map(\.teamID)).count == 1)
            let team = made[0].teamID
            #expect(try await city.placements { $0.teamID = team }.count == 6)
            let later = city.at(year: 2026, month: 9, day: 10)
            #expect(try await later.notify { $0.teamID = team } == 6)
            #expect(
                await city.slug { _ = try await later.notify { $0.teamID = team } }
                    == "nothing-to-notify")
            _ = try await later.end(made[2].id, on: "2026-09-01", ground: "health")
            let joined = try await city.arrange(
                pack: "XN", to: city.near, from: "2027-02-20", until: "2029-09-01"
            ) {
                $0.kind = "management_dispatch"
                $0.mode = "entrusted"
                $0.teamID = team
                $0.members = [
                    .with {
                        $0.personID = city.people[4].text
                        $0.post = "key_teacher"
                    }
                ]
            }
            #expect(joined.map(\.teamID) == [team])
            #expect(
                await city.slug { _ = try await later.notify { _ in } } == "one-of-three")
        }
    }

    @Test(
        "SH-6: allowances by verified months and the bureau's rate; XN-25: what establishments support"
    )
    func entitlements() async throws {
        try await PlanCity.with(recorded: false) { city in
            try city.story.designate(city.lead, "urban", stage: "")
            try city.story.designate(city.near, "rural", stage: "")
            try await city.project()
            let person = city.people[0]
            let stay = try await city.arrange("part_time", [person], to: city.near, share: 40)[0]
            let later = city.at(year: 2026, month: 9, day: 10)
            _ = try await later.notify { $0.placementID = stay.id }
            #expect(try await later.allowances().isEmpty)
            _ = try await later.begin(stay.id, on: "2026-09-01")
            let spring = city.at(year: 2027, month: 2, day: 1)
            let unpriced = try #require(try await spring.allowances().first)
            #expect([unpriced.months, unpriced.monthsWithoutRate] == [Int32]([5, 5]))
            #expect(unpriced.fen == 0 && unpriced.clause == "SH-6")
            #expect(
                await city.slug {
                    _ = try await spring.setRate(60_000, as: .district("440111"))
                } == "not-your-district")
            let rate = try await spring.setRate(60_000)
            #expect(rate.fenPerMonth == 60_000)
            let due = try #require(try await spring.allowances().first)
            #expect([due.months, due.monthsWithoutRate] == [Int32]([5, 0]))
            #expect(due.fen == 5 * 60_000 * 40 / 100 && due.rateSource == "ours")
            // A correction of the same day holds from then on; both are listed.
            _ = try await spring.setRate(50_000)
            #expect(try await spring.allowances().first?.fen == 100_000)
            #expect(try await spring.rates().map(\.fenPerMonth) == [50_000, 60_000])
            #expect(try await spring.rates(as: .district("440111")).isEmpty)
            #expect(try await spring.allowances(as: .school(city.near)).count == 1)
            #expect(try await spring.allowances(as: .school(city.far)).isEmpty)
            #expect(
                try await city.events(of: "allowance") == ["AllowanceRateSet", "AllowanceRateSet"])
            let support = try await spring.support()
            #expect(support.map(\.schoolID) == [city.lead.text])
            #expect(support.map(\.postsHundredths) == [40])
            #expect(support.first?.kinds.map(\.kind) == ["part_time"])
            #expect(try await spring.support(kinds: ["rotation"]).isEmpty)
            #expect(try await spring.support(as: .school(city.near)).isEmpty)
            #expect(try await spring.support(as: .school(city.lead)).count == 1)
        }
    }
}
