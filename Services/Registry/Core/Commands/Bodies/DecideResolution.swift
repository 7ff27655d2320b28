package import TaoliModels
import TaoliPolicy

/// Records the session that decided a matter: who was there, who voted how, the minutes. What came
/// out follows from the count and the pack's rule, and is nobody's to say.
package struct DecideResolution: Sendable {
    /// The day of the session.
    package let heldOn: CalendarDate
    /// The id of the rule of votes; `nil` where the pack has one for the body.
    package let rule: String?
    /// Everybody who was there, also the member concerned.
    package let present: [AppointmentID]
    package let count: SessionCount
    /// Where the member concerned was heard, or said that it need not be; may be empty elsewhere.
    package let hearing: String
    /// Number or address of the minutes, 1 to `RegistryLimits.referenceMax` characters.
    package let minutes: String

    package init(
        heldOn: CalendarDate, rule: String?, present: [AppointmentID], count: SessionCount,
        hearing: String, minutes: String
    ) {
        self.heldOn = heldOn
        self.rule = rule
        self.present = present
        self.count = count
        self.hearing = hearing
        self.minutes = minutes
    }

    /// - Returns: the item adopted or rejected; `BodyResolutionDecided`.
    /// - Throws: `not-your-unit`, `resolution-over`, `session-in-future`, `body-not-established`,
    ///   `body-dissolved`, `no-vote-rule`, `no-members`, `not-in-body`, `present-twice`,
    ///   `not-quorate`, `not-heard`, `voted-twice`, `no-vote-here`, `ballots-missing`,
    ///   `count-differs`.
    package func decide(
        _ resolution: Resolution, of body: Body, by caller: Caller, on today: CalendarDate,
        _ rules: BodyRules
    ) throws(Refusal) -> ResolutionDecision {
        try UnitAuthority.check(caller, changes: body.owner)
        try ResolutionRefusals.check(isOpen: resolution)
        try checkDay(body, today)
        let vote = try rules.vote(rule)
        let roll = SessionRoll(
            members: body.members(on: heldOn), concerned: resolution.concerned, rule: vote)
        let session = try counted(roll, vote, rules.pack.version)
        var after = resolution
        after.session = session
        let passes = vote.passes(members: session.members, inFavour: session.tally.inFavour)
        after.status = passes ? .adopted : .rejected
        var log = ChangeLog(.body(body.id), version: body.version)
        log.record(
            .bodyResolutionDecided(
                BodyNews(body, rules.kind, recipients: recipients(body, resolution)),
                ResolutionNews(after)),
            on: heldOn,
            fields: [
                .between("resolution", ResolutionID?.none, resolution.id),
                .between("status", resolution.status.rawValue, after.status.rawValue),
                .between("minutes", String?.none, minutes),
            ],
            districts: body.owner.districts)
        return ResolutionDecision(body, after, log)
    }

    private func checkDay(_ body: Body, _ today: CalendarDate) throws(Refusal) {
        guard heldOn <= today else { throw ResolutionRefusals.inFuture }
        guard heldOn >= body.validity.from else { throw BodyRefusals.notEstablished(body) }
        if let until = body.validity.until, until <= heldOn {
            throw BodyRefusals.dissolved(body, on: until)
        }
    }

    private func counted(_ roll: SessionRoll, _ vote: VoteRule, _ version: String)
        throws(Refusal) -> DecidedSession
    {
        guard !roll.voters.isEmpty else { throw ResolutionRefusals.noMembers }
        let there = try roll.there(present)
        guard vote.isQuorate(members: roll.voters.count, present: there.count) else {
            throw CaseRefusals.notQuorate(vote)
        }
        if roll.mustHear, hearing.isEmpty { throw ResolutionRefusals.notHeard(vote) }
        let (tally, ballots) = try tally(there)
        return DecidedSession(
            heldOn: heldOn, packVersion: version, rule: vote.id, clause: vote.source.clause,
            present: present, ballots: ballots, members: roll.voters.count, voting: there.count,
            tally: tally, hearing: hearing, minutes: minutes)
    }

    private func tally(_ there: Set<AppointmentID>) throws(Refusal) -> (VoteTally, [Ballot]) {
        switch count {
        case .counted(let tally):
            guard tally.inFavour >= 0, tally.against >= 0, tally.abstained >= 0,
                tally.total == there.count
            else { throw ResolutionRefusals.countDiffers(tally.total, present: there.count) }
            return (tally, [])
        case .named(let ballots):
            var voted: Set<AppointmentID> = []
            for ballot in ballots {
                guard there.contains(ballot.member) else {
                    throw ResolutionRefusals.noVoteHere(ballot.member)
                }
                guard voted.insert(ballot.member).inserted else {
                    throw ResolutionRefusals.votedTwice(ballot.member)
                }
            }
            guard voted.count == there.count else {
                throw ResolutionRefusals.ballotsMissing(there.count - voted.count)
            }
            return (VoteTally(ballots), ballots)
        }
    }

    /// The unit, whoever sits there for a unit, the school concerned and whoever proposed it.
    private func recipients(_ body: Body, _ item: Resolution) -> [UnitReference] {
        let concerned = item.concerned.map { [UnitReference(.school, $0.description)] } ?? []
        let all =
            [body.owner.unit] + body.members(on: heldOn).compactMap(\.unit) + concerned
            + [item.proposedBy.unit].compactMap { $0 }
        var seen: Set<UnitReference> = []
        return all.filter { seen.insert($0).inserted }
    }
}

/// How a session's votes are known.
package enum SessionCount: Hashable, Sendable {
    /// Who voted how.
    case named([Ballot])
    /// Only how many.
    case counted(VoteTally)
}

/// Who may vote in a session.
struct SessionRoll {
    /// Everybody who sits in the body that day.
    let members: [BodyAppointment]
    let concerned: SchoolID?
    let rule: VoteRule

    /// The member concerned is heard, has no vote and is not counted (decision 16).
    var voters: Set<AppointmentID> {
        let counted = members.filter { !mustHear || $0.school != concerned }
        return Set(counted.map(\.id))
    }

    /// Somebody is to be heard.
    var mustHear: Bool { concerned != nil && rule.concerned == .heard }

    /// Of those present, the ones with a vote.
    /// - Throws: `not-in-body`, `present-twice`.
    func there(_ present: [AppointmentID]) throws(Refusal) -> Set<AppointmentID> {
        let known = Set(members.map(\.id))
        var seen: Set<AppointmentID> = []
        for id in present {
            guard known.contains(id) else { throw ResolutionRefusals.notInBody(id) }
            guard seen.insert(id).inserted else { throw ResolutionRefusals.presentTwice(id) }
        }
        return seen.intersection(voters)
    }
}
