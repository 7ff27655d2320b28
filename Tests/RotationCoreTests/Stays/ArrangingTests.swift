// Fixed texts that are dates and codes.
// swift-format-ignore-file: NeverForceUnwrap
import Foundation
import RotationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("Placements that no plan makes")
struct ArrangingTests {
    private let sketch = PlanSketch()
    private var lead: SchoolID { sketch.home }
    private var weak: SchoolID { sketch.receiving }
    /// Of the weak school; of the lead a middle manager, then key teachers.
    private let weaker = (0..<2).map { _ in PersonID(.version7()) }
    private let manager = PersonID(.version7())
    private let keys = (0..<4).map { _ in PersonID(.version7()) }

    private func date(_ text: String) -> CalendarDate { CalendarDate(text)! }

    private func facts(team: [TeacherStay] = [], weakSince: String = "2026-01-01")
        -> ArrangementFacts
    {
        func post(_ person: PersonID, _ school: SchoolID, _ post: StaffPost = .teacher)
            -> PlanningPost
        {
            PlanningPost(
                person: person, school: school, post: post, subject: "mathematics",
                stage: .junior, validity: Validity(from: date("2015-09-01"), until: nil),
                schoolSince: date("2015-09-01"))
        }
        return ArrangementFacts(
            group: sketch.group, district: PlanSketch.district,
            districts: [PlanSketch.district],
            members: [
                PlanningMember(school: lead, isLead: true, stages: [.junior]),
                PlanningMember(school: weak, isLead: false, stages: [.junior]),
            ],
            posts: weaker.map { post($0, weak) } + keys.map { post($0, lead) }
                + [post(manager, lead, .middleManager)],
            levels: keys.map {
                PlanningLevel(
                    person: $0, level: .keyTeacher,
                    validity: Validity(from: date("2020-01-01"), until: nil))
            },
            categories: [
                PlanningCategory(
                    school: weak, value: "weak", stage: .junior,
                    validity: Validity(from: date(weakSince), until: nil))
            ], team: team)
    }

    private func wanted(
        _ kind: PlacementKind, to school: SchoolID, _ members: [Arrangement.Member],
        from: String = "2026-09-01", until: String = "2027-09-01", mode: String = "",
        stage: Stage? = nil, inReturn: [PersonID] = [], team: TeamID? = nil
    ) -> Arrangement {
        Arrangement(
            kind: kind, receiving: school, from: date(from), until: date(until), stage: stage,
            mode: mode, members: members, inReturn: inReturn, team: team)
    }

    private func decide(
        _ wanted: Arrangement, _ pack: String, by caller: Caller = PlanSketch.bureau,
        _ facts: ArrangementFacts? = nil
    ) throws -> [TeacherStay] {
        try Arranging(wanted, facts ?? self.facts(), Packs.pack(pack)).decide(
            by: caller, newTeam: TeamID(.version7()), newID: { PlacementID(.version7()) }
        ).map(\.stay)
    }

    private func slug(
        _ wanted: Arrangement, _ pack: String = "SH", by caller: Caller = PlanSketch.bureau
    ) -> String {
        refusal { _ = try decide(wanted, pack, by: caller) }
    }

    private var group: Caller {
        Caller(
            subject: "group", role: .group,
            unit: UnitReference(.group, sketch.group.description),
            scope: .districts([PlanSketch.district]))
    }

    @Test(
        "SH-4: who comes from a weak school may owe it a duty afterwards; who comes from a strong one not"
    )
    func secondment() throws {
        let member = Arrangement.Member(person: weaker[0])
        let stay = try #require(try decide(wanted(.secondment, to: lead, [member]), "SH").first)
        #expect(stay.plan == nil && stay.home == weak && stay.share == 100)
        #expect(stay.arrangement?.by == .bureau && stay.state == .decided)
        #expect(stay.duty?.tasks == ["teaching_management", "research_guidance"])
        #expect([stay.clause, stay.subject] == ["SH-4", "mathematics"])
        #expect(stay.version == 1)
        let away = try decide(
            wanted(.secondment, to: weak, [.init(person: keys[0])]), "SH")
        #expect(away.first?.duty == nil && away.first?.isKey == true)
        let later = try decide(
            wanted(.secondment, to: lead, [member]), "SH", facts(weakSince: "2027-01-01"))
        #expect(later.first?.duty == nil)
    }

