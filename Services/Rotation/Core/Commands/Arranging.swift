package import TaoliModels
package import TaoliPolicy

/// Makes the placements of an arrangement, or says what speaks against it (TC-9, JD-10, SH-4, SH-6,
/// XN-5). Pure: who is placed elsewhere on the same days, the store knows.
package struct Arranging: Sendable {
    private let wanted: Arrangement
    private let facts: ArrangementFacts
    private let pack: PolicyPack
    private let rules: PlacementRules

    /// - Parameter pack: the one that the group's district follows.
    package init(_ wanted: Arrangement, _ facts: ArrangementFacts, _ pack: PolicyPack) {
        self.wanted = wanted
        self.facts = facts
        self.pack = pack
        rules = PlacementRules(pack)
    }

    /// The placements, in the order of the arrangement, then those who come in return.
    ///
    /// - Parameters:
    ///   - newTeam: the id of a team that is made.
    ///   - newID: makes the placements' ids.
    /// - Throws: `not-your-district`, `unknown-placement-kind`, `by-plan-only`, `not-yours-to-arrange`,
    ///   `date-order`, `too-long-a-placement`, `unknown-school`, `no-team`, `unknown-team`,
    ///   `person-twice`, `unknown-teacher`, `same-school`, `stage-needed`, `stage-not-taught`,
    ///   `share-needed`, `whole-time`, `mentor-needed`, `mentor-elsewhere`, and what
    ///   ``PlacementRules`` and ``DispatchTeamCheck`` refuse.
    package func decide(by caller: Caller, newTeam: TeamID, newID: () -> PlacementID)
        throws(Refusal) -> [StayDecision]
    {
        let (rule, arranger) = try authority(caller)
        try checkDays()
        guard let there = facts.members.first(where: { $0.school == wanted.receiving }) else {
            throw ArrangementRefusals.unknownSchool(wanted.receiving)
        }
        try checkTeam()
        let team = isTeam ? wanted.team ?? newTeam : nil
        var made: [StayDecision] = []
        for member in wanted.members {
            let home = try post(of: member.person)
            let stay = Stay(
                kind: wanted.kind, rule: rule, home: home, there: there, member: member,
                arrangement: StayArrangement(
                    by: arranger, mode: wanted.mode, post: member.post, team: team,
                    mentor: member.mentor, movesEmployment: member.movesEmployment))
            made.append(try decide(stay, newID()))
        }
        guard let home = made.first?.stay.home,
            let back = facts.members.first(where: { $0.school == home })
        else { return made }
        for person in wanted.inReturn {
            made.append(try decide(comingBack(person, to: back, team, arranger, rule), newID()))
        }
        return made
    }

    private var section: RotationSection { pack[RotationSection.self] }

    /// Whether the kind goes in teams.
    private var isTeam: Bool { section.dispatches.contains { $0.kind == wanted.kind } }

    private func authority(_ caller: Caller) throws(Refusal) -> (ArrangementRule, Arranger) {
        let arranger: Arranger =
            caller.unit == UnitReference(.group, facts.group.description) ? .group : .bureau
        if arranger == .bureau { try BureauAuthority.check(caller, of: facts.district) }
        guard let rule = rules.arrangement(of: wanted.kind) else {
            throw ArrangementRefusals.byPlanOnly(wanted.kind, pack)
        }
        guard rule.by.contains(arranger) else { throw ArrangementRefusals.notYours(rule) }
        return (rule, arranger)
    }

    private func checkDays() throws(Refusal) {
        guard wanted.from < wanted.until else { throw ArrangementRefusals.dateOrder }
        let (first, last) = (
            SchoolYear(containing: wanted.from),
            SchoolYear(containing: wanted.until.adding(days: -1))
        )
        guard last.startYear - first.startYear < RotationLimits.yearsMax else {
            throw StayRefusals.tooLong
        }
        var seen: Set<PersonID> = []
        for person in wanted.members.map(\.person) + wanted.inReturn
        where !seen.insert(person).inserted {
            throw ArrangementRefusals.twice(person)
        }
    }

    /// A dispatched team as a whole, those who go with it already included.
    private func checkTeam() throws(Refusal) {
        guard isTeam else {
            let isSaid = wanted.members.contains { !$0.post.isEmpty }
            guard wanted.team == nil, wanted.inReturn.isEmpty, !isSaid else {
                throw ArrangementRefusals.noTeam(wanted.kind)
            }
            return
        }
        let old = facts.team.filter { $0.state.isOpen && $0.until > wanted.from }
        if wanted.team != nil {
            guard let first = old.first, first.group == facts.group else {
                throw ArrangementRefusals.unknownTeam
            }
        }
        var members: [DispatchTeam.Member] = old.filter { $0.kind == wanted.kind }.map { stay in
            DispatchTeam.Member(
                person: stay.person.description, post: stay.arrangement?.post ?? "",
                isAtHome: Set(DispatchPostRule.Holder.allCases),
                movesEmployment: stay.arrangement?.movesEmployment ?? false)
        }
        for member in wanted.members {
            members.append(
                DispatchTeam.Member(
                    person: member.person.description, post: member.post,
                    isAtHome: isAtHome(try post(of: member.person)),
                    movesEmployment: member.movesEmployment))
        }
        let back = old.filter { $0.kind != wanted.kind }.map(\.person) + wanted.inReturn
        let team = DispatchTeam(
            mode: wanted.mode, members: members, inReturn: back.map(\.description))
        let found = DispatchTeamCheck(pack, kind: wanted.kind).refusals(team)
        if let first = found.first { throw first }
    }

    private func isAtHome(_ post: PlanningPost) -> Set<DispatchPostRule.Holder> {
        var found: Set<DispatchPostRule.Holder> = [.anybody]
        if post.post == .middleManager { found.insert(.middleManager) }
        if isKey(post.person) { found.insert(.keyTeacher) }
        return found
    }

    private func isKey(_ person: PersonID) -> Bool {
        facts.levels.contains {
            $0.person == person && $0.isKey && $0.validity.holds(on: wanted.from)
        }
    }

    private func post(of person: PersonID) throws(Refusal) -> PlanningPost {
        guard let post = facts.posts.first(where: { $0.person == person }) else {
            throw ArrangementRefusals.unknownTeacher(person, wanted.from)
        }
        return post
    }

    /// Somebody of the receiving school who comes to the sending one (XN-5).
    private func comingBack(
        _ person: PersonID, to school: PlanningMember, _ team: TeamID?, _ arranger: Arranger,
        _ rule: ArrangementRule
    ) throws(Refusal) -> Stay {
        let home = try post(of: person)
        guard home.school == wanted.receiving,
            let flow = section.counterFlows.first(where: { $0.answers == wanted.kind })
        else { throw ArrangementRefusals.notInReturn(person) }
        return Stay(
            kind: flow.kind, rule: rules.arrangement(of: flow.kind) ?? rule, home: home,
            there: school, member: Arrangement.Member(person: person),
            arrangement: StayArrangement(by: arranger, team: team))
    }

    /// One placement before it is checked.
    private struct Stay {
        let kind: PlacementKind
        let rule: ArrangementRule
        let home: PlanningPost
        let there: PlanningMember
        let member: Arrangement.Member
        let arrangement: StayArrangement
    }

    private func decide(_ stay: Stay, _ id: PlacementID) throws(Refusal) -> StayDecision {
        let person = stay.member.person
        guard stay.home.school != stay.there.school else {
            throw ArrangementRefusals.sameSchool(person)
        }
        let (own, to) = try stages(stay)
        let share = try share(stay)
        try checkMentor(stay)
        let terms = rules.stay(of: stay.kind)
        let made = TeacherStay(
            id: id, plan: nil, group: facts.group, district: facts.district,
            districts: facts.districts, person: person, kind: stay.kind, home: stay.home.school,
            receiving: stay.there.school, stage: to, subject: stay.home.subject,
            isKey: isKey(person), year: SchoolYear(containing: wanted.from), from: wanted.from,
            until: wanted.until, state: .decided, pack: pack.id, packVersion: pack.version,
            clause: terms?.source.citation ?? stay.rule.source.citation,
            yearsAtLeast: terms?.yearsAtLeast ?? 0, appraiser: rules.appraiser(of: stay.kind)?.by,
            share: share, arrangement: stay.arrangement,
            duty: rules.duty(
                after: stay.kind,
                sentByWeakSchool: facts.isDesignated(
                    stay.home.school, "weak", stage: own, on: wanted.from)),
            allowance: rules.allowance(for: stay.kind))
        let proposal = PlacementProposal(
            person: person.description, kind: stay.kind,
            mode: wanted.mode.isEmpty ? nil : wanted.mode,
            post: stay.member.post.isEmpty ? nil : stay.member.post, from: own, to: to,
            years: made.wholeYears(until: wanted.until),
            movesEmployment: stay.member.movesEmployment)
        if let refusal = rules.refusals(proposal).first { throw refusal }
        return StayDecision(made, .decided)
    }

    /// The stage at which somebody teaches at home, and the one at the receiving school.
    private func stages(_ stay: Stay) throws(Refusal) -> (own: Stage, to: Stage) {
        let home = facts.members.first { $0.school == stay.home.school }?.stages ?? []
        let asked = wanted.stage.flatMap { stay.there.stages.contains($0) ? $0 : nil }
        let own =
            stay.home.stage ?? (home.count == 1 ? home.first : nil)
            ?? asked.flatMap { home.contains($0) ? $0 : nil }
        guard let own else { throw ArrangementRefusals.stageNeeded(stay.member.person) }
        // The stage that was asked for is the receiving school's; who comes in return keeps the own.
        let to = stay.there.school == wanted.receiving ? wanted.stage ?? own : own
        guard stay.there.stages.contains(to) else { throw ArrangementRefusals.notTaught(to) }
        return (own, to)
    }

    private func share(_ stay: Stay) throws(Refusal) -> Int {
        let said = stay.member.share
        if let said, !(1...100).contains(said) { throw ArrangementRefusals.badShare }
        switch stay.rule.time {
        case .whole:
            guard (said ?? 100) == 100 else { throw ArrangementRefusals.wholeTime(stay.rule) }
        case .part:
            guard let said, said < 100 else { throw ArrangementRefusals.shareNeeded(stay.rule) }
        case .any: break
        }
        return said ?? 100
    }

    private func checkMentor(_ stay: Stay) throws(Refusal) {
        guard let mentor = stay.member.mentor else {
            if stay.rule.needsMentor { throw ArrangementRefusals.mentorNeeded(stay.rule) }
            return
        }
        guard try post(of: mentor).school == stay.there.school else {
            throw ArrangementRefusals.mentorElsewhere(mentor)
        }
    }
}
