import TaoliModels
import TaoliPolicy

/// What the rules of money, partners and agreements refuse.
enum FundsRefusals {
    static let badAmount = Refusal(
        .invalid, "bad-amount", field: "fen",
        what: Wording(
            "金额应为 1 到 \(RegistryLimits.fenMax) 分的整数。",
            "An amount is a whole number of fen from 1 to \(RegistryLimits.fenMax)."),
        next: Wording(
            "请更正金额；冲销请用 taoli unit reverse。",
            "Correct it; take an entry back with taoli unit reverse."))

    static func bookedInFuture(_ today: CalendarDate) -> Refusal {
        Refusal(
            .invalid, "booked-in-future", field: "booked_on",
            what: Wording("记账日期晚于今天（\(today)）。", "The day is after today (\(today))."),
            next: Wording("请用今天或更早的日期。", "Use today or an earlier day."))
    }

    static func noPolicy(_ district: DistrictCode) -> Refusal {
        Refusal(
            .precondition, "no-policy-bound", field: "booked_on",
            what: Wording(
                "\(district) 在该学年没有采用政策包，经费来源无从归类。",
                "District \(district) follows no pack in that school year, which names sources."),
            next: Wording("请先用 taoli policy bind 采用。", "Bind one first with taoli policy bind."))
    }

    static func unknown(_ field: String, _ value: String, known: [String]) -> Refusal {
        Refusal(
            .invalid, "unknown-\(field)", field: field,
            what: Wording("本区的政策中没有“\(value)”。", "The district's policy has no '\(value)'."),
            next: NearestRight.next(
                to: value, in: known,
                none: Wording(
                    "本区的政策包没有规定经费；请先在其 funds 中写明。",
                    "The district's pack says nothing of money; write it in its funds first.")))
    }

    static func budgetMoney(_ source: FundSourceRule, _ purpose: FundPurposeRule) -> Refusal {
        Refusal(
            .precondition, "budget-money-refused",
            clause: purpose.source.clause ?? source.source.clause, field: "source",
            what: Wording(
                "“\(purpose.name.chinese)”由单位自筹，不得使用“\(source.name.chinese)”。",
                "'\(purpose.name.english)' is self-raised; '\(source.name.english)' is budget money."
            ),
            next: Wording("请选择非财政来源。", "Choose a source that is no budget's."))
    }

    static let alreadyReversed = Refusal(
        .alreadyExists, "already-reversed", field: "entry_id",
        what: Wording("该笔已冲销。", "The entry is reversed already."),
        next: Wording("无需再次冲销。", "There is nothing to take back."))

    static let reversalOfReversal = Refusal(
        .invalid, "reversal-of-reversal", field: "entry_id",
        what: Wording("这一笔本身是冲销。", "The entry is itself a reversal."),
        next: Wording("请重新记一笔。", "Enter the money anew."))

    static func reversedBefore(_ day: CalendarDate) -> Refusal {
        Refusal(
            .invalid, "date-order", field: "booked_on",
            what: Wording("冲销日期早于原记账日 \(day)。", "The day is before the entry's own, \(day)."),
            next: Wording("请更正日期。", "Correct the date."))
    }

    static func alreadyPartner(_ since: CalendarDate) -> Refusal {
        Refusal(
            .alreadyExists, "already-partner", field: "group_id",
            what: Wording(
                "该单位自 \(since) 起已与这个集团合作。",
                "The organisation works with the group since \(since) already."),
            next: Wording("请先结束原有的合作。", "End that partnership first."))
    }

    static func noPartnership(_ day: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "no-partnership", field: "until",
            what: Wording(
                "\(day) 前一天没有合作，或已在这一天结束。",
                "There is no partnership on the day before \(day), or it ends there already."),
            next: Wording("请用 taoli unit partners 查看。", "See them with taoli unit partners."))
    }

    static func wrongParties(_ rule: FeeAgreementRule) -> Refusal {
        let chinese = rule.parties.map { "\($0.name.chinese)（\($0.id)）" }
            .joined(separator: "、")
        let english = rule.parties.map { "\($0.name.english) (\($0.id))" }
            .joined(separator: ", ")
        return Refusal(
            .invalid, "wrong-parties", clause: rule.source.clause, field: "parties",
            what: Wording("协议各方应为：\(chinese)。", "The parties are: \(english)."),
            next: Wording("请给出每一方，各写一次。", "Name each of them, once."))
    }

    static func noAgreement(_ kind: String, known: [String]) -> Refusal {
        Refusal(
            .precondition, "no-agreement-in-policy", field: "kind",
            what: Wording(
                "政策没有“\(kind)”这种费用协议。", "The policy knows no fee agreement '\(kind)'."),
            next: NearestRight.next(
                to: kind, in: known,
                none: Wording(
                    "本区的政策包没有规定费用协议；请先在其 funds.agreements 中写明。",
                    "The district's pack names no fee agreement; write it in its funds.agreements "
                        + "first.")))
    }
}
