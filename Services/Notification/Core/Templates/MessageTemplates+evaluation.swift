import TaoliModels
import TaoliPolicy

extension MessageTemplates {
    /// Figures that those assessed see before anybody else.
    package static let resultsShown = MessageTemplate(
        "results-shown", version: 1, event: .contestOpened,
        subject: Wording("{chain}：请核对结果", "{chain}: please check your results"),
        body: Wording(
            "{chain}的结果已可查看，公布前可以提出异议。{due}",
            "Your results of {chain} can be seen; you may object before they are published.{due}"))

    /// Somebody assessed objected.
    package static let resultObjected = MessageTemplate(
        "result-objected", version: 1, event: .objectionRaised,
        subject: Wording("{about}对{chain}提出异议", "{about} objects: {chain}"),
        body: Wording(
            "{about}对{chain}的结果提出异议，请答复。{due}",
            "{about} objects to a result of {chain}. It waits for an answer.{due}"))

    /// An objection to a result was answered.
    package static let resultObjectionAnswered = MessageTemplate(
        "result-objection-answered", version: 1, event: .objectionAnswered,
        subject: Wording(
            "{about}的异议{detail}（{chain}）", "{about}: the objection was {detail} ({chain})"),
        body: Wording(
            "{about}对{chain}结果的异议已答复：{detail}。{reason}",
            "The objection of {about} to a result of {chain} was answered: {detail}.{reason}"))

    /// A final result.
    package static let resultPublished = MessageTemplate(
        "result-published", version: 1, event: .resultPublished,
        subject: Wording("{about}：{detail}", "{about}: {detail}"),
        body: Wording(
            "{about}的评估结果已公布：{detail}。", "The result of {about} is published: {detail}."))

    /// A final result that was wrong.
    package static let resultCorrected = MessageTemplate(
        "result-corrected", version: 1, event: .resultPublished,
        subject: Wording("{about}：评估结果已更正", "{about}: the result was corrected"),
        body: Wording(
            "{about}已公布的评估结果有误，自 {date} 起更正：{detail}。{reason}原结果仍可查看。",
            "A published result of {about} was wrong; from {date} on it is: {detail}.{reason} The former one can still be seen."
        ))

    /// A row of failed years that a correction broke.
    package static let failureWithdrawn = MessageTemplate(
        "failure-withdrawn", version: 1, event: .secondFailure,
        subject: Wording("{about}：连续不合格不再成立", "{about} did not fail in a row after all"),
        body: Wording(
            "结果更正后，{about}在 {detail} 连续不合格不再成立，由此启动、尚未办结的强制退出程序随之终止；已经退出的，请教育局核对后重新办理加入。{reason}",
            "By a correction {about} did not fail in {detail} one after the other. A forced exit that began by it and is not over ends; where it is over, the bureau looks at it and the school joins anew.{reason}"
        ))

    /// A year without a result, which breaks a row of years.
    package static let levelMissing = MessageTemplate(
        "level-missing", version: 1, event: .resultPublished,
        subject: Wording("{about}：{detail}没有等级", "{about}: no level for {detail}"),
        body: Wording(
            "{about}在 {detail} 的评估中没有得出等级，连续年限因此中断。",
            "The assessment of {detail} gave {about} no level, so a row of years is broken."))

    /// The first year below the line.
    package static let warningBegan = MessageTemplate(
        "warning-began", version: 1, event: .warned,
        subject: Wording("警告：{about}评估不合格", "Warning: {about} did not pass"),
        body: Wording(
            "{about}在 {detail} 的评估中不合格，自 {date} 起挂牌警告。请按要求整改；连续两年不合格将取消成员资格。",
            "{about} did not pass the assessment of {detail}; the warning holds from {date}. A second year in a row ends its membership."
        ))

    /// A warning that is over.
    package static let warningEnded = MessageTemplate(
        "warning-ended", version: 1, event: .resultPublished,
        subject: Wording("{about}：警告解除", "{about}: the warning is over"),
        body: Wording("{about}的挂牌警告自 {date} 起解除。", "The warning of {about} ended on {date}."))

    /// The second year below the line.
    package static let secondFailure = MessageTemplate(
        "second-failure", version: 1, event: .secondFailure,
        subject: Wording("{about}连续不合格，启动退出程序", "{about} failed again: its exit begins"),
        body: Wording(
            "{about}在 {detail} 连续不合格，按规定启动强制退出程序。事项办理情况另行通知。",
            "{about} did not pass in {detail}, one after the other. Its forced exit begins as the rules say; you are told of each step."
        ))

    /// A survey that asks people of the unit.
    package static let surveyOpened = MessageTemplate(
        "survey-opened", version: 1, event: .surveyOpened,
        subject: Wording("问卷开始：{chain}", "A survey began: {chain}"),
        body: Wording(
            "问卷“{chain}”自 {date} 起填写，请组织参加。{due}",
            "The survey “{chain}” takes answers from {date}. Please see that people take part.{due}"
        ))

    /// A name of honour that was given, is due for review, was kept or lost.
    package static let namingChanged = MessageTemplate(
        "naming-changed", version: 1, event: .namingChanged,
        subject: Wording("{about}：{detail}", "{about}: {detail}"),
        body: Wording("{about}：{detail}。{reason}", "{about}: {detail}.{reason}"))

    /// The texts about evaluation.
    static let evaluation = [
        resultsShown, resultObjected, resultObjectionAnswered, resultPublished, resultCorrected,
        failureWithdrawn, levelMissing,
        warningBegan, warningEnded, secondFailure, surveyOpened, namingChanged,
    ]
}
