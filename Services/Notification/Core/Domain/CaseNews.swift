package import TaoliModels

/// Something about a case that people must know. Registry has said who they are: the pack of the
/// case names them.
package struct CaseNews: Hashable, Sendable {
    /// What happened.
    package enum Happening: Hashable, Sendable {
        /// The case began.
        case opened
        /// Somebody answered at a step, named by its id in the chain; `act` and `outcome` as
        /// registry names them. The act is empty in events of older releases.
        case answered(step: Wording, id: String, act: String, outcome: String)
        /// The case ended.
        case closed
    }

    package let caseID: CaseID
    package let groupID: GroupID
    package let schoolID: SchoolID
    /// Of a founding: the name that the group will have; `nil` otherwise.
    package let groupName: String?
    /// Of a recommendation on a leader: what is recommended; `nil` otherwise.
    package let advice: Advice?
    /// The chain's name in the pack.
    package let chain: Wording
    package let happening: Happening
    /// The case's status after it, as registry names it.
    package let status: String
    /// The day from which it holds; `nil` while it has not come about.
    package let date: CalendarDate?
    /// As given with the answer; may be empty.
    package let reason: String
    /// Each once, as registry named them.
    package let recipients: [Recipient]
    /// The steps that wait for somebody after it.
    package let next: [NextStep]

    /// That somebody shall have, or leave, a leader's post; it names nobody.
    package struct Advice: Hashable, Sendable {
        /// The post meant.
        package let post: StaffPost
        /// Whoever has the post shall leave it.
        package let isDismissal: Bool

        package init(post: StaffPost, isDismissal: Bool) {
            self.post = post
            self.isDismissal = isDismissal
        }
    }

    /// A step that waits for somebody.
    package struct NextStep: Hashable, Sendable {
        /// Its id in the chain, e.g. `J.3`.
        package let id: String
        /// Its name in the pack.
        package let name: Wording
        /// Its last day; `nil` without a deadline.
        package let dueOn: CalendarDate?
        /// Whose turn it is.
        package let actors: [Recipient]
        /// It waited before too: they have been asked already.
        package let isOld: Bool

        package init(
            id: String, name: Wording, dueOn: CalendarDate?, actors: [Recipient],
            isOld: Bool = false
        ) {
            self.id = id
            self.name = name
            self.dueOn = dueOn
            self.actors = actors
            self.isOld = isOld
        }
    }

    package init(
        caseID: CaseID, groupID: GroupID, schoolID: SchoolID, groupName: String?,
        advice: Advice? = nil, chain: Wording, happening: Happening, status: String,
        date: CalendarDate?, reason: String, recipients: [Recipient], next: [NextStep] = []
    ) {
        self.caseID = caseID
        self.groupID = groupID
        self.schoolID = schoolID
        self.groupName = groupName
        self.advice = advice
        self.chain = chain
        self.happening = happening
        self.status = status
        self.date = date
        self.reason = reason
        self.recipients = recipients
        self.next = next
    }

    /// The steps at which a recipient is asked to act, in one name, and the earliest of their last
    /// days; `nil` when it is not its turn, or when it has been asked at each of them before.
    package func turn(of recipient: Recipient) -> (name: Wording, dueOn: CalendarDate?)? {
        let steps = next.filter { $0.actors.contains(recipient) }
        guard steps.contains(where: { !$0.isOld }) else { return nil }
        return (
            Wording(
                steps.map(\.name.chinese).joined(separator: "、"),
                steps.map(\.name.english).joined(separator: ", ")),
            steps.compactMap(\.dueOn).min()
        )
    }

    /// The text that a recipient gets: what it has to do goes before what it may know.
    package func template(for recipient: Recipient) -> MessageTemplate {
        guard turn(of: recipient) == nil else { return MessageTemplates.caseTurn }
        return switch happening {
        case .opened: MessageTemplates.caseOpened
        case .answered: MessageTemplates.caseAnswered
        case .closed: MessageTemplates.caseClosed
        }
    }

    /// The id of the step that a recipient's message is about; `nil` for several steps and for what
    /// concerns the case as a whole.
    package func stepID(for recipient: Recipient) -> String? {
        let own = next.filter { $0.actors.contains(recipient) }.map(\.id)
        if !own.isEmpty { return own.count == 1 ? own[0] : nil }
        if case .answered(_, let id, _, _) = happening { return id }
        return nil
    }

    /// The step answered; `nil` for what concerns the case as a whole.
    package var step: Wording? {
        if case .answered(let step, _, _, _) = happening { step } else { nil }
    }

    /// The answer, by what it means at its step; `nil` for what concerns the case as a whole.
    package var outcome: String? {
        guard case .answered(_, _, let act, let outcome) = happening else { return nil }
        return CaseWords.answer(outcome, at: act)
    }

    /// What is recommended, in brackets; `nil` for other cases.
    package var detail: Wording? {
        advice.map { advice in
            let post = advice.post.rawValue.replacing("_", with: " ")
            let day = date.map { Wording("，自 \($0) 起", ", from \($0)") } ?? Wording("", "")
            return advice.isDismissal
                ? Wording(
                    "（建议免去\(advice.post.chinese)\(day.chinese)）",
                    " (to dismiss: \(post)\(day.english))")
                : Wording(
                    "（建议任命\(advice.post.chinese)\(day.chinese)）",
                    " (to appoint: \(post)\(day.english))")
        }
    }
}

