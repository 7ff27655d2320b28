import TaoliContracts
import TaoliModels

/// Words for what cases name in English keys; an unknown key stands as it is.
enum CaseTerms {
    /// How far a case is; what was decided for a later day is not in effect before it.
    static func status(_ item: Taoli_Registry_V1_Case, on today: CalendarDate) -> Term {
        let term = status(item.status)
        guard ["decided", "completed"].contains(item.status),
            let day = CalendarDate(item.effectiveOn), day > today
        else { return term }
        return Term(
            key: "\(term.key), not yet in effect",
            chinese: item.status == "decided" ? "待生效" : "\(term.chinese)，待生效")
    }

    static func status(_ key: String) -> Term {
        let words = [
            "open": "办理中", "returned": "待补正", "decided": "已生效", "completed": "已办结",
            "refused": "不予通过", "dropped": "已终止", "withdrawn": "已撤回",
        ]
        return Term(key: key, chinese: words[key] ?? key)
    }

    /// What is asked for besides the mode: years, category, ground.
    static func wish(_ item: Taoli_Registry_V1_Case, in language: Language) -> String {
        let years = language == .zh ? "\(item.years) 年" : "\(item.years) years"
        let isDismissal = item.isDismissal
        let act =
            language == .zh ? (isDismissal ? "免去" : "任命") : isDismissal ? "dismiss" : "appoint"
        let post =
            item.post.isEmpty ? "" : "\(act) \(StaffTerms.post(item.post).text(in: language))"
        return [
            item.years == 0 ? "" : years, PackWords.category(item.category, in: language),
            PackWords.ground(item.ground, in: language), post, item.personID,
        ].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// How far a step is, with what was answered where the state alone does not tell.
    static func state(of step: Taoli_Registry_V1_CaseStep) -> Term {
        let last = step.answers.last?.outcome ?? ""
        switch (step.state, last) {
        case ("returned", "no"):
            return Term(key: "answered no: resubmit or insist", chinese: "不同意，可补正或坚持报审")
        case ("over", "no"):
            return Term(key: "answered no, it goes on", chinese: "不同意/不办，继续办理")
        case ("void", "no"):
            return Term(key: "answered no, case closed", chinese: "不同意，事项终止")
        case ("void", "") where !step.openedOn.isEmpty:
            return Term(key: "case closed before an answer", chinese: "未办，事项已终止")
        case ("void", ""): return state(step.state)
        case ("void", _):
            return Term(
                key: "\(outcome(last).key), case closed",
                chinese: "\(outcome(last).chinese)，事项终止")
        default: return state(step.state)
        }
    }

    /// What is asked of whoever has a step in its list.
    static func turn(of step: Taoli_Registry_V1_PendingStep) -> Term {
        switch (step.state, step.answer) {
        case ("returned", "no"):
            Term(key: "answered no: correct and resubmit, or insist", chinese: "不同意：补正后重新提交，或坚持报审")
        case ("returned", _): Term(key: "returned: correct and resubmit", chinese: "退回：补正后重新提交")
        default: Term(key: "decide", chinese: "办理")
        }
    }

    /// How a step that came back goes on.
    static func sendAgain(_ step: Taoli_Registry_V1_PendingStep) -> Wording {
        Wording(
            "已退回的事项：补正后用 taoli case resubmit \(step.caseID) --reason … 重新提交；"
                + "对理事会的不同意可加 --insist 坚持报审（一次）。",
            "What came back: correct it and send it again with taoli case resubmit "
                + "\(step.caseID) --reason …; against a council's no you may --insist once.")
    }

    static func state(_ key: String) -> Term {
        let words = [
            "waiting": "尚不能开始", "open": "待办", "returned": "退回补正", "over": "已完成",
            "skipped": "不适用", "void": "未进行",
        ]
        return Term(key: key, chinese: words[key] ?? key)
    }

    static func outcome(_ key: String) -> Term {
        let words = [
            "yes": "同意/已办", "no": "不同意/不办", "returned": "退回补正", "resubmitted": "重新提交",
            "insisted": "坚持报审", "missed": "逾期", "informed": "已告知", "delegated": "委托",
            "withdrawn": "撤回", "dropped": "终止",
        ]
        return Term(key: key, chinese: words[key] ?? key)
    }
}
