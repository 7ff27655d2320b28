package import TaoliModels
import TaoliPolicy

/// What a command made of an agenda item and its body.
package struct ResolutionDecision: Sendable {
    /// The body with its next version; its members are as they were.
    package let body: Body
    /// The agenda item after the command.
    package let resolution: Resolution
    /// What happened, in the order of its sequences.
    package let changes: [RegistryChange]

    init(_ body: Body, _ resolution: Resolution, _ log: ChangeLog) {
        var after = body
        after.version = log.version
        self.body = after
        self.resolution = resolution
        changes = log.changes
    }
}

/// Puts a matter on a body's agenda (XN-23: what is major for a member is decided by the council).
package struct ProposeResolution: Sendable {
    package let id: ResolutionID
    /// 1 to `RegistryLimits.nameMax` characters; in no event, since it may name people.
    package let title: String
    package let matter: AgendaMatter
    /// The member school that it is about; `nil` when it is about none.
    package let concerned: SchoolID?

    package init(
        id: ResolutionID, title: String, matter: AgendaMatter, concerned: SchoolID?
    ) {
        self.id = id
        self.title = title
        self.matter = matter
        self.concerned = concerned
    }

    /// - Parameter schools: those of the body's group today; none for other bodies.
    /// - Returns: the item on the agenda; `BodyResolutionProposed`.
    /// - Throws: `not-your-unit` for a caller who is neither of the unit, of its bureau nor of the
    ///   school concerned; `body-dissolved`, `no-vote-rule`, `school-needed`, `not-a-member`.
    package func decide(
        _ body: Body, by caller: Caller, on today: CalendarDate, _ rules: BodyRules,
        _ schools: UnitSchools
    ) throws(Refusal) -> ResolutionDecision {
        if !isConcerned(caller, schools) {
            try UnitAuthority.check(caller, changes: body.owner)
        }
        if let until = body.validity.until, until <= today {
            throw BodyRefusals.dissolved(body, on: until)
        }
        guard !rules.votes.isEmpty else { throw ResolutionRefusals.noVoteRule(rules.kind) }
        if matter == .member, concerned == nil { throw ResolutionRefusals.schoolNeeded }
        if let concerned, !schools.all.contains(concerned) {
            throw ResolutionRefusals.schoolNotThere
        }
        let resolution = Resolution(
            id: id, body: body.id, title: title, matter: matter, concerned: concerned,
            proposedOn: today, proposedBy: CaseSignature(caller), status: .proposed, advice: [],
            session: nil)
        var log = ChangeLog(.body(body.id), version: body.version)
        log.record(
            .bodyResolutionProposed(BodyNews(body, rules.kind), ResolutionNews(resolution)),
            on: today,
            fields: [
                .between("resolution", ResolutionID?.none, id),
                .between("matter", String?.none, matter.name),
                .between("school", SchoolID?.none, concerned),
            ],
            districts: body.owner.districts)
        return ResolutionDecision(body, resolution, log)
    }

    /// A member may bring what concerns itself before the council.
    private func isConcerned(_ caller: Caller, _ schools: UnitSchools) -> Bool {
        guard let concerned, caller.role == .school, schools.all.contains(concerned) else {
            return false
        }
        return caller.unit == UnitReference(.school, concerned.description)
    }
}

/// Takes a matter off the agenda before it was decided.
package struct WithdrawResolution: Sendable {
    package init() {}

    /// - Returns: the item withdrawn; `BodyResolutionWithdrawn`.
    /// - Throws: `not-your-unit`, `resolution-over`.
    package func decide(
        _ resolution: Resolution, of body: Body, by caller: Caller, on today: CalendarDate,
        _ rules: BodyRules
    ) throws(Refusal) -> ResolutionDecision {
        if caller.subject != resolution.proposedBy.subject
            || caller.unit != resolution.proposedBy.unit
        {
            try UnitAuthority.check(caller, changes: body.owner)
        }
        try ResolutionRefusals.check(isOpen: resolution)
        var after = resolution
        after.status = .withdrawn
        var log = ChangeLog(.body(body.id), version: body.version)
        log.record(
            .bodyResolutionWithdrawn(BodyNews(body, rules.kind), ResolutionNews(after)),
            on: today,
            fields: [
                .between("resolution", ResolutionID?.none, resolution.id),
                .between("status", resolution.status.rawValue, after.status.rawValue),
            ],
            districts: body.owner.districts)
        return ResolutionDecision(body, after, log)
    }
}

/// Attaches what an expert committee advised to a matter before it is decided (TC-6).
package struct AdviseResolution: Sendable {
    /// Document number or address, 1 to `RegistryLimits.referenceMax` characters.
    package let reference: String
    /// The day of the advice.
    package let on: CalendarDate

    package init(reference: String, on: CalendarDate) {
        self.reference = reference
        self.on = on
    }

    /// - Parameter adviser: a body of the same unit or of its bureau.
    /// - Returns: the item with the advice; `BodyResolutionAdvised`.
    /// - Throws: `not-your-unit`, `resolution-over`, `not-an-adviser`, `too-many`.
    package func decide(
        _ resolution: Resolution, of body: Body, adviser: Body, by caller: Caller,
        _ rules: BodyRules
    ) throws(Refusal) -> ResolutionDecision {
        try UnitAuthority.check(caller, changes: body.owner)
        try ResolutionRefusals.check(isOpen: resolution)
        let bureau = UnitReference(.district, body.owner.district.rawValue)
        guard adviser.id != body.id, [body.owner.unit, bureau].contains(adviser.owner.unit),
            adviser.validity.holds(on: on)
        else { throw ResolutionRefusals.notAnAdviser }
        guard resolution.advice.count < RegistryLimits.adviceMax else {
            throw GroupRefusals.tooMany("adviser_id", max: RegistryLimits.adviceMax)
        }
        var after = resolution
        after.advice.append(Advice(adviser: adviser.id, reference: reference, on: on))
        var log = ChangeLog(.body(body.id), version: body.version)
        log.record(
            .bodyResolutionAdvised(
                BodyNews(body, rules.kind), ResolutionNews(after), adviser: adviser.id),
            on: on,
            fields: [
                .between("resolution", ResolutionID?.none, resolution.id),
                .between("advice", String?.none, reference),
            ],
            districts: body.owner.districts)
        return ResolutionDecision(body, after, log)
    }
}
