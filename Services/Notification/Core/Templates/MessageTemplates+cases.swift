import TaoliModels
import TaoliPolicy

extension MessageTemplates {
    /// A case that began.
    package static let caseOpened = MessageTemplate(
        "case-opened", version: 2, event: .caseOpened,
        subject: Wording("新事项：{chain}（{group}）", "New case: {chain} ({group})"),
        body: Wording(
            "{school}与{group}的“{chain}”{detail}开始办理（查看：taoli case show {case}）。",
            "“{chain}”{detail} of {school} and {group} has begun (see: taoli case show {case})."))

    /// An answer at a step of a case.
    package static let caseAnswered = MessageTemplate(
        "case-answered", version: 2, event: .caseAnswered,
        subject: Wording(
            "{chain}（{group}）：{step}，{outcome}", "{chain} ({group}): {step}, {outcome}"),
        body: Wording(
            """
            {school}与{group}的“{chain}”{detail}：{step}，{outcome}。\
            目前{status}（查看：taoli case show {case}）。{reason}
            """,
            """
            “{chain}”{detail} of {school} and {group}: {step}, {outcome}. \
            The case is {status} (see: taoli case show {case}).{reason}
            """))

    /// A case that ended.
    package static let caseClosed = MessageTemplate(
        "case-closed", version: 2, event: .caseClosed,
        subject: Wording("{chain}：{status}（{group}）", "{chain}: {status} ({group})"),
        body: Wording(
            "{school}与{group}的“{chain}”{detail}{status}（查看：taoli case show {case}）。{reason}",
            """
            “{chain}”{detail} of {school} and {group} is {status} \
            (see: taoli case show {case}).{reason}
            """))

    /// A case in which the recipient has to act.
    package static let caseTurn = MessageTemplate(
        "case-turn", version: 2, event: .caseTurn,
        subject: Wording("请办理：{turn}（{chain}，{group}）", "Your turn: {turn} ({chain}, {group})"),
        body: Wording(
            """
            {school}与{group}的“{chain}”{detail}等待您办理：{turn}\
            （查看：taoli case show {case}）。{due}{reason}
            """,
            """
            “{chain}”{detail} of {school} and {group} waits for you: {turn} \
            (see: taoli case show {case}).{due}{reason}
            """))

    /// The texts about cases.
    static let cases = [caseOpened, caseAnswered, caseClosed, caseTurn]
}
