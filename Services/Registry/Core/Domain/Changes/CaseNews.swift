package import TaoliModels
package import TaoliPolicy

/// What the news about a case says of the case itself.
package struct CaseNews: Hashable, Sendable {
    package let id: CaseID
    /// The pack's id, e.g. `XN`.
    package let pack: String
    /// SHA-256 of the pack's file.
    package let packVersion: String
    /// The chain's id, e.g. `JX`.
    package let chain: String
    /// The chain's name in the pack.
    package let chainName: Wording
    package let purpose: CasePurpose
    /// The group; of a founding the one that will be.
    package let group: GroupID
    /// The school that applies or is concerned.
    package let school: SchoolID
    /// Of a founding: the name that the group will have; `nil` otherwise.
    package let groupName: String?
    /// What is recommended on a leader; `nil` for other purposes.
    package let advice: LeaderAdvice?
    package let status: CaseStatus
    /// First day on which it holds; `nil` while it has not come about.
    package let effectiveOn: CalendarDate?
    /// Who is to be told.
    package let recipients: [UnitReference]
    /// The steps that are open after it.
    package let next: [NextStep]

    /// A step that waits for somebody.
    package struct NextStep: Hashable, Sendable {
        /// The step's id, e.g. `J.3`.
        package let step: String
        /// The step's name in the pack.
        package let name: Wording
        /// Its last day; `nil` without a deadline.
        package let dueOn: CalendarDate?
        /// Whose turn it is: none where the product acts; nobody who could act instead.
        package let units: [UnitReference]
        /// It was open before it too, so whoever it waits for has been told.
        package let isOld: Bool
    }

    /// - Parameter before: the case before it; `nil` when it begins.
    init(_ item: Case, _ rules: CaseRules, recipients: [UnitReference], after before: Case?) {
        let waiting = Set((before?.openSteps ?? []).map(\.id))
        let chain = rules.chain
        id = item.id
        pack = item.pack
        packVersion = item.packVersion
        self.chain = chain.id
        chainName = chain.name
        purpose = item.facts.proposal.purpose
        group = item.facts.parties.group
        if case .found(let name, _, _) = item.facts.proposal {
            groupName = name
        } else {
            groupName = nil
        }
        if case .recommend(_, _, let what) = item.facts.proposal {
            advice = what
        } else {
            advice = nil
        }
        school = item.facts.parties.school
        status = item.status
        effectiveOn = item.effectiveOn
        self.recipients = recipients
        next = item.openSteps.compactMap { step in
            chain.step(step.id).map { rule in
                NextStep(
                    step: rule.id, name: rule.name, dueOn: rules.dueOn(step, rule, of: item),
                    units: rules.ownUnits(of: rule, in: item.facts),
                    isOld: waiting.contains(step.id))
            }
        }
    }
}

/// What the news says of an answer.
package struct CaseStepNews: Hashable, Sendable {
    /// The step's id, e.g. `J.3`.
    package let step: String
    /// The step's name in the pack.
    package let name: Wording
    /// What is done at it.
    package let act: StepAct
    package let outcome: StepOutcome
    /// May be empty for a yes.
    package let reason: String
    /// The role that answered.
    package let role: Role
    /// Its unit; `nil` for the product itself.
    package let unit: UnitReference?
    /// The steps that are open after it.
    package let open: [String]
    /// Everybody is to know of it (XN-15).
    package let isPublic: Bool
}
