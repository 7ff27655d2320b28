package import TaoliModels
import TaoliPolicy

/// What is refused about naming (SH-13).
package enum NamingRefusals {
    static let nothingToName = Refusal(
        .precondition, "nothing-to-name", field: "pack",
        what: Wording("该政策包没有命名的条文。", "The pack has no rule on naming."),
        next: Wording(
            "请用 taoli policy show --section evaluation 核对。",
            "See taoli policy show --section evaluation."))

    static let dayInFuture = Refusal(
        .invalid, "day-in-future",
        what: Wording("日期尚未到来。", "The day is still to come."),
        next: Wording("请写今天或以前的日期。", "Give today or an earlier day."))

    static let named = Refusal(
        .alreadyExists, "named-already", field: "group_id",
        what: Wording("该单位已经命名。", "The unit is named already."),
        next: Wording("请用 taoli naming list 查看。", "See it with taoli naming list."))

    static let notNamed = Refusal(
        .precondition, "not-named", field: "group_id",
        what: Wording("该单位没有命名。", "The unit is not named."),
        next: Wording("请用 taoli naming list 查看。", "See it with taoli naming list."))

    static func notReached(_ clause: String?) -> Refusal {
        Refusal(
            .precondition, "standards-not-met", clause: clause, field: "group_id",
            what: Wording(
                "该单位最近一年的评价没有达到全部标准，或尚未公布。",
                "The unit's assessment of the last year did not reach every standard, or there is none."
            ),
            next: Wording(
                "请先公布达到标准的评价：taoli cycle publish。",
                "Publish an assessment that reaches them first: taoli cycle publish."))
    }

    static func tooEarly(after day: CalendarDate) -> Refusal {
        Refusal(
            .invalid, "named-too-early", field: "named_on",
            what: Wording(
                "命名所依据的评价结果 \(day) 才有。",
                "The result on which the naming rests is of \(day)."),
            next: Wording("请写这一天或以后的日期。", "Give that day or a later one."))
    }

    static func disqualified(_ day: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "disqualified-this-year", clause: "SH-13", field: "group_id",
            what: Wording("该单位已于 \(day) 取消资质。", "The unit lost its eligibility on \(day)."),
            next: Wording("请在下一年度评定。", "Assess it next year."))
    }

    static func tooEarly(_ window: ReviewWindow, _ clause: String?) -> Refusal {
        Refusal(
            .precondition, "review-too-early", clause: clause, field: "reviewed_on",
            what: Wording(
                "复核期为 \(window.from) 至 \(window.until)。",
                "The review takes place from \(window.from) to \(window.until)."),
            next: Wording("请在复核期内办理。", "Record it within that time."))
    }

    static func unknownGround(_ id: String, _ known: [String]) -> Refusal {
        let near = NearestName.nearest(to: id, in: known) ?? known.joined(separator: ", ")
        return Refusal(
            .invalid, "unknown-ground", field: "grounds",
            what: Wording("负面清单没有“\(id)”。", "The negative list has no '\(id)'."),
            next: Wording(
                near.isEmpty ? "该政策包没有负面清单。" : "是否为：\(near)？",
                near.isEmpty ? "The pack has no such list." : "Is this meant: \(near)?"))
    }

    static let evidenceNeeded = Refusal(
        .invalid, "evidence-needed", clause: "SH-13", field: "evidence",
        what: Wording("请写明查实的依据。", "Say what shows the grounds."),
        next: Wording("请写明调查报告或处理决定。", "Name the report or the decision."))

    static func notTogether(_ pack: PolicyPack) -> Refusal {
        let section = pack[EvaluationSection.self]
        let needed = section.negatives.first?.needs ?? []
        let names = section.grounds.filter { needed.contains($0.id) }.map(\.name)
        return Refusal(
            .precondition, "grounds-not-together", clause: section.negatives.first?.source.clause,
            field: "grounds",
            what: Wording(
                "须同时查实：\(names.map(\.chinese).joined(separator: "、"))。",
                "All of these must be shown: \(names.map(\.english).joined(separator: ", "))."),
            next: Wording("请补充依据后再办理。", "Show the others too, or leave it."))
    }

    /// For the service: a unit that has no record under the pack.
    package static let noRecord = Refusal(
        .notFound, "not-found", field: "group_id",
        what: Wording(
            "没有该单位在这个政策包下的评价记录。", "The unit has no record under that pack."),
        next: Wording("请先公布一次评价。", "Publish an assessment of it first."))
}