    @Test(
        "SH-6: part-time teaching needs a share; a leader's rotation takes the whole time (SH-20)")
    func shares() throws {
        let half = Arrangement.Member(person: keys[0], share: 50)
        #expect(try decide(wanted(.partTime, to: weak, [half]), "SH").first?.share == 50)
        #expect(slug(wanted(.partTime, to: weak, [.init(person: keys[0])])) == "share-needed")
        let whole = Arrangement.Member(person: keys[0], share: 100)
        #expect(slug(wanted(.partTime, to: weak, [whole])) == "share-needed")
        #expect(slug(wanted(.cadreRotation, to: weak, [half])) == "whole-time")
        let beyond = Arrangement.Member(person: keys[0], share: 101)
        #expect(slug(wanted(.shadowing, to: weak, [beyond])) == "bad-share")
    }

    @Test("TC-11 XN-6: a mentor is named, works at the receiving school, and is somebody else")
    func mentors() throws {
        func pair(_ mentor: PersonID?) -> Arrangement {
            wanted(.mentoring, to: lead, [.init(person: weaker[0], share: 10, mentor: mentor)])
        }
        let stay = try #require(try decide(pair(keys[1]), "TC").first)
        #expect(stay.arrangement?.mentor == keys[1])
        #expect(stay.clause == "TC-11")
        #expect(slug(pair(nil), "XN") == "mentor-needed")
        #expect(slug(pair(weaker[1]), "TC") == "mentor-elsewhere")
        #expect(slug(pair(PersonID(.version7())), "TC") == "unknown-teacher")
    }

    @Test(
        "JD-10 TC-9: what a pack arranges singly; what a plan makes or the pack does not know is refused"
    )
    func kinds() throws {
        let one = [Arrangement.Member(person: keys[0])]
        #expect(try decide(wanted(.secondment, to: weak, one), "JD").first?.clause == "JD-10")
        #expect(try decide(wanted(.keyDispatch, to: weak, one), "TC").first?.kind == .keyDispatch)
        #expect(slug(wanted(.rotation, to: weak, one)) == "by-plan-only")
        #expect(slug(wanted(.visiting, to: weak, one)) == "unknown-placement-kind")
        #expect(try decide(wanted(.rotation, to: weak, one), "GT").first?.clause == "GT-3")
        let moving = [Arrangement.Member(person: keys[0], movesEmployment: true)]
        #expect(slug(wanted(.secondment, to: weak, moving)) == "employment-stays")
        // GT-12: without a mode nothing tells whether the community is a collaborative one.
        #expect(slug(wanted(.rotation, to: weak, moving), "GT") == "mode-needed")
    }

