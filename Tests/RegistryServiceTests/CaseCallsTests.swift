import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("Case calls on a real database")
struct CaseCallsTests {
    @Test("XN-11: a school joins along its chain, and belongs from the day of the consent")
    func joins() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            var item = try await city.openJoining(city.second, group.id)
            #expect(item.chain == "J" && item.pack == "XN" && item.status == "open")
            #expect(item.schoolName == "海珠第二小学")
            let open = item.steps.filter { $0.state == "open" }
            #expect(open.count == 1)
            item = try await city.answer(item, "J.1", as: .school(city.second.schoolID)).case
            item = try await city.answer(item, "J.2", as: .council(group.id)).case
            item = try await city.answer(item, "J.3", as: .haizhu).case
            #expect(try await city.show(group.id).members.count == 1)
            item = try await city.answer(item, "J.4", as: .haizhu) {
                $0.effectiveOn = "2025-09-01"
            }.case
            #expect(item.status == "decided" && item.effectiveOn == "2025-09-01")
            let joined = try await city.show(group.id, on: "2025-09-01")
            let member = try #require(joined.members.first { $0.role == .member })
            #expect(member.siteName == "海珠第二小学" && member.mode == "entrusted")
            #expect(member.termUntil == "2028-09-01")
            #expect(try await city.show(group.id, on: "2025-08-31").members.count == 1)
            item = try await city.answer(item, "J.5", as: .city).case
            item = try await city.answer(item, "J.6a", as: .haizhu).case
            item = try await city.answer(item, "J.6b", as: .school(city.second.schoolID)).case
            #expect(item.status == "completed")
            #expect(try await city.getCase(item.id) == item)
        }
    }

    @Test("XN-23: a recommendation names somebody known, and a dismissal somebody in the post")
    func recommends() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.joinByCase(group)
            let teacher = try await city.register(at: city.second).person
            let vice = try await city.register(
                "李四", serial: 2, at: city.second, post: "vice_principal"
            ).person
            let lead = Caller.school(city.first.schoolID)
            @Sendable func recommend(
                _ person: String, _ post: String, dismissal: Bool = false, as caller: Caller? = nil
            ) async throws -> Taoli_Registry_V1_Case {
                try await city.open("recommend", as: caller ?? lead) {
                    $0.groupID = group.id
                    $0.siteID = city.second.id.description
                    $0.personID = person
                    $0.post = post
                    $0.isDismissal = dismissal
                }
            }
            let nobody = try await refusal { try await recommend(requestID(), "vice_principal") }
            #expect(nobody.slug == "not-in-post" && nobody.clause == nil)
            let other = try await refusal {
                try await recommend(teacher.id, "vice_principal", dismissal: true)
            }
            #expect(other.slug == "not-in-post")
            let plain = try await refusal { try await recommend(teacher.id, "教师") }
            #expect(plain.slug == "not-a-leaders-post")
            let member = try await refusal {
                try await recommend(
                    teacher.id, "principal", as: .school(city.second.schoolID))
            }
            #expect(member.slug == "not-your-step")
            var item = try await recommend(vice.id, "vice_principal", dismissal: true)
            #expect(item.chain == "R" && item.post == "vice_principal" && item.isDismissal)
            item = try await city.answer(item, "R.1", as: lead).case
            #expect(try await city.pending(as: .haizhu).contains("R.2"))
            item = try await city.answer(item, "R.2", as: .haizhu) {
                $0.effectiveOn = "2026-09-01"
            }.case
            item = try await city.answer(item, "R.3", as: .haizhu).case
            #expect(item.status == "completed" && item.effectiveOn == "2026-09-01")
            let rows = try await city.service.database.superuser.query(
                """
                SELECT payload FROM bus.outbox WHERE aggregate_id = \(UUID(uuidString: item.id)) \
                AND type = 'taoli.registry.events.v1.CaseStepAnswered' ORDER BY id
                """)
            let told = try rows.map {
                try Taoli_Registry_Events_V1_CaseStepAnswered(
                    serializedBytes: try $0.get("payload", as: Data.self))
            }
            #expect(told.allSatisfy { $0.facts.post == "vice_principal" && $0.facts.dismissal })
            #expect(told.map(\.act) == ["apply", "consent", "task"])
            #expect(try await city.getCase(item.id).personID == vice.id)
            // The register of staff is changed by an act of its own.
            #expect(try await city.person(vice.id).employments.map(\.until) == [""])
        }
    }

    @Test("XN-10: a group is founded along its chain, with the name asked for")
    func founds() async throws {
        try await RegistryFixture.with { city in
            try await city.bind()
            let school = Caller.school(city.first.schoolID)
            var item = try await city.open("found", as: school) {
                $0.name = "新海珠教育集团"
                $0.kind = .educationGroup
                $0.district = "440105"
                $0.leadSiteIds = [city.first.id.description]
            }
            for (step, actor) in [
                ("F.1", school), ("F.2", school), ("F.3", .haizhu), ("F.4", .haizhu),
            ] {
                item = try await city.answer(item, step, as: actor) {
                    $0.effectiveOn = "2026-09-01"
                }.case
            }
            let group = try await city.show(item.groupID, on: "2026-09-01")
            #expect(group.name == "新海珠教育集团" && group.foundedOn == "2026-09-01")
            #expect(group.members.map(\.siteName) == ["海珠第一小学"])
        }
    }

    @Test("XN-11: across districts both bureaus and both governments act; each sees the case")
    func across() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let school = Caller.school(city.elsewhere.schoolID, in: RegistryFixture.yuexiu)
            var item = try await city.openJoining(city.elsewhere, group.id, as: school)
            #expect(item.chain == "JX")
            let lead = Caller.school(city.first.schoolID)
            for (step, actor) in [
                ("JX.1", school), ("JX.2", .council(group.id)), ("JX.3a", .haizhu),
                ("JX.3b", .yuexiu), ("JX.4c", lead),
            ] {
                item = try await city.answer(item, step, as: actor).case
            }
            #expect(try await city.pending(as: .yuexiu) == ["JX.4b"])
            #expect(try await city.pending(as: .haizhu) == ["JX.4a"])
            #expect(try await city.getCase(item.id, as: .yuexiu).id == item.id)
            let stranger = try await refusal {
                try await city.getCase(item.id, as: .school(city.nineYear.schoolID))
            }
            #expect(stranger.slug == "not-found")
            item = try await city.answer(item, "JX.4a", as: .haizhu) {
                $0.effectiveOn = "2026-09-01"
            }.case
            #expect(item.effectiveOn.isEmpty)
            item = try await city.answer(item, "JX.4b", as: .yuexiu) {
                $0.effectiveOn = "2026-10-01"
            }.case
            #expect(item.effectiveOn == "2026-10-01")
        }
    }

    @Test("Who sees the case is refused by the step's clause; for a stranger there is no case")
    func wrongBureau() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            var item = try await city.openJoining(city.second, group.id)
            item = try await city.answer(item, "J.1", as: .school(city.second.schoolID)).case
            item = try await city.answer(item, "J.2", as: .council(group.id)).case
            let before = item
            let refused = try await refusal {
                try await city.answer(before, "J.3", as: .school(city.first.schoolID))
            }
            #expect(refused.slug == "not-your-step" && refused.clause == "XN-11")
            for stranger in [Caller.yuexiu, .school(city.nineYear.schoolID)] {
                let shown = try await refusal { try await city.getCase(before.id, as: stranger) }
                let answered = try await refusal {
                    try await city.answer(before, "J.3", as: stranger)
                }
                #expect(shown.slug == "not-found" && answered.slug == "not-found", "\(answered)")
                #expect(shown.what == answered.what && answered.clause == nil)
            }
            #expect(try await city.getCase(item.id) == before)
        }
    }

    @Test("The same request answers the same; two answers to one step: one is taken, one is told")
    func twice() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let item = try await city.openJoining(city.second, group.id)
            let school = Caller.school(city.second.schoolID)
            let request = requestID()
            let once = try await city.answer(item, "J.1", as: school, request: request)
            let again = try await city.answer(item, "J.1", as: school, request: request)
            #expect(once == again)
            let results = await withTaskGroup(of: String.self) { tasks in
                for _ in 0..<2 {
                    tasks.addTask { @Sendable in
                        do {
                            _ = try await city.answer(once.case, "J.2", as: .council(group.id))
                            return "taken"
                        } catch let refusal as Refusal {
                            return refusal.slug
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await tasks.reduce(into: []) { $0.append($1) }.sorted()
            }
            #expect(results == ["step-not-open", "taken"])
        }
    }

    @Test("One case of a kind about a school and a group runs at a time")
    func running() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let item = try await city.openJoining(city.second, group.id)
            let second = try await refusal { try await city.openJoining(city.second, group.id) }
            #expect(second.slug == "case-running")
            let school = Caller.school(city.second.schoolID)
            let withdrawn = try await city.service.calling(
                "taoli.registry.v1.CaseService/WithdrawCase", as: school
            ) {
                try await city.cases.withdrawCase(
                    request: .with {
                        $0.requestID = requestID()
                        $0.caseID = item.id
                        $0.reason = "另行申请"
                    }, context: $0
                ).case
            }
            #expect(withdrawn.status == "withdrawn" && withdrawn.closing.reason == "另行申请")
            #expect(withdrawn.closing.unit == "school/\(city.second.schoolID)")
            #expect(try await city.getCase(item.id) == withdrawn)
            #expect(try await city.openJoining(city.second, group.id).status == "open")
        }
    }

    @Test("Without a policy, without a chain, and for a member already, the answer says so")
    func refusals() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.found()
            let unbound = try await refusal {
                try await city.openJoining(city.second, group.id, isWeak: false)
            }
            #expect(unbound.slug == "no-policy-bound")
            try await city.bind()
            let lead = try await refusal { try await city.openJoining(city.first, group.id) }
            #expect(lead.slug == "already-member")
            _ = try await city.joinByCase(group)
            let years = try await refusal {
                try await city.open("extend", as: .council(group.id)) {
                    $0.groupID = group.id
                    $0.siteID = city.second.id.description
                }
            }
            #expect(years.slug == "years-needed")
            let expiry = try await refusal {
                try await city.open("expire", as: .school(city.first.schoolID)) {
                    $0.groupID = group.id
                    $0.siteID = city.second.id.description
                }
            }
            #expect(expiry.field == "purpose")
            let ground = try await refusal {
                try await city.open("expel", as: .haizhu) {
                    $0.groupID = group.id
                    $0.siteID = city.second.id.description
                }
            }
            #expect(ground.slug == "ground-mismatch")
            let stranger = try await refusal {
                try await city.open("leave", as: .school(city.nineYear.schoolID)) {
                    $0.groupID = group.id
                    $0.siteID = city.second.id.description
                }
            }
            #expect(stranger.slug == "not-your-step")
        }
    }

    @Test("XN-3: the district's own pack of one school refuses what Xingning's allows")
    func ownPack() async throws {
        try await RegistryFixture.with { city in
            let shipped = try #require(PolicyPacks.files.first { $0.name == "XN.yaml" })
            let text = String(decoding: shipped.bytes, as: UTF8.self)
            let strict = Data(
                text.replacing("measure: sites, at_most: 10", with: "measure: sites, at_most: 1")
                    .utf8)
            let group = try await city.groupUnderPolicy()
            let old = try await city.openJoining(city.nineYear, group.id)
            try await city.bind(file: strict)
            var item = try await city.openJoining(city.second, group.id)
            #expect(item.packVersion != old.packVersion)
            item = try await city.answer(item, "J.1", as: .school(city.second.schoolID)).case
            let opinion = try await city.answer(item, "J.2", as: .council(group.id))
            #expect(opinion.findings.map(\.rule) == ["composition.limits.schools_max"])
            item = try await city.answer(item, "J.3", as: .haizhu).case
            let now = item
            let refused = try await refusal {
                try await city.answer(now, "J.4", as: .haizhu) { $0.effectiveOn = "2026-09-01" }
            }
            #expect(refused.slug == "rule-needs-exception" && refused.clause == "XN-3")
            let excepted = try await city.answer(now, "J.4", as: .haizhu) {
                $0.effectiveOn = "2026-09-01"
                $0.exceptions = [
                    .with {
                        $0.rule = "composition.limits.schools_max"
                        $0.reason = "片区需要"
                    }
                ]
            }
            #expect(excepted.case.status == "decided")
            let kept = try #require(excepted.case.exceptions.first)
            #expect(kept.reason == "片区需要" && kept.step == "J.4" && !kept.on.isEmpty)
            #expect(kept.role == Role.district.rawValue && kept.unit == "district/440105")
            #expect(try await city.getCase(item.id).exceptions == [kept])
            // The case that began before keeps its pack.
            #expect(try await city.getCase(old.id).packVersion == old.packVersion)
        }
    }

    @Test("A pack with mistakes is not bound, and the answer names line and rule")
    func brokenPack() async throws {
        try await RegistryFixture.with { city in
            let refused = try await refusal {
                try await city.bind(file: Data("pack: XN\nunits: {kindz: []}\n".utf8))
            }
            #expect(refused.slug == "broken-pack")
            #expect(refused.what.english.contains("2:"))
            let other = try await refusal {
                try await city.bind(as: .yuexiu)
            }
            #expect(other.slug == "not-your-district" && other.what.chinese.contains("440105"))
            #expect(!other.what.chinese.contains("集团"))
            for caller in [Caller.city, .yuexiu] {
                let unknown = try await refusal {
                    try await city.bind(district: "440199", as: caller)
                }
                #expect(unknown.slug == "unknown-district")
                #expect(unknown.what.chinese.contains("440199"))
                #expect(unknown.next.chinese.contains("taoli school districts"))
            }
            let founding = try await refusal {
                try await city.open("found", as: .school(city.first.schoolID)) {
                    $0.name = "新集团"
                    $0.kind = .educationGroup
                    $0.district = "440199"
                    $0.leadSiteIds = [city.first.id.description]
                }
            }
            #expect(founding.slug == "unknown-district")
        }
    }

    @Test("How a member belongs of whom nothing is on record is the bureau's to say")
    func unknownMode() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.join(city.second, group.id)
            func leave(_ caller: Caller) async throws -> String {
                try await city.open("leave", as: caller) {
                    $0.groupID = group.id
                    $0.siteID = city.second.id.description
                    $0.mode = "close_knit"
                }.chain
            }
            let refused = try await refusal {
                try await leave(.school(city.second.schoolID))
            }
            #expect(refused.slug == "mode-is-the-bureaus")
            #expect(try await leave(.haizhu) == "VT")
        }
    }

    @Test("Every change of a case is an event with the case's version, in the outbox once")
    func events() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let item = try await city.joinByCase(group)
            let rows = try await city.service.database.superuser.query(
                """
                SELECT sequence, type FROM bus.outbox \
                WHERE aggregate_id = \(UUID(uuidString: item.id)) ORDER BY id
                """)
            #expect(
                try rows.map { try $0.get("sequence", as: Int64.self) }
                    == Array(1...item.version))
            #expect(
                try rows.map { try $0.get("type", as: String.self) }
                    == ["CaseOpened"].map { "taoli.registry.events.v1." + $0 }
                    + Array(
                        repeating: "taoli.registry.events.v1.CaseStepAnswered", count: 4))
        }
    }
}
