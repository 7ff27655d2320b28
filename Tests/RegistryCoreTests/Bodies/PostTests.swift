import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// Kinds and posts of the packs at their boundaries: who, where, how many, for how long.
@Suite("Bodies and their posts")
struct PostTests {
    static let allKinds: [(String, String)] = ["TC", "JD", "GT", "XN", "SH"].flatMap { pack in
        BodyExamples.pack(pack)[BodiesSection.self].kinds.map { (pack, $0.id) }
    }

    @Test(
        "TC-3, TC-24, TC-31, XN-4, XN-22, XN-29, GT-14, SH-2, SH-22, SH-24: each kind of each pack is established at its unit",
        arguments: allKinds)
    func kinds(pack: String, kind: String) throws {
        let rules = try BodyExamples.rules(pack, kind)
        let body = try BodyExamples.body(rules)
        #expect(body.name == rules.kind.name.chinese && body.version == 1)
        #expect(body.packVersion == BodyExamples.pack(pack).version)
        let wrong =
            rules.kind.place == .group ? BodyExamples.bureau : BodyExamples.owner
        let refused = try refusal { try BodyExamples.body(rules, owner: wrong) }
        #expect(refused.slug == "wrong-unit" && refused.clause == rules.kind.source.clause)
    }

    @Test("A kind that the pack does not have is refused with the nearest one")
    func unknownKind() throws {
        let refused = try refusal { try BodyExamples.rules("XN", "concil") }
        #expect(refused.slug == "unknown-body-kind" && refused.next.english.contains("council"))
    }

    @Test("A unit has one council, and as many teams as have names of their own (GT-14)")
    func oneCouncil() throws {
        func another(_ rules: BodyRules, _ name: String, beside: Body) throws -> Body {
            try EstablishBody(
                id: BodyID(.version7()), kind: rules.kind.id, name: name,
                owner: BodyExamples.owner, from: BodyExamples.start
            ).decide(
                by: BodyExamples.city, pack: rules.pack,
                lifetime: Validity(from: BodyExamples.start), others: [beside]
            ).state
        }
        let council = try BodyExamples.rules("XN")
        let first = try BodyExamples.body(council)
        #expect(try refusal { try another(council, "第二理事会", beside: first) }.slug == "body-exists")
        let teams = try BodyExamples.rules("GT", "subject_team")
        let maths = try another(teams, "数学学科建设指导小组", beside: try BodyExamples.body(teams))
        #expect(maths.name == "数学学科建设指导小组")
        let same = try refusal { try another(teams, "数学学科建设指导小组", beside: maths) }
        #expect(same.slug == "body-exists" && same.clause == "GT-14")
    }

    static let allPosts: [(String, String, String)] = allKinds.flatMap { pack, kind in
        BodyExamples.pack(pack)[BodiesSection.self].posts.filter { $0.body == kind }
            .map { (pack, kind, $0.id) }
    }

    @Test(
        "XN-22, TC-24, XN-29: the last seat of every post is given, one more is refused by its clause",
        arguments: allPosts)
    func seats(pack: String, kind: String, post: String) throws {
        let rules = try BodyExamples.rules(pack, kind)
        let rule = try #require(try rules.post(post))
        var body = try BodyExamples.body(rules)
        var findings: [RuleFinding] = []
        for index in 0..<rule.seats.upperBound {
            let school = SchoolID(.version7())
            let facts = HolderFacts(
                principalOf: [school],
                schools: UnitSchools(leads: [school], members: [school]))
            let (decision, left) = try BodyExamples.appointing(post, for: school)
                .decide(body, by: BodyExamples.city, rules, facts)
            (body, findings) = (decision.state, left)
            let isShort = findings.contains { $0.source == rule.source }
            #expect(isShort == (index + 1 < rule.seats.lowerBound), "\(index + 1)")
        }
        let school = SchoolID(.version7())
        let facts = HolderFacts(
            principalOf: [school], schools: UnitSchools(leads: [school], members: [school]))
        let full = body
        let refused = try refusal {
            try BodyExamples.appointing(post, for: school)
                .decide(full, by: BodyExamples.city, rules, facts)
        }
        #expect(refused.slug == "seats-full" && refused.clause == rule.source.clause)
    }

