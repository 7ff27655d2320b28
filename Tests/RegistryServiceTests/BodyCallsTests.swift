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

@Suite("Bodies on a real database")
struct BodyCallsTests {
    @Test("TC-3: a council led by the lead's principal, with its history on any day")
    func council() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "TC")
            let body = try await city.establish(
                "council", at: "group/\(group.id)", as: .council(group.id))
            #expect(body.name == "理事会或总校" && body.clause == "TC-3" && body.pack == "TC")
            let lead = try await city.principal(of: city.first)
            let other = try await city.principal(of: city.nineYear)
            let wrong = try await refusal {
                try await city.appoint(body.id, "chair") { $0.personID = other }
            }
            #expect(wrong.slug == "not-the-principal" && wrong.clause == "TC-3")
            let early = try await refusal {
                try await city.appoint(body.id, "chair", from: "2024-08-31") { $0.personID = lead }
            }
            #expect(early.slug == "body-not-established")
            let unknown = try await refusal {
                try await city.appoint(body.id, "chair") { $0.personID = requestID() }
            }
            #expect(unknown.slug == "not-found" && unknown.field == "person_id")
            let chair = try await city.appoint(body.id, "chair") { $0.personID = lead }
            #expect(chair.body.members.map(\.unitName) == ["海珠第一小学"])
            #expect(chair.findings.map(\.rule) == ["bodies.posts.deputy_chair"])
            let deputy = try await city.appoint(
                body.id, "deputy_chair", as: .haizhu, from: "2025-10-01"
            ) {
                $0.office = "校长"
                $0.unit = "school/\(city.second.schoolID)"
            }
            #expect(deputy.findings.isEmpty)
            let left = try await city.release(
                body.id, chair.appointmentID, until: "2026-02-01")
            #expect(left.findings.map(\.clause) == ["TC-3"])
            #expect(try await city.getBody(body.id, on: "2025-09-01").body.members.count == 1)
            #expect(try await city.getBody(body.id, on: "2026-01-31").body.members.count == 2)
            #expect(try await city.getBody(body.id, on: "2026-02-01").body.members.count == 1)
            #expect(try await city.getBody(body.id, on: "2025-08-31").body.members.isEmpty)
        }
    }

    @Test("A body's history has its members and its agenda, page by page, for those it concerns")
    func history() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "XN")
            let (body, seats) = try await city.council(
                group, posts: ["council_member", "council_member"])
            let item = try await city.propose(body) { $0.matter = "general" }
            _ = try await city.decide(item.id, present: seats, favour: 2)
            @Sendable func page(_ cursor: String, as caller: Caller) async throws
                -> Taoli_Registry_V1_BodyHistoryResponse
            {
                try await city.service.calling(
                    "taoli.registry.v1.BodyService/BodyHistory", as: caller
                ) {
                    try await city.bodies.bodyHistory(
                        request: .with {
                            $0.id = body
                            $0.page.size = 3
                            $0.page.cursor = cursor
                        }, context: $0)
                }
            }
            let first = try await page("", as: .council(group.id))
            let rest = try await page(first.nextCursor, as: .council(group.id))
            #expect(rest.nextCursor.isEmpty)
            #expect(
                (first.changes + rest.changes).map(\.what) == [
                    "BodyEstablished", "BodyMemberAppointed", "BodyMemberAppointed",
                    "BodyResolutionProposed", "BodyResolutionDecided",
                ])
            #expect(first.changes.allSatisfy { $0.actorRole.contains("city") })
            let foreign = try await refusal { try await page("", as: .yuexiu) }
            #expect(foreign.slug == "not-found")
        }
    }

    @Test("TC-24, XN-29: a leading group at the bureau, and one above it, by offices")
    func leadingGroups() async throws {
        try await RegistryFixture.with { city in
            try await city.bind("XN")
            let body = try await city.establish(
                "leading_group", at: "district/440105", as: .haizhu)
            #expect(body.clause == "XN-29" && body.unitName == "海珠")
            let head = try await city.appoint(body.id, "leading_head", as: .haizhu) {
                $0.office = "分管副区长"
                $0.unit = "district/440105"
            }
            #expect(head.body.members.map(\.office) == ["分管副区长"])
            let second = try await refusal {
                try await city.appoint(body.id, "leading_head", as: .haizhu) {
                    $0.office = "另一位"
                }
            }
            #expect(second.slug == "seats-full" && second.clause == "XN-29")
            let again = try await refusal {
                try await city.establish("leading_group", at: "district/440105", as: .haizhu)
            }
            #expect(again.slug == "body-exists")
            let foreign = try await refusal {
                try await city.establish("leading_group", at: "district/440105", as: .yuexiu)
            }
            #expect(foreign.slug == "not-your-unit")
            let unbound = try await refusal {
                try await city.establish("leading_group", at: "district/440104", as: .yuexiu)
            }
            #expect(unbound.slug == "no-policy-bound")
        }
    }

    @Test("XN-23: a member's major matter is decided by the council without the member's vote")
    func majorMatter() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "XN")
            let (body, seats) = try await city.council(
                group, posts: ["council_member", "council_member"])
            let school = Caller.school(city.second.schoolID)
            let item = try await city.propose(body, as: school) {
                $0.matter = "member"
                $0.schoolID = city.second.schoolID.description
            }
            #expect(item.status == "proposed" && item.schoolName == "海珠第二小学")
            let unheard = try await refusal {
                try await city.decide(item.id, present: seats, favour: 1) {
                    $0.tally.against = 0
                }
            }
            #expect(unheard.slug == "not-heard")
            let decided = try await city.decide(
                item.id, present: seats, favour: 1, as: .council(group.id)
            ) {
                $0.tally.against = 0
                $0.hearing = "陈述记录 1 号"
            }
            #expect(decided.status == "adopted" && decided.members == 1 && decided.voting == 1)
            #expect(try await city.getResolution(item.id, as: school) == decided)
            #expect(decided.rule == "general_session" && decided.clause.isEmpty)
        }
    }

    @Test("TC-6: advice is attached, a resolution is decided once, also by two at the same time")
    func once() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "TC")
            let (body, seats) = try await city.council(group, posts: ["chair", "deputy_chair"])
            let committee = try await city.establish(
                "expert_committee", at: "group/\(group.id)")
            let item = try await city.propose(body) { _ in }
            let advised = try await city.service.calling(
                "taoli.registry.v1.BodyService/AdviseResolution", as: .council(group.id)
            ) {
                try await city.bodies.adviseResolution(
                    request: .with {
                        $0.requestID = requestID()
                        $0.resolutionID = item.id
                        $0.adviserID = committee.id
                        $0.reference = "咨询意见 3 号"
                        $0.on = "2025-10-01"
                    }, context: $0
                ).resolution
            }
            #expect(advised.advice.map(\.adviserName) == ["专业委员会"])
            let results = await withTaskGroup(of: String.self) { tasks in
                for favour in [Int32(2), 0] {
                    tasks.addTask { @Sendable in
                        do {
                            return try await city.decide(item.id, present: seats, favour: favour)
                                .status
                        } catch let refusal as Refusal {
                            return refusal.slug
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await tasks.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(results.contains("resolution-over") && results.count == 2)
            let kept = try await city.getResolution(item.id)
            #expect(["adopted", "rejected"].contains(kept.status) && results.contains(kept.status))
            #expect(kept.advice == advised.advice)
        }
    }

    @Test("The same request answers the same; every change is an event, and none holds a title")
    func events() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "TC")
            let (body, seats) = try await city.council(group, posts: ["chair", "deputy_chair"])
            let item = try await city.propose(body) { _ in }
            let request = requestID()
            let once = try await city.decide(item.id, present: seats, favour: 2, request: request)
            let again = try await city.decide(item.id, present: seats, favour: 2, request: request)
            #expect(once == again)
            let rows = try await city.service.database.superuser.query(
                """
                SELECT sequence, type, payload FROM bus.outbox \
                WHERE topic = 'taoli.registry.body' ORDER BY id
                """)
            #expect(try rows.map { try $0.get("sequence", as: Int64.self) } == [1, 2, 3, 4, 5])
            let prefix = "taoli.registry.events.v1."
            #expect(
                try rows.map { try $0.get("type", as: String.self) }
                    == [
                        "BodyEstablished", "BodyMemberAppointed", "BodyMemberAppointed",
                        "BodyResolutionProposed", "BodyResolutionDecided",
                    ].map { prefix + $0 })
            for row in rows {
                let bytes: Data = try row.get("payload")
                #expect(bytes.range(of: Data("张老师".utf8)) == nil)
            }
            let last: Data = try #require(rows.last).get("payload")
            let decided = try Taoli_Registry_Events_V1_BodyResolutionDecided(
                serializedBytes: last)
            #expect(
                decided.facts.recipients == [
                    "group/\(group.id)", "school/\(city.first.schoolID)",
                    "school/\(city.second.schoolID)", "city/440100",
                ])
        }
    }

    @Test("Another district sees and changes nothing, unless a school of its own is in the group")
    func scope() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "XN")
            let (body, _) = try await city.council(
                group, posts: ["council_member", "council_member"])
            let item = try await city.propose(body) { _ in }
            let stranger = Caller.school(city.nineYear.schoolID)
            let guest = Caller.school(city.elsewhere.schoolID, in: RegistryFixture.yuexiu)
            for caller in [Caller.yuexiu, stranger, guest] {
                #expect(
                    try await refusal { try await city.getBody(body, as: caller) }.slug
                        == "not-found")
                #expect(
                    try await refusal { try await city.getResolution(item.id, as: caller) }.slug
                        == "not-found")
                #expect(try await city.listBodies(as: caller).bodies.isEmpty)
                let refused = try await refusal {
                    try await city.appoint(body, "council_member", as: caller) {
                        $0.office = "某人"
                    }
                }
                #expect(refused.slug == "not-your-unit")
            }
            _ = try await city.join(city.elsewhere, group.id, from: "2025-10-01")
            for caller in [Caller.yuexiu, guest] {
                #expect(try await city.getBody(body, as: caller).body.id == body)
                #expect(try await city.listBodies(as: caller).bodies.map(\.id) == [body])
                let refused = try await refusal {
                    try await city.decide(item.id, present: [], favour: 0, as: caller)
                }
                #expect(refused.slug == "not-your-unit")
            }
            #expect(try await city.getBody(body, as: .council(group.id)).body.id == body)
        }
    }

    @Test("TC-6, XN-11: a council's step of a case rests on a resolution about this very case")
    func ofCases() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "XN")
            let (body, seats) = try await city.council(
                group, posts: ["council_member", "council_member"])
            var item = try await city.openJoining(city.nineYear, group.id)
            item = try await city.answer(item, "J.1", as: .school(city.nineYear.schoolID)).case
            let joining = item
            func answer(_ resolution: String) async throws -> Taoli_Registry_V1_Case {
                try await city.answer(joining, "J.2", as: .council(group.id)) {
                    for index in $0.papers.indices {
                        $0.papers[index].reference = "resolution/\(resolution)"
                    }
                }.case
            }
            let other = try await city.propose(body) { _ in }
            _ = try await city.decide(other.id, present: seats, favour: 2)
            let about = try await city.propose(body) {
                $0.matter = "case"
                $0.caseID = joining.id
            }
            for wrong in [other.id, about.id, requestID(), "x"] {
                let refused = try await refusal { try await answer(wrong) }
                #expect(refused.slug == "not-the-groups-resolution" && refused.clause == nil)
            }
            let first = try await city.propose(body) {
                $0.matter = "case"
                $0.caseID = joining.id
            }
            let rejected = try await city.decide(first.id, present: seats, favour: 0)
            #expect(rejected.status == "rejected")
            let unheard = try await refusal { try await answer(first.id) }
            #expect(unheard.slug == "resolution-says-otherwise" && unheard.clause == nil)
            _ = try await city.decide(about.id, present: seats, favour: 2)
            let against = try await refusal {
                try await city.answer(joining, "J.2", as: .council(group.id)) {
                    $0.outcome = "no"
                    $0.reason = "不同意"
                    for index in $0.papers.indices {
                        $0.papers[index].reference = "resolution/\(about.id)"
                    }
                }
            }
            #expect(against.slug == "resolution-says-otherwise")
            let answered = try await answer(about.id)
            #expect(answered.steps.first { $0.id == "J.2" }?.state == "over")
            let foreign = try await refusal {
                try await city.propose(body) {
                    $0.matter = "case"
                    $0.caseID = requestID()
                }
            }
            #expect(foreign.slug == "not-found")
        }
    }

    @Test("Lists are narrowed by unit, kind and day, page by page")
    func lists() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.unit(under: "XN")
            let unit = "group/\(group.id)"
            let council = try await city.establish("council", at: unit)
            _ = try await city.establish("supervisors", at: unit, from: "2025-10-01")
            let office = try await city.establish("office", at: unit)
            _ = try await city.establish("leading_group", at: "district/440105")
            let first = try await city.listBodies {
                $0.unit = unit
                $0.page.size = 2
            }
            #expect(first.bodies.count == 2 && !first.nextCursor.isEmpty)
            let cursor = first.nextCursor
            let rest = try await city.listBodies {
                $0.unit = unit
                $0.page.size = 2
                $0.page.cursor = cursor
            }
            #expect(rest.bodies.map(\.id) == [council.id] && rest.nextCursor.isEmpty)
            let before = try await city.listBodies {
                $0.unit = unit
                $0.on = "2025-09-30"
            }
            #expect(before.bodies.map(\.id) == [office.id, council.id])
            let kind = try await city.listBodies { $0.kind = "leading_group" }
            #expect(kind.bodies.map(\.unit) == ["district/440105"])
            let other = try await refusal {
                try await city.listBodies {
                    $0.kind = "office"
                    $0.page.cursor = cursor
                }
            }
            #expect(other.slug == "cursor-of-other-list")
        }
    }
}
