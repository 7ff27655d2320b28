package import TaoliModels
package import TaoliPolicy

/// What a message says, before it is put into words. Names are those known when it is read; what
/// is not known yet gets a neutral phrase.
package struct MessageFacts: Hashable, Sendable {
    /// `nil` while the group's own event has not come.
    package let groupName: String?
    /// `nil` while the site is not known, and for messages that are about none.
    package let siteName: String?
    /// `nil` while the school is not known, and for messages that are about none.
    package let schoolName: String?
    /// The role of the site that joined or left; `nil` when none did.
    package let role: MembershipRole?
    /// The day from which it holds; `nil` for a summary.
    package let date: CalendarDate?
    /// As given with the command; may be empty.
    package let reason: String
    /// The import that is summed up; `nil` for news of one thing.
    package let importJobID: ImportJobID?
    package let counts: SummaryCounts
    /// A case's chain in the words of its pack; `nil` for other messages.
    package let chain: Wording?
    /// The step answered; `nil` for what concerns a case as a whole.
    package let step: Wording?
    /// How it was answered, and the case's status after it, as registry names them.
    package let outcome: String?
    /// The case's status after it, as registry names it.
    package let status: String?
    /// The step that the recipient is asked to take; `nil` when it is not its turn.
    package let turn: Wording?
    /// Its last day; `nil` without a deadline.
    package let dueOn: CalendarDate?
    /// The group on the other side of a merger; `nil` while its own event has not come.
    package let otherGroupName: String?
    /// What changed; `nil` for messages whose template says it all.
    package let detail: Wording?
    /// It is about a school, also while that is not known.
    package let isAboutSchool: Bool
    /// The school that receives; `nil` while it is not known, and for messages that name none.
    package let receiverName: String?
    /// The case that it is about; `nil` for other messages.
    package let caseID: CaseID?

    package init(
        groupName: String? = nil, siteName: String? = nil, schoolName: String? = nil,
        role: MembershipRole? = nil, date: CalendarDate? = nil, reason: String = "",
        importJobID: ImportJobID? = nil, counts: SummaryCounts = SummaryCounts(),
        chain: Wording? = nil, step: Wording? = nil, outcome: String? = nil, status: String? = nil,
        turn: Wording? = nil, dueOn: CalendarDate? = nil, otherGroupName: String? = nil,
        detail: Wording? = nil, isAboutSchool: Bool = false, receiverName: String? = nil,
        caseID: CaseID? = nil
    ) {
        self.groupName = groupName
        self.siteName = siteName
        self.schoolName = schoolName
        self.role = role
        self.date = date
        self.reason = reason
        self.importJobID = importJobID
        self.counts = counts
        self.chain = chain
        self.step = step
        self.outcome = outcome
        self.status = status
        self.turn = turn
        self.dueOn = dueOn
        self.otherGroupName = otherGroupName
        self.detail = detail
        self.isAboutSchool = isAboutSchool
        self.receiverName = receiverName
        self.caseID = caseID
    }

    /// What stands at a placeholder, in both languages.
    package func value(_ placeholder: Placeholder) -> Wording {
        switch placeholder {
        case .group: group(groupName)
        case .other: group(otherGroupName)
        case .detail: detail ?? same("")
        case .about: isAboutSchool ? school : group(groupName)
        case .receiver: receiverName.map(same) ?? MessageFacts.unknownSchool
        case .school: school
        case .role: Wording(role?.chinese ?? "", role?.rawValue ?? "")
        case .date: same(date?.description ?? "")
        case .reason:
            reason.isEmpty ? same("") : Wording("理由：\(reason)", " Reason: \(reason)")
        case .job: same(importJobID?.description ?? "")
        case .foundings: same("\(counts.foundings)")
        case .joinings: same("\(counts.joinings)")
        case .leavings: same("\(counts.leavings)")
        case .caseID: same(caseID?.description ?? "")
        case .chain: chain ?? same("")
        case .step: step ?? same("")
        case .outcome: CaseWords.outcome(outcome ?? "")
        case .status: CaseWords.status(status ?? "")
        case .turn: turn ?? same("")
        case .due:
            dueOn.map { Wording("请于 \($0) 前办结。", " It is due by \($0).") } ?? same("")
        }
    }

    private func group(_ name: String?) -> Wording {
        name.map { Wording($0, $0) }
            ?? Wording("一个集团（名称尚未收到）", "a group (name not received yet)")
    }

    /// A site, with its school where that has another name.
    private var school: Wording {
        switch (siteName, schoolName) {
        case (let site?, let school?) where site != school:
            Wording("\(site)（\(school)）", "\(site) (\(school))")
        case (let name?, _), (nil, let name?): same(name)
        case (nil, nil): MessageFacts.unknownSchool
        }
    }

    private static let unknownSchool = Wording(
        "一所学校（名称尚未收到）", "A school (name not received yet)")

    private func same(_ text: String) -> Wording { Wording(text, text) }
}
