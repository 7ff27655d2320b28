import TaoliModels
import TaoliPolicy

extension MessageTemplates {
    /// Texts that nothing is written by any more; what was written by them is read by them.
    static let earlier = [
        MessageTemplate(
            "school-joined", version: 1, event: .schoolJoined,
            subject: Wording("{school}加入{group}", "{school} joins {group}"),
            body: Wording(
                "{school}自 {date} 起加入{group}，为{role}。{reason}",
                "{school} belongs to {group} from {date} as {role} school.{reason}")),
        MessageTemplate(
            "case-opened", version: 1, event: .caseOpened,
            subject: Wording("新事项：{chain}（{group}）", "New case: {chain} ({group})"),
            body: Wording(
                "{school}与{group}的“{chain}”开始办理。",
                "“{chain}” of {school} and {group} has begun.")),
        MessageTemplate(
            "case-answered", version: 1, event: .caseAnswered,
            subject: Wording("{chain}：{step}，{outcome}", "{chain}: {step}, {outcome}"),
            body: Wording(
                "{school}与{group}的“{chain}”：{step}，{outcome}。目前{status}。{reason}",
                "“{chain}” of {school} and {group}: {step}, {outcome}. The case is {status}.{reason}"
            )),
        MessageTemplate(
            "case-closed", version: 1, event: .caseClosed,
            subject: Wording("{chain}：{status}（{group}）", "{chain}: {status} ({group})"),
            body: Wording(
                "{school}与{group}的“{chain}”{status}。{reason}",
                "“{chain}” of {school} and {group} is {status}.{reason}")),
        MessageTemplate(
            "case-turn", version: 1, event: .caseTurn,
            subject: Wording("请办理：{turn}（{chain}）", "Your turn: {turn} ({chain})"),
            body: Wording(
                "{school}与{group}的“{chain}”等待您办理：{turn}。{due}{reason}",
                "“{chain}” of {school} and {group} waits for you: {turn}.{due}{reason}")),
        MessageTemplate(
            "document-answered", version: 1, event: .documentAnswered,
            subject: Wording("{group}的{chain}：{outcome}", "{chain} of {group}: {outcome}"),
            body: Wording(
                "{group}的{chain}{step}：{outcome}。",
                "The {chain}{step} of {group}: {outcome}.")),
        MessageTemplate(
            "unit-news", version: 1, event: .documentAnswered,
            subject: Wording("{chain}：{outcome}", "{chain}: {outcome}"),
            body: Wording("{chain}{step}：{outcome}。", "{chain}{step}: {outcome}.")),
        MessageTemplate(
            "placement-decided", version: 1, event: .placementTold,
            subject: Wording("教师流动：{school}到{receiver}", "A placement: {school} to {receiver}"),
            body: Wording(
                "一名教师自 {date} 起由{school}到{receiver}任教，{detail}。姓名请在人员名册查看。",
                """
                From {date} on a teacher of {school} works at {receiver}, {detail}. The staff \
                register has the name.
                """)),
    ]
}
