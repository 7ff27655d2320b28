import TaoliModels
import TaoliPolicy

extension MessageTemplates {
    /// A plan that those concerned may object to.
    package static let planConsulted = MessageTemplate(
        "plan-consulted", version: 1, event: .contestOpened,
        subject: Wording("{group}：{chain}征求意见", "{group}: {chain} is open to objections"),
        body: Wording(
            "{group}的{chain}开始征求意见，请查看并提出意见。{due}",
            "The {chain} of {group} may be seen and objected to.{due}"))

    /// Somebody objected to a plan.
    package static let planObjected = MessageTemplate(
        "plan-objected", version: 1, event: .objectionRaised,
        subject: Wording("{group}：对{chain}的异议", "{group}: an objection to the {chain}"),
        body: Wording(
            "{group}的{chain}收到一项异议，请答复。",
            "There is an objection to the {chain} of {group}. It waits for an answer."))

    /// An objection to a plan was answered.
    package static let planObjectionAnswered = MessageTemplate(
        "plan-objection-answered", version: 1, event: .objectionAnswered,
        subject: Wording(
            "{group}：{chain}的异议{detail}", "{group}: an objection to the {chain} was {detail}"),
        body: Wording(
            "{group}的{chain}的一项异议已答复：{detail}。",
            "An objection to the {chain} of {group} was answered: {detail}."))

    /// A plan that was decided, for schools and bureau.
    package static let planDecided = MessageTemplate(
        "plan-decided", version: 1, event: .planDecided,
        subject: Wording("{group}：{chain}已决定", "{group}: the {chain} is decided"),
        body: Wording(
            "{group}的{chain}于 {date} 决定：{detail}。",
            "The {chain} of {group} was decided on {date}: {detail}."))

    /// A decided plan that changed afterwards.
    package static let planRepaired = MessageTemplate(
        "plan-repaired", version: 1, event: .planDecided,
        subject: Wording("{group}：{chain}有调整", "{group}: the {chain} changed"),
        body: Wording(
            "{group}的{chain}作了调整：{detail}。", "The {chain} of {group} was changed: {detail}."))

    /// A group that cannot rotate as the rules ask.
    package static let planImpossible = MessageTemplate(
        "plan-impossible", version: 1, event: .planImpossible,
        subject: Wording("{group}：{chain}无法满足全部规定", "{group}: no {chain} keeps every rule"),
        body: Wording(
            "{group}的{chain}没有满足全部规定的方案。报告和两个备选方案已备好，请教育局决定。",
            "No {chain} of {group} keeps every rule. The report and two ready plans wait for the bureau's decision."
        ))

    /// Somebody goes from one school to another for a time.
    package static let placementDecided = MessageTemplate(
        "placement-decided", version: 2, event: .placementTold,
        subject: Wording("教师流动：{school}到{receiver}", "A placement: {school} to {receiver}"),
        body: Wording(
            """
            一名教师自 {date} 起由{school}到{receiver}任教，{detail}。姓名由{school}或教育局告知{receiver}；\
            其教职工名册（taoli staff list）中有此人。
            """,
            """
            From {date} on a teacher of {school} works at {receiver}, {detail}. {school} or the \
            bureau, whose staff lists (taoli staff list) have the person, tells {receiver} the name.
            """))

    /// It lasts longer, ended early, or is over.
    package static let placementChanged = MessageTemplate(
        "placement-changed", version: 1, event: .placementTold,
        subject: Wording(
            "教师流动变更：{school}到{receiver}", "A placement changed: {school} to {receiver}"),
        body: Wording(
            "{school}到{receiver}的一名教师：{detail}。", "A teacher of {school} at {receiver}: {detail}."))

    /// The texts about rotation.
    static let rotation = [
        planConsulted, planObjected, planObjectionAnswered, planDecided, planRepaired,
        planImpossible, placementDecided, placementChanged,
    ]
}