    @Test("A seat is free again on the day its holder leaves, not a day earlier")
    func handover() throws {
        let rules = try BodyExamples.rules("XN", "office")
        let first = try BodyExamples.appointing("office_director").decide(
            try BodyExamples.body(rules), by: BodyExamples.city, rules, HolderFacts())
        let left = try ReleaseMember(
            id: first.decision.state.appointments[0].id, until: Example.day("2027-03-01")
        ).decide(first.decision.state, by: BodyExamples.city, rules)
        let early = BodyExamples.appointing("office_director", from: Example.day("2027-02-28"))
        #expect(
            try refusal {
                try early.decide(
                    left.decision.state, by: BodyExamples.city, rules, HolderFacts())
            }.slug == "seats-full")
        let body = try BodyExamples.appointing(
            "office_director", from: Example.day("2027-03-01")
        ).decide(left.decision.state, by: BodyExamples.city, rules, HolderFacts()).decision.state
        #expect(body.members(on: Example.day("2027-02-28")).count == 1)
        #expect(
            body.members(on: Example.day("2027-02-28"))
                != body.members(on: Example.day("2027-03-01")))
        #expect(
            left.findings.map(\.source.rule) == [
                "bodies.posts.office_director", "bodies.posts.office_deputy",
            ])
    }

    @Test("TC-3: the chair is the lead's principal, a deputy a member's, nobody else")
    func principals() throws {
        let rules = try BodyExamples.rules("TC")
        let body = try BodyExamples.body(rules)
        let (lead, member) = (SchoolID(.version7()), SchoolID(.version7()))
        let schools = UnitSchools(leads: [lead], members: [member])
        func appoint(
            _ post: String, _ holder: PostHolder, of principal: Set<SchoolID>,
            for school: SchoolID? = nil
        ) throws -> BodyAppointment {
            try BodyExamples.appointing(post, holder, for: school).decide(
                body, by: BodyExamples.city, rules,
                HolderFacts(principalOf: principal, schools: schools)
            ).decision.state.appointments[0]
        }
        let person = PostHolder.person(PersonID(.version7()))
        #expect(try appoint("chair", person, of: [lead]).school == lead)
        #expect(try appoint("deputy_chair", person, of: [member]).school == member)
        for (post, principal) in [("chair", member), ("deputy_chair", lead)] {
            let refused = try refusal { try appoint(post, person, of: [principal]) }
            #expect(refused.slug == "not-the-principal" && refused.clause == "TC-3")
        }
        #expect(try refusal { try appoint("chair", person, of: []) }.slug == "not-the-principal")
        #expect(try appoint("chair", .office("校长"), of: [], for: lead).school == lead)
        #expect(
            try refusal { try appoint("chair", .office("校长"), of: [], for: member) }.slug
                == "not-the-principal")
        #expect(
            try refusal { try appoint("chair", .office("校长"), of: []) }.slug
                == "not-the-principal")
    }

    @Test("XN-4: XN names no chair, so anybody may sit in its council")
    func noChair() throws {
        let rules = try BodyExamples.rules("XN")
        let (decision, _) = try BodyExamples.appointing("council_member").decide(
            try BodyExamples.body(rules), by: BodyExamples.city, rules, HolderFacts())
        #expect(decision.state.appointments.count == 1)
        let refused = try refusal {
            try BodyExamples.appointing("chair").decide(
                decision.state, by: BodyExamples.city, rules, HolderFacts())
        }
        #expect(refused.slug == "unknown-post" && refused.clause == "XN-4")
    }

    @Test("TC-3: a school's principal has one seat; a person sits once in a body")
    func once() throws {
        let (body, rules, schools) = try BodyExamples.council("TC", members: 2)
        let facts = HolderFacts(
            principalOf: [schools[1]],
            schools: UnitSchools(leads: [schools[0]], members: [schools[1]]))
        let again = BodyExamples.appointing("deputy_chair", .office("校长"), for: schools[1])
        #expect(
            try refusal { try again.decide(body, by: BodyExamples.city, rules, facts) }.slug
                == "school-has-seat")
        let same = BodyExamples.appointing(
            "deputy_chair", body.appointments[0].holder, for: schools[1])
        #expect(
            try refusal { try same.decide(body, by: BodyExamples.city, rules, facts) }.slug
                == "already-in-body")
    }

    @Test("XN-4: an office of a school sits once in a body, however it is spaced or dated")
    func officeOnce() throws {
        let rules = try BodyExamples.rules("XN")
        let school = SchoolID(.version7())
        let (start, later) = (Example.day("2026-09-01"), Example.day("2026-10-01"))
        func appoint(
            _ office: String, for school: SchoolID?, from: CalendarDate,
            until: CalendarDate? = nil, in body: Body
        ) throws -> Body {
            try BodyExamples.appointing(
                "council_member", .office(office), for: school, from: from, until: until
            ).decide(body, by: BodyExamples.city, rules, HolderFacts()).decision.state
        }
        let body = try appoint("校长", for: school, from: later, in: BodyExamples.body(rules))
        for office in ["校长", "校 长", "校　长 "] {
            let refused = try refusal { try appoint(office, for: school, from: start, in: body) }
            #expect(refused.slug == "already-in-body" && refused.field == "office")
            #expect(
                refused.what.chinese.contains("“校长”")
                    && refused.what.chinese.contains("自 2026-10-01 起"))
        }
        // Before it, another office, another school, and offices of no school may sit beside it.
        var full = try appoint("校长", for: school, from: start, until: later, in: body)
        full = try appoint("书记", for: school, from: start, in: full)
        full = try appoint("校长", for: SchoolID(.version7()), from: start, in: full)
        full = try appoint("副局长", for: nil, from: start, in: full)
        full = try appoint("副局长", for: nil, from: start, in: full)
        #expect(full.members(on: later).count == 5)
    }

    @Test("Another district's bureau and another group's people change nothing (SH-12)")
    func authority() throws {
        let (body, rules, _) = try BodyExamples.council("SH", members: 1)
        let appoint = BodyExamples.appointing(BodyRules.plainPost)
        let other = UnitReference(.group, GroupID(.version7()).description)
        for caller in [BodyExamples.official("440104"), BodyExamples.of(other)] {
            let refused = try refusal { try appoint.decide(body, by: caller, rules, HolderFacts()) }
            #expect(refused.slug == "not-your-unit" && refused.kind == .permission)
        }
        for caller in [BodyExamples.official(), BodyExamples.of(BodyExamples.group)] {
            #expect(throws: Never.self) {
                try appoint.decide(body, by: caller, rules, HolderFacts())
            }
        }
    }

    @Test("A body that is dissolved keeps its past and takes nobody any more")
    func dissolved() throws {
        let (body, rules, _) = try BodyExamples.council("XN", members: 3)
        let end = Example.day("2027-07-01")
        let gone = try DissolveBody(on: end).decide(body, by: BodyExamples.city, rules)
        #expect(
            gone.changes.map(\.event.name) == [
                "BodyMemberReleased", "BodyMemberReleased", "BodyMemberReleased", "BodyDissolved",
            ])
        #expect(gone.state.members(on: end.adding(days: -1)).count == 3)
        #expect(gone.state.members(on: end).isEmpty)
        let late = BodyExamples.appointing("council_member", from: end)
        #expect(
            try refusal {
                try late.decide(gone.state, by: BodyExamples.city, rules, HolderFacts())
            }.slug == "body-dissolved")
        let past = BodyExamples.appointing(
            "council_member", from: BodyExamples.start, until: end)
        #expect(throws: Never.self) {
            try past.decide(gone.state, by: BodyExamples.city, rules, HolderFacts())
        }
        #expect(
            try refusal {
                try DissolveBody(on: end).decide(gone.state, by: BodyExamples.city, rules)
            }
            .slug == "body-dissolved")
    }

    @Test("A revised pack of the same id holds for a standing body; another pack does not")
    func whichPack() throws {
        let (body, rules, _) = try BodyExamples.council("XN", members: 1)
        let file = try #require(PolicyPacks.files.first { $0.name == "XN.yaml" })
        let text = String(decoding: file.bytes, as: UTF8.self)
            .replacing("seats: {from: 3, to: 40}", with: "seats: {from: 3, to: 7}")
        let revised = try PolicyPack.load(.init(text.utf8), file: "XN.yaml")
        let now = try BodyRules.current(body, followed: revised, kept: rules.pack)
        #expect(try now.post("council_member")?.seats == 3...7)
        let other = try BodyRules.current(
            body, followed: BodyExamples.pack("TC"), kept: rules.pack)
        #expect(try other.post("council_member")?.seats == 3...40)
    }
}