/// Words for what registry's events name in English keys. A word of a newer registry stands as it
/// is.
package enum CaseWords {
    /// What an answer means at a step of such an act: a review's yes is more than done. What an act
    /// adds nothing to stays as registry names it.
    package static func answer(_ outcome: String, at act: String) -> String {
        switch (act, outcome) {
        case ("apply", "yes"): "submitted"
        case ("agree", "yes"): "settled"
        case ("agree", "no"): "unsettled"
        case ("opinion", "yes"), ("review", "yes"), ("consent", "yes"): "agreed"
        case ("opinion", "no"), ("review", "no"), ("consent", "no"): "disagreed"
        case ("assess", "yes"): "passed"
        case ("assess", "no"): "not_passed"
        case ("filing", "yes"): "filed"
        case ("vote", "yes"): "adopted"
        case ("vote", "no"): "rejected"
        case ("task", "no"): "left_undone"
        default: outcome
        }
    }

    /// How a step was answered.
    package static func outcome(_ key: String) -> Wording {
        switch key {
        case "yes": Wording("已办理", "done")
        case "no": Wording("未同意", "not agreed")
        case "submitted": Wording("已提交", "submitted")
        case "settled": Wording("已达成一致", "settled")
        case "unsettled": Wording("未达成一致", "not settled")
        case "agreed": Wording("同意", "agreed")
        case "disagreed": Wording("不同意", "not agreed")
        case "passed": Wording("通过", "passed")
        case "not_passed": Wording("未通过", "not passed")
        case "returned": Wording("退回补正", "returned for correction")
        case "resubmitted": Wording("补正后重新提交", "sent again after correction")
        case "insisted": Wording("坚持报审", "insisted")
        case "missed": Wording("逾期未办，继续下一步", "not used in time; it goes on")
        case "informed": Wording("已告知", "informed")
        case "adopted": Wording("通过", "adopted")
        case "rejected": Wording("未通过", "rejected")
        case "left_undone": Wording("不办理", "left undone")
        case "proposed": Wording("待认可", "waits for acceptance")
        case "in_force": Wording("已生效", "in force")
        case "filed": Wording("已备案", "on file")
        default: Wording(key, key)
        }
    }

    /// How far a case is.
    package static func status(_ key: String) -> Wording {
        switch key {
        case "open": Wording("办理中", "under way")
        case "returned": Wording("待补正", "waiting for correction")
        case "decided": Wording("已决定，尚有事项待办", "decided, with something left to do")
        case "completed": Wording("已办结", "completed")
        case "refused": Wording("不予通过", "refused")
        case "dropped": Wording("已终止，维持原状", "dropped, nothing changes")
        case "withdrawn": Wording("已撤回", "withdrawn")
        default: Wording(key, key)
        }
    }
}
