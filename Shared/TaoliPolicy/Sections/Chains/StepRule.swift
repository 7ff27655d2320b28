package import TaoliModels

/// One step of a chain, as the pack words it.
package struct StepRule: Hashable, Sendable {
    /// E.g. `J.3`; unique in its chain.
    package let id: String
    package let act: StepAct
    /// An id of the actors.
    package let by: String
    /// Ids of actors who may act in its place, so that nobody can block a case by silence.
    package let instead: [String]
    /// In the words of the system.
    package let name: Wording
    /// The steps that must be over before it opens.
    package internal(set) var after: [String]
    /// The papers it asks for.
    package let needs: [String]
    /// The rules looked at when it is decided.
    package let guards: [StepGuard]
    /// A task that may be left undone: a "no" with its reason is an answer too, and goes on.
    package let isOptional: Bool
    /// What a "no" does.
    package let refusal: RefusalRoute
    /// What happens when nobody acts in time.
    package let missed: MissedRoute
    /// Only in such cases; `nil`: in all.
    package let condition: StepCondition?
    /// Whether the other district decides too or is only informed (decision 14).
    package let otherSide: OtherSide?
    /// The vote's rule, for a vote.
    package let vote: String?
    /// Working days; `nil`: the act's.
    package let days: Int?
    /// From which day they count.
    package let countsFrom: DeadlineStart
    /// Told besides those who always are.
    package let tells: [Recipient]
    /// The date on which an automatic step happens by itself.
    package let on: AutomaticDate?
    package let source: RuleSource
    let hasAfter: Bool

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        act = reader.choice("act")
        by = reader.text("by")
        instead = reader.texts("instead")
        name = reader.wording("name")
        hasAfter = reader.has("after")
        after = reader.texts("after")
        needs = reader.texts("needs")
        guards = reader.choices("guards")
        isOptional = reader.optionalFlag("optional") ?? false
        refusal = reader.optionalChoice("refusal") ?? (isOptional ? .goesOn : .impossible)
        missed = reader.optionalChoice("missed") ?? .overdue
        condition = reader.optionalChoice("if")
        otherSide = reader.optionalChoice("other_side")
        vote = reader.optionalText("vote")
        days = reader.optionalInteger("days", in: 0...250)
        countsFrom = reader.optionalChoice("counts_from") ?? .opening
        tells = reader.choices("tells")
        on = reader.optionalChoice("on")
        source = reader.source()
        check(reader)
    }

    private func check(_ reader: PolicyReader) {
        if (act == .vote) != (vote != nil) {
            reader.problem(
                "act", showing: ["act", "vote"],
                Wording("表决步骤与 vote 不配套。", "A vote and its rule belong together."),
                fix: Wording("act: vote 要写 vote: 表决规则。", "Write vote: with act: vote only."))
        }
        if (act == .automatic) != (on != nil) {
            reader.problem(
                "act", showing: ["act", "on"],
                Wording("自动步骤与 on 不配套。", "An automatic step and its date belong together."),
                fix: Wording("act: automatic 要写 on。", "Write on: with act: automatic only."))
        }
        if countsFrom == .effect, days == nil {
            reader.problem(
                "counts_from", showing: ["counts_from", "days"],
                Wording(
                    "写了 counts_from: effect，却没有写明几个工作日。",
                    "It counts from the day of effect, but does not say how many working days."),
                fix: Wording("请写 days: 工作日数。", "Write days: with it; 0 is that day itself."))
        }
        if isOptional, act != .task {
            reader.problem(
                "optional", showing: ["act", "optional"],
                Wording(
                    "“\(act.rawValue)”步骤不能写 optional。",
                    "A step of \(act.rawValue) cannot be optional."),
                fix: Wording("只有 act: task 可写 optional: true。", "Write it with act: task only."))
            return
        }
        let allowed: Set<RefusalRoute> = isOptional ? [.goesOn] : act.routes
        if !allowed.contains(refusal) {
            let routes = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            reader.problem(
                "refusal", showing: ["act", "refusal"],
                Wording(
                    "“\(act.rawValue)”步骤不能写 \(refusal.rawValue)。",
                    "A step of \(act.rawValue) cannot have \(refusal.rawValue)."),
                fix: Wording("可写：\(routes)。", "It may have: \(routes)."))
        }
    }
}

/// What is done in a step; decides which answers it takes.
package enum StepAct: String, CaseIterable, Sendable {
    /// 申请: the papers go in.
    case apply
    /// 协商: two sides agree; until then it stays open.
    case agree
    /// 风险评估: until the risk is controllable it stays open.
    case assess
    /// 初步意见: positive or negative.
    case opinion
    /// 审核: agreed, returned for correction or refused.
    case review
    /// 同意: a government consents or does not.
    case consent
    /// 征求意见: replies are recorded.
    case consult
    /// 备案: a number, or a request to complete; it cannot refuse.
    case filing
    /// 表决: counted.
    case vote
    /// 申诉, 陈述: the member is heard or lets the time pass.
    case hear
    /// Something that happened is put on record.
    case record
    /// 撤牌, 挂牌, 告知: something to be done after the decision.
    case task
    /// A procedure outside the text ends with its paper.
    case external
    /// The system acts on a date.
    case automatic

    /// What a "no" may do in such a step.
    var routes: Set<RefusalRoute> {
        switch self {
        case .apply, .consult, .record, .task, .hear, .automatic: [.impossible]
        case .agree, .assess: [.waits]
        case .opinion: [.insists, .goesOn, .drops]
        case .review, .consent: [.closes]
        case .external: [.closes]
        case .filing: [.records]
        case .vote: [.drops]
        }
    }
}

/// What a "no" does.
package enum RefusalRoute: String, CaseIterable, Sendable {
    /// The step cannot say no.
    case impossible
    /// It stays open until it can say yes.
    case waits
    /// Returned for correction, or refused with a reason: the case is closed, nothing changes.
    case closes
    /// Filing cannot refuse: a number, or a request to complete.
    case records
    /// An opinion, not a veto: back to the school, which may insist once (decision 13).
    case insists
    /// An opinion, not a veto: goes on with it (decision 13).
    case goesOn = "goes_on"
    /// Dropped: the case is closed and the member stays.
    case drops
}

/// What happens when a deadline passes.
package enum MissedRoute: String, CaseIterable, Sendable {
    /// It is shown as overdue and somebody is reminded.
    case overdue
    /// The right is lost and the case goes on.
    case goesOn = "goes_on"
}

/// From which day the deadline of a step counts.
package enum DeadlineStart: String, CaseIterable, Sendable {
    /// The day on which the step opens.
    case opening
    /// The day from which the case holds; the day on which the step opens when that is later.
    case effect
}

/// In which cases a step is there.
package enum StepCondition: String, CaseIterable, Sendable {
    /// The school lies in another district than the group.
    case acrossDistricts = "across_districts"
    /// Posts of the establishment change.
    case establishmentTouched = "establishment_touched"
}

/// Whether the other district's side decides (decision 14).
package enum OtherSide: String, CaseIterable, Sendable {
    /// Both must agree.
    case decides, informed
}

/// A rule that is looked at when a step is decided.
package enum StepGuard: String, CaseIterable, Sendable {
    /// Limits of the unit.
    case composition
    /// Conditions of the school.
    case conditions
    /// Length of the term.
    case term
}

/// On which date an automatic step happens.
package enum AutomaticDate: String, CaseIterable, Sendable {
    /// As the expiry rule says, counted from the term's last day.
    case termEnd = "term_end"
}