    @Test(
        "The bureau arranges, and the group its own; another bureau, another group and a school do not"
    )
    func authority() throws {
        let wish = wanted(.shadowing, to: lead, [.init(person: weaker[0])])
        let own = try #require(try decide(wish, "SH", by: group).first)
        #expect(own.arrangement?.by == .group)
        #expect(slug(wish, by: PlanSketch.otherBureau) == "not-your-district")
        #expect(slug(wish, by: sketch.school(lead)) == "not-your-district")
        let other = Caller(
            subject: "g", role: .group,
            unit: UnitReference(.group, GroupID(.version7()).description),
            scope: .districts([PlanSketch.district]))
        #expect(slug(wish, by: other) == "not-your-district")
        // What the group arranged the group carries on; what the bureau arranged it does not.
        let today = date("2026-09-10")
        let told = try own.notified(by: group, today: today).stay
        #expect(try told.began(by: group, on: date("2026-09-01"), today: today).stay.isBegun)
        let bureaus = try #require(try decide(wish, "SH").first)
        #expect(
            refusal { _ = try bureaus.notified(by: group, today: today) } == "not-your-district")
        let without = try Packs.pack(
            "SH", "[secondment, shadowing], time: any, by: [bureau, group]",
            "[secondment, shadowing], time: any, by: [bureau]")
        #expect(
            refusal {
                _ = try Arranging(wish, facts(), without).decide(
                    by: group, newTeam: TeamID(.version7()), newID: { PlacementID(.version7()) })
            } == "not-yours-to-arrange")
    }

    @Test("Days, schools, stages and people are looked at")
    func facts() {
        let one = [Arrangement.Member(person: keys[0])]
        #expect(slug(wanted(.shadowing, to: weak, one, until: "2026-09-01")) == "date-order")
        #expect(
            slug(wanted(.shadowing, to: weak, one, until: "2036-09-02"))
                == "too-long-a-placement")
        #expect(slug(wanted(.shadowing, to: lead, one)) == "same-school")
        #expect(slug(wanted(.shadowing, to: SchoolID(.version7()), one)) == "unknown-school")
        #expect(slug(wanted(.shadowing, to: weak, one + one)) == "person-twice")
        #expect(slug(wanted(.shadowing, to: weak, one, stage: .senior)) == "stage-not-taught")
        #expect(
            slug(wanted(.shadowing, to: weak, one, inReturn: [weaker[0]])) == "no-team")
    }

    /// Five to ten: an executive principal, a middle manager and three key teachers.
    private var team: [Arrangement.Member] {
        [
            .init(person: keys[3], post: "executive_principal", movesEmployment: true),
            .init(person: manager, post: "middle_manager"),
        ] + keys[..<3].map { .init(person: $0, post: "key_teacher") }
    }

    @Test("XN-5: a team goes as a whole, and somebody comes in return")
    func dispatched() throws {
        func team(
            _ members: [Arrangement.Member], _ inReturn: [PersonID], mode: String = "entrusted"
        ) -> Arrangement {
            wanted(
                .managementDispatch, to: weak, members, until: "2029-09-01", mode: mode,
                inReturn: inReturn)
        }
        let stays = try decide(team(self.team, [weaker[0]]), "XN")
        #expect(stays.count == 6)
        #expect(Set(stays.map(\.arrangement?.team)).count == 1)
        #expect(stays.first?.arrangement?.team != nil)
        #expect(stays.last?.kind == .shadowing && stays.last?.receiving == lead)
        #expect(stays.map(\.appraiser) == Array(repeating: .lead, count: 6))
        #expect(stays.first?.arrangement?.movesEmployment == true)
        #expect(slug(team(self.team, []), "XN") == "nobody-in-return")
        #expect(slug(team(Array(self.team.dropLast()), [weaker[0]]), "XN") == "team-too-small")
        #expect(slug(team(self.team, [weaker[0]], mode: "joint"), "XN") == "no-dispatched-team")
        var wrong = self.team
        wrong[1] = .init(person: weaker[1], post: "middle_manager")
        #expect(slug(team(wrong, [weaker[0]]), "XN") == "post-holder")
        #expect(slug(team(self.team, [PersonID(.version7())]), "XN") == "unknown-teacher")
        // In the place of somebody who left, one joins the team that is out.
        let out = stays.filter { $0.person != keys[0] }
        let join = wanted(
            .managementDispatch, to: weak, [.init(person: keys[0], post: "key_teacher")],
            from: "2027-02-01", until: "2029-09-01", mode: "entrusted",
            team: stays[0].arrangement?.team)
        let joined = try decide(join, "XN", facts(team: out))
        #expect(joined.map(\.arrangement?.team) == [stays[0].arrangement?.team])
        #expect(refusal { _ = try decide(join, "XN", facts()) } == "unknown-team")
    }

    @Test("SH-4: a duty opens on completion after good appraisals only, and is taken up once")
    func duty() throws {
        let stay = try #require(
            try decide(wanted(.shadowing, to: lead, [.init(person: weaker[0])]), "SH").first)
        let bureau = PlanSketch.bureau
        func completed(_ grade: AppraisalGrade) throws -> TeacherStay {
            let told = try stay.notified(by: bureau, today: date("2026-07-01")).stay
            let begun = try told.began(
                by: bureau, on: date("2026-09-01"), today: date("2026-09-01")
            ).stay
            let graded = try begun.appraised(
                by: bureau, leads: [], SchoolYear(startYear: 2026), grade,
                today: date("2027-07-01")
            ).stay
            return try graded.completed(by: bureau, today: date("2027-09-02")).stay
        }
        let home = sketch.school(weak)
        func takeUp(
            _ stay: TeacherStay, _ task: String = "research_guidance",
            on day: String = "2027-09-05",
            by caller: Caller
        ) throws -> TeacherStay {
            try stay.tookUpDuty(
                by: caller, task, on: date(day), today: date("2027-09-10")
            ).stay
        }
        let good = try completed(.good)
        #expect(good.duty?.openedOn == date("2027-09-02"))
        let taken = try takeUp(good, by: home)
        #expect(taken.duty?.task == "research_guidance")
        #expect(taken.duty?.takenUpOn == date("2027-09-05"))
        #expect(taken.version == good.version + 1 && taken.state == .completed)
        #expect(refusal { _ = try takeUp(taken, by: home) } == "duty-taken-up")
        #expect(refusal { _ = try takeUp(good, "cleaning", by: home) } == "unknown-task")
        #expect(refusal { _ = try takeUp(good, on: "2027-08-31", by: home) } == "not-back")
        #expect(refusal { _ = try takeUp(good, on: "2027-09-11", by: home) } == "not-yet")
        #expect(
            refusal { _ = try takeUp(good, by: sketch.school(lead)) } == "not-your-district")
        let passed = try completed(.pass)
        #expect(passed.duty?.openedOn == nil)
        #expect(refusal { _ = try takeUp(passed, by: home) } == "no-duty")
        #expect(refusal { _ = try takeUp(stay, by: home) } == "no-duty")
    }
}

extension TeacherStay {
    fileprivate var isBegun: Bool { state == .active && beganOn != nil }
}
