package import TaoliModels

/// What is refused about surveys.
package enum SurveyRefusals {
    static let dates = Refusal(
        .invalid, "survey-dates", field: "until",
        what: Wording("调查的截止日早于开始日或今天。", "The last day lies before the first, or in the past."),
        next: Wording("请改正日期。", "Correct the dates."))

    static let noRespondents = Refusal(
        .precondition, "no-respondents", field: "pack",
        what: Wording("该政策包没有规定调查对象。", "The pack names no respondents."),
        next: Wording(
            "请用 taoli policy show --section evaluation 核对。",
            "See taoli policy show --section evaluation."))

    static func unknownRespondent(_ id: String, _ known: [String]) -> Refusal {
        let near = NearestName.nearest(to: id, in: known) ?? known.joined(separator: ", ")
        return Refusal(
            .invalid, "unknown-respondent", field: "rolls",
            what: Wording("没有调查对象“\(id)”。", "There is no respondent '\(id)'."),
            next: Wording("是否为：\(near)？", "Is this meant: \(near)?"))
    }

    static func schoolNotThere(_ id: SchoolID) -> Refusal {
        Refusal(
            .invalid, "school-not-in-groups", field: "rolls",
            what: Wording(
                "学校 \(id) 当日不在这些集团。", "School \(id) is in none of the groups on that day."),
            next: Wording("请核对学校编号和集团。", "Check the ids of schools and groups."))
    }

    static func rollTwice(_ id: SchoolID) -> Refusal {
        Refusal(
            .invalid, "roll-twice", field: "rolls",
            what: Wording("学校 \(id) 的同一类对象写了两次。", "School \(id) is there twice for one kind."),
            next: Wording("请只写一次。", "Name it once."))
    }

    static let badRoll = Refusal(
        .invalid, "bad-roll", field: "rolls",
        what: Wording("应答人数应为正整数。", "A roll is a positive whole number."),
        next: Wording("请改正。", "Correct it."))

    static let closed = Refusal(
        .precondition, "survey-closed", field: "survey_id",
        what: Wording("调查已经结束。", "The survey is closed."),
        next: Wording("请用 taoli survey show 查看结果。", "See its counts with taoli survey show."))

    static let notAsked = Refusal(
        .invalid, "school-not-in-survey", field: "school_id",
        what: Wording("该校的这类对象不在调查范围。", "That kind of respondent at that school is not asked."),
        next: Wording("请用 taoli survey show 核对。", "See taoli survey show."))

    static let tokenCount = Refusal(
        .invalid, "bad-token-count", field: "count",
        what: Wording(
            "一次发放 1 到 \(EvaluationLimits.tokensMax) 个编码。",
            "Issue 1 to \(EvaluationLimits.tokensMax) tokens at once."),
        next: Wording("请分几次发放。", "Issue them in several calls."))

    static func moreThanRoll(_ left: Int64) -> Refusal {
        Refusal(
            .precondition, "more-than-roll", field: "count",
            what: Wording("超过应答人数；还可发放 \(left) 个。", "More than the roll: \(left) are left."),
            next: Wording("请减少数量。", "Issue fewer."))
    }

    /// Tokens of a repeated request whose key is no longer there.
    package static let tokensLost = Refusal(
        .precondition, "tokens-lost", field: "request_id",
        what: Wording(
            "发放这些编码时所用的密钥已经移除，无法再次给出。",
            "The key with which these tokens were issued is gone: they cannot be given again."),
        next: Wording("请用新的请求另行发放。", "Issue others with a request of its own."))

    /// A token that answers nothing: one that nobody issued.
    package static let unknownToken = Refusal(
        .notFound, "unknown-token", field: "token",
        what: Wording("没有这个编码，或调查不在进行。", "No such token, or its survey is not open."),
        next: Wording("请核对编码和调查日期。", "Check the token and the days of the survey."))

    /// A survey answered twice.
    package static let spent = Refusal(
        .alreadyExists, "already-answered", field: "token",
        what: Wording("这个编码已经答过。", "This token has answered already."),
        next: Wording("每个编码只答一次；答案不能更改。", "Each answers once; an answer cannot be changed."))

    /// An answer off the scale.
    package static let badAnswer = Refusal(
        .invalid, "bad-answer", field: "answer",
        what: Wording("答案应为 1 到 5。", "An answer is 1 to 5."),
        next: Wording("请改正后重新提交。", "Correct it and send it again."))
}
