import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// Votes at their boundaries: two thirds present, half in favour, the member concerned (decision
/// 16), and a matter that is decided once.
@Suite("Resolutions")
struct VoteTests {
    /// Packs with a rule of votes: their council decides.
    static let voting = ["TC", "XN", "SH"]

    private func decide(
        _ pack: String, members: Int, present: Int, favour: Int, against: Int = 0
    ) throws -> Resolution {
        let (body, rules, schools) = try BodyExamples.council(pack, members: members)
        let item = try BodyExamples.item(body, rules, in: schools)
        return try BodyExamples.session(
            present: BodyExamples.seats(body, schools.prefix(present)), favour: favour,
            against: against
        ).decide(
            item.resolution, of: item.body, by: BodyExamples.city, on: BodyExamples.today, rules
        ).resolution
    }

    @Test("TC-6, XN-4: exactly two thirds are a quorum, one fewer is none", arguments: voting)
    func quorum(pack: String) throws {
        #expect(try decide(pack, members: 9, present: 6, favour: 6).status == .adopted)
        let refused = try refusal { try decide(pack, members: 9, present: 5, favour: 5) }
        #expect(refused.slug == "not-quorate")
        #expect(try decide(pack, members: 1, present: 1, favour: 1).status == .adopted)
        #expect(
            try refusal { try decide(pack, members: 10, present: 6, favour: 6) }.slug
                == "not-quorate")
        #expect(try decide(pack, members: 10, present: 7, favour: 6).status == .adopted)
    }

    @Test("XN-4: half of all members is not more than half", arguments: voting)
    func majority(pack: String) throws {
        #expect(try decide(pack, members: 8, present: 8, favour: 4, against: 4).status == .rejected)
        #expect(try decide(pack, members: 8, present: 8, favour: 5, against: 3).status == .adopted)
        // Of all members, not of those present: 4 of 6 present are half of 8.
        #expect(try decide(pack, members: 8, present: 6, favour: 4).status == .rejected)
        #expect(try decide(pack, members: 9, present: 6, favour: 5).status == .adopted)
        #expect(try decide(pack, members: 9, present: 6, favour: 4).status == .rejected)
    }

    @Test("XN-23: the member concerned is heard in XN, has no vote there and is not counted")
    func concerned() throws {
        let (body, rules, schools) = try BodyExamples.council("XN", members: 7)
        let item = try BodyExamples.item(body, rules, about: schools[6], in: schools)
        let seats = BodyExamples.seats(body, schools)
        func decide(_ session: DecideResolution) throws -> Resolution {
            try session.decide(
                item.resolution, of: item.body, by: BodyExamples.city, on: BodyExamples.today,
                rules
            ).resolution
        }
        // Six count: four of them are two thirds, and four in favour more than half.
        let there = Array(seats.prefix(4)) + [seats[6]]
        let adopted = try decide(
            BodyExamples.session(present: there, favour: 4, voting: 4))
        #expect(adopted.status == .adopted && adopted.session?.members == 6)
        #expect(adopted.session?.voting == 4 && adopted.session?.present.count == 5)
        #expect(
            adopted.session?.count == VoteCount(members: 6, present: 4, inFavour: 4))
        let unheard = try refusal {
            try decide(BodyExamples.session(present: there, favour: 4, voting: 4, hearing: ""))
        }
        #expect(unheard.slug == "not-heard")
        // Three and the member concerned are four people, but three votes.
        let few = Array(seats.prefix(3)) + [seats[6]]
        #expect(
            try refusal { try decide(BodyExamples.session(present: few, favour: 3, voting: 3)) }
                .slug == "not-quorate")
        #expect(
            try refusal { try decide(BodyExamples.session(present: there, favour: 5)) }.slug
                == "count-differs")
    }

    @Test("TC-6, SH-2: where the pack lets the member concerned vote, it votes and is counted")
    func concernedVotes() throws {
        for pack in ["TC", "SH"] {
            let (body, rules, schools) = try BodyExamples.council(pack, members: 6)
            let item = try BodyExamples.item(body, rules, about: schools[5], in: schools)
            let resolution = try BodyExamples.session(
                present: BodyExamples.seats(body, schools), favour: 4, hearing: ""
            ).decide(
                item.resolution, of: item.body, by: BodyExamples.city, on: BodyExamples.today,
                rules
            ).resolution
            #expect(resolution.status == .adopted && resolution.session?.members == 6)
        }
    }

    @Test(
        "TC-6: votes by name are counted; a second vote, a vote of nobody there and none are refused"
    )
    func ballots() throws {
        let (body, rules, schools) = try BodyExamples.council("SH", members: 3)
        let item = try BodyExamples.item(body, rules, in: schools)
        let seats = BodyExamples.seats(body, schools)
        func decide(_ present: [AppointmentID], _ ballots: [Ballot]) throws -> Resolution {
            try DecideResolution(
                heldOn: BodyExamples.today, rule: nil, present: present, count: .named(ballots),
                hearing: "", minutes: "纪要"
            ).decide(
                item.resolution, of: item.body, by: BodyExamples.city, on: BodyExamples.today,
                rules
            ).resolution
        }
        let votes = [
            Ballot(member: seats[0], choice: .favour), Ballot(member: seats[1], choice: .favour),
            Ballot(member: seats[2], choice: .abstained),
        ]
        let adopted = try decide(seats, votes)
        #expect(adopted.status == .adopted)
        #expect(
            adopted.session?.tally == VoteTally(inFavour: 2, against: 0, abstained: 1))
        let twice = votes.prefix(2) + [Ballot(member: seats[0], choice: .against)]
        #expect(try refusal { try decide(seats, Array(twice)) }.slug == "voted-twice")
        #expect(
            try refusal { try decide(Array(seats.prefix(2)), votes) }.slug == "no-vote-here")
        #expect(
            try refusal { try decide(seats, Array(votes.prefix(2))) }.slug == "ballots-missing")
        #expect(try refusal { try decide(seats + [seats[0]], votes) }.slug == "present-twice")
        let stranger = AppointmentID(.version7())
        #expect(try refusal { try decide(seats + [stranger], votes) }.slug == "not-in-body")
    }

    @Test("TC-6: a matter is decided once, and what was decided takes no advice")
    func once() throws {
        let (body, rules, schools) = try BodyExamples.council("TC", members: 3)
        let committee = try BodyExamples.body(
            try BodyExamples.rules("TC", "expert_committee"))
        let item = try BodyExamples.item(body, rules, in: schools)
        let advise = AdviseResolution(reference: "咨询意见 3 号", on: BodyExamples.today)
        let advised = try advise.decide(
            item.resolution, of: item.body, adviser: committee, by: BodyExamples.city, rules)
        #expect(advised.resolution.advice.map(\.adviser) == [committee.id])
        let session = BodyExamples.session(
            present: BodyExamples.seats(body, schools), favour: 3)
        let decided = try session.decide(
            advised.resolution, of: advised.body, by: BodyExamples.city, on: BodyExamples.today,
            rules)
        #expect(decided.changes.map(\.sequence) == [advised.body.version + 1])
        #expect(decided.resolution.advice.count == 1)
        let late: [() throws -> ResolutionDecision] = [
            {
                try session.decide(
                    decided.resolution, of: decided.body, by: BodyExamples.city,
                    on: BodyExamples.today, rules)
            },
            {
                try advise.decide(
                    decided.resolution, of: decided.body, adviser: committee,
                    by: BodyExamples.city, rules)
            },
            {
                try WithdrawResolution().decide(
                    decided.resolution, of: decided.body, by: BodyExamples.city,
                    on: BodyExamples.today, rules)
            },
        ]
        for change in late {
            let over = try refusal(change)
            #expect(over.slug == "resolution-over" && over.what.chinese.contains("（通过）"))
        }
    }

    @Test("TC-6: advice comes from a body of the unit or of its bureau that stood on that day")
    func advisers() throws {
        let (body, rules, schools) = try BodyExamples.council("TC", members: 3)
        let item = try BodyExamples.item(body, rules, in: schools)
        func advise(_ adviser: Body, _ day: CalendarDate = BodyExamples.today) throws {
            _ = try AdviseResolution(reference: "意见", on: day).decide(
                item.resolution, of: item.body, adviser: adviser, by: BodyExamples.city, rules)
        }
        let committee = try BodyExamples.body(
            try BodyExamples.rules("TC", "expert_committee"))
        try advise(committee)
        try advise(try BodyExamples.body(try BodyExamples.rules("TC", "teacher_committee")))
        #expect(try refusal { try advise(item.body) }.slug == "not-an-adviser")
        #expect(
            try refusal { try advise(committee, BodyExamples.start.adding(days: -1)) }.slug
                == "not-an-adviser")
        let elsewhere = UnitOwnership(
            unit: UnitReference(.group, GroupID(.version7()).description),
            district: Example.haizhu, districts: [Example.haizhu])
        let foreign = try BodyExamples.body(
            try BodyExamples.rules("TC", "expert_committee"), owner: elsewhere)
        #expect(try refusal { try advise(foreign) }.slug == "not-an-adviser")
    }

    @Test("XN-23: a member's major matter names a member, and the member may bring it itself")
    func majorMatters() throws {
        let (body, rules, schools) = try BodyExamples.council("XN", members: 3)
        func propose(_ matter: AgendaMatter, _ school: SchoolID?, by caller: Caller) throws
            -> Resolution
        {
            try ProposeResolution(
                id: ResolutionID(.version7()), title: "校舍扩建", matter: matter, concerned: school
            ).decide(
                body, by: caller, on: BodyExamples.today, rules, UnitSchools(members: Set(schools))
            ).resolution
        }
        let school = schools[1]
        let member = BodyExamples.of(UnitReference(.school, school.description))
        #expect(try propose(.member, school, by: member).concerned == school)
        #expect(
            try refusal { try propose(.member, schools[2], by: member) }.slug == "not-your-unit")
        #expect(try refusal { try propose(.general, nil, by: member) }.slug == "not-your-unit")
        let unnamed = try refusal { try propose(.member, nil, by: BodyExamples.city) }
        #expect(unnamed.slug == "school-needed" && unnamed.clause == nil)
        let stranger = try refusal {
            try propose(.member, SchoolID(.version7()), by: BodyExamples.city)
        }
        #expect(stranger.slug == "not-a-member")
    }

    @Test("GT, JD: a body for which the pack has no rule of votes decides nothing")
    func noRule() throws {
        for (pack, kind) in [("JD", "council"), ("GT", "subject_team"), ("XN", "supervisors")] {
            let rules = try BodyExamples.rules(pack, kind)
            let body = try BodyExamples.body(rules)
            let refused = try refusal { try BodyExamples.item(body, rules, in: []) }
            #expect(refused.slug == "no-vote-rule" && refused.clause == rules.kind.source.clause)
        }
    }

    @Test("A session is counted by who sat there on its day, and none lies in the future")
    func days() throws {
        let (body, rules, schools) = try BodyExamples.council("XN", members: 3)
        let item = try BodyExamples.item(body, rules, in: schools)
        let left = try ReleaseMember(
            id: body.appointments[2].id, until: BodyExamples.today
        ).decide(item.body, by: BodyExamples.city, rules).decision.state
        func decide(on day: CalendarDate, _ present: Int) throws -> Resolution {
            try BodyExamples.session(
                present: BodyExamples.seats(body, schools.prefix(present)), favour: 2, on: day
            ).decide(
                item.resolution, of: left, by: BodyExamples.city, on: BodyExamples.today, rules
            ).resolution
        }
        #expect(try decide(on: BodyExamples.today, 2).session?.members == 2)
        #expect(try decide(on: BodyExamples.today.adding(days: -1), 3).session?.members == 3)
        #expect(try refusal { try decide(on: BodyExamples.today, 3) }.slug == "not-in-body")
        #expect(
            try refusal { try decide(on: BodyExamples.today.adding(days: 1), 2) }.slug
                == "session-in-future")
        #expect(
            try refusal { try decide(on: BodyExamples.start.adding(days: -1), 2) }.slug
                == "body-not-established")
    }

    @Test("No event of a body holds a title or a name")
    func titles() throws {
        let (body, rules, schools) = try BodyExamples.council("XN", members: 3)
        let item = try BodyExamples.item(body, rules, about: schools[0], in: schools)
        guard case .bodyResolutionProposed(_, let news) = try #require(item.changes.first).event
        else {
            Issue.record("not proposed")
            return
        }
        #expect(!String(describing: news).contains(item.resolution.title))
    }
}
