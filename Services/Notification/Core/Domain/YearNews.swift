package import TaoliModels

/// Something about a year's rotation or evaluation that people must know. The service that did it has
/// said who they are.
package struct YearNews: Hashable, Sendable {
    /// The text that everybody gets.
    package let template: MessageTemplate
    /// The group; `nil` for what is about none.
    package let group: GroupID?
    /// That it is about, or from which somebody goes; `nil` when the group as a whole is meant.
    package let school: SchoolID?
    /// That receives; `nil` for what is no placement.
    package let receiver: SchoolID?
    /// What is planned or assessed, in words; `nil` where the template says it all.
    package let subject: Wording?
    /// How it came out, in words; `nil` where the template says it all.
    package let detail: Wording?
    /// The day from which it holds.
    package let date: CalendarDate?
    /// The last day to act.
    package let dueOn: CalendarDate?
    /// As given; may be empty.
    package let reason: String
    /// Each once, as the event named them.
    package let recipients: [Recipient]

    package init(
        _ template: MessageTemplate, group: GroupID? = nil, school: SchoolID? = nil,
        receiver: SchoolID? = nil, subject: Wording? = nil, detail: Wording? = nil,
        date: CalendarDate? = nil, dueOn: CalendarDate? = nil, reason: String = "",
        recipients: [Recipient]
    ) {
        self.template = template
        self.group = group
        self.school = school
        self.receiver = receiver
        self.subject = subject
        self.detail = detail
        self.date = date
        self.dueOn = dueOn
        self.reason = reason
        self.recipients = recipients
    }
}

/// Words for what rotation's and evaluation's events name in English keys. A word of a newer service
/// stands as it is.
package enum YearWords {
    /// A school year's plan of a stage.
    package static func plan(_ schoolYear: String, stage: String) -> Wording {
        let name = Stage(rawValue: stage)?.chinese ?? stage
        return Wording("\(schoolYear) 学年\(name)轮岗计划", "rotation plan \(schoolYear), \(stage)")
    }

    /// Why a placement ended early.
    package static func ground(_ key: String) -> Wording {
        switch key {
        case "withdrawn": Wording("本人退出", "withdrawn")
        case "health": Wording("健康原因", "health")
        case "family": Wording("家庭原因", "family")
        case "transferred": Wording("调动", "transferred")
        case "retired": Wording("退休", "retired")
        case "replanned": Wording("计划调整", "planned anew")
        case "other": Wording("其他原因", "another reason")
        default: Wording(key, key)
        }
    }

    /// Whether an objection was upheld.
    package static func answer(isUpheld: Bool) -> Wording {
        isUpheld ? Wording("成立", "upheld") : Wording("不成立", "not upheld")
    }
}
