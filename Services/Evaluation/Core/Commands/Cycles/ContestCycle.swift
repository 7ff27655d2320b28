package import TaoliModels
package import TaoliPolicy

/// A school or a group objects to its own result.
package struct ObjectToResult: Sendable {
    /// Names it.
    package let id: ObjectionID
    /// Who objects.
    package let subject: CycleSubject
    /// Why; at most `EvaluationLimits.reasonMax` characters.
    package let reason: String

    package init(id: ObjectionID, subject: CycleSubject, reason: String) {
        self.id = id
        self.subject = subject
        self.reason = reason
    }

    /// - Returns: `CycleObjected`.
    /// - Throws: `not-your-result`, `reason-needed`, `wrong-cycle-status`, `contest-over`,
    ///   `objection-open`, `unknown-working-days`.
    package func decide(
        _ cycle: Cycle, by caller: Caller, on today: CalendarDate, _ workingDays: WorkingDays
    ) throws(Refusal) -> CycleDecision {
        try checkOwn(cycle, caller)
        guard !reason.isEmpty else { throw CycleRefusals.reasonNeeded }
        guard cycle.status == .contesting, let last = cycle.contestUntil else {
            throw CycleRefusals.wrongStatus(
                cycle.status,
                Wording(
                    "结果核算后、公布前可以提出异议。", "Object once it is computed and before it is published."))
        }
        guard today <= last else { throw CycleRefusals.notContestable }
        guard !cycle.objections.contains(where: { $0.subject == subject && $0.status == .open })
        else { throw CycleRefusals.objectsAlready }
        let objection = CycleObjection(
            id: id, subject: subject, computation: cycle.computation, raisedOn: today,
            dueOn: try workingDays.deadline(EvaluationLimits.answerDays, after: today),
            reason: reason)
        var state = cycle
        state.objections.append(objection)
        return state.happened(
            .objected(objection), telling: [cycle.bureau] + cycle.concerned(subject))
    }

    private func checkOwn(_ cycle: Cycle, _ caller: Caller) throws(Refusal) {
        let isAssessed =
            subject.school == nil
            ? cycle.groups.contains(subject.group) : cycle.member(subject) != nil
        let isOwn =
            switch caller.role {
            case .school: subject.school != nil && caller.unit?.id == subject.school?.description
            case .group: caller.unit?.id == subject.group.description
            case .city, .district, .auditor, .service: false
            }
        guard isAssessed, isOwn else { throw CycleRefusals.notYourResult }
    }
}

/// The assessor answers an objection. An upheld one lets inputs be corrected and results be
/// computed again.
package struct AnswerObjection: Sendable {
    /// Names it.
    package let id: ObjectionID
    /// Whether it was right.
    package let isUpheld: Bool
    /// Why; at most `EvaluationLimits.reasonMax` characters.
    package let reason: String

    package init(id: ObjectionID, isUpheld: Bool, reason: String) {
        self.id = id
        self.isUpheld = isUpheld
        self.reason = reason
    }

    /// - Returns: `CycleObjectionAnswered`.
    /// - Throws: `not-your-cycle`, `wrong-cycle-status`, `not-found`, `objection-answered`,
    ///   `reason-needed`.
    package func decide(
        _ cycle: Cycle, by caller: Caller, on today: CalendarDate, pack: PolicyPack
    ) throws(Refusal) -> CycleDecision {
        let place = cycle.objections.firstIndex { $0.id == id }
        if !CycleAuthority.isBureau(caller, cycle.district) {
            let own = CycleAuthority.council(caller, cycle, pack)
            guard let own, place.map({ cycle.objections[$0].subject.group }) ?? own == own else {
                throw CycleRefusals.notYours(cycle.district)
            }
        }
        guard cycle.status == .contesting else {
            throw CycleRefusals.wrongStatus(
                cycle.status, Wording("只在异议期答复。", "Objections are answered before publication."))
        }
        guard let place else { throw CycleRefusals.noObjection }
        guard cycle.objections[place].status == .open else { throw CycleRefusals.answeredAlready }
        guard !reason.isEmpty else { throw CycleRefusals.reasonNeeded }
        var state = cycle
        state.objections[place].status = isUpheld ? .upheld : .rejected
        state.objections[place].answeredOn = today
        state.objections[place].answer = reason
        let objection = state.objections[place]
        return state.happened(.answered(objection), telling: cycle.concerned(objection.subject))
    }
}
