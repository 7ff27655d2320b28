import TaoliModels
import TaoliPolicy

/// The texts of all messages. They are data: a correction is a new version beside the old one.
package enum MessageTemplates {
    /// A founding, for the bureau.
    package static let groupFounded = MessageTemplate(
        "group-founded", version: 1, event: .groupFounded,
        subject: Wording("集团成立：{group}", "Group founded: {group}"),
        body: Wording("{group}于 {date} 成立。", "{group} was founded on {date}."))

    /// A founding, for each school that leads the group from its first day.
    package static let leadOfFounded = MessageTemplate(
        "group-founded-lead", version: 1, event: .schoolJoined,
        subject: Wording("贵校牵头的集团成立：{group}", "Your school leads a new group: {group}"),
        body: Wording(
            "{group}于 {date} 成立，{school}为{role}。{reason}",
            "{group} was founded on {date}; {school} belongs to it as {role} school.{reason}"))

    /// A joining, for the school, the schools that lead, and the bureau.
    package static let schoolJoined = MessageTemplate(
        "school-joined", version: 2, event: .schoolJoined,
        subject: Wording("{school}加入{group}", "{school} joins {group}"),
        body: Wording(
            "{school}自 {date} 起加入{group}，为{role}{detail}。{reason}",
            "{school} belongs to {group} from {date} as {role} school{detail}.{reason}"))

    /// A leaving, for the school, the schools that lead, and the bureau.
    package static let schoolLeft = MessageTemplate(
        "school-left", version: 1, event: .schoolLeft,
        subject: Wording("{school}退出{group}", "{school} leaves {group}"),
        body: Wording(
            "{school}（{role}）自 {date} 起不再属于{group}。{reason}",
            "From {date} on {school} ({role} school) no longer belongs to {group}.{reason}"))

    /// All that one import recorded, once a recipient (ADR 0015).
    package static let importSummary = MessageTemplate(
        "import-summary", version: 1, event: .importSummary,
        subject: Wording("集团名单导入汇总", "Summary of an import of groups"),
        body: Wording(
            """
            导入任务 {job} 登记了与贵单位有关的既有情况：集团成立 {foundings} 个，学校加入 {joinings} 次，\
            学校退出 {leavings} 次。
            """,
            """
            Import {job} recorded what already existed and concerns your unit: groups founded \
            {foundings}, schools joined {joinings}, schools left {leavings}.
            """))

    /// A vote, for the unit, the members' units and the school concerned.
    package static let resolutionDecided = MessageTemplate(
        "resolution-decided", version: 1, event: .bodyDecided,
        subject: Wording(
            "{group}{chain}：一项议题{outcome}", "{group}, {chain}: a matter was {outcome}"),
        body: Wording(
            "{group}的{chain}于 {date} 就一项议题表决：{outcome}。请查看决议和纪要。",
            "The {chain} of {group} voted on {date}: {outcome}. See the resolution and its minutes."
        ))

    /// A version of a document, for each school that must accept it.
    package static let documentProposed = MessageTemplate(
        "document-proposed", version: 1, event: .documentProposed,
        subject: Wording("请认可：{group}的{chain}", "Please accept: {chain} of {group}"),
        body: Wording(
            "{group}提出了{chain}{step}，请贵校认可；全体学校认可后生效。",
            "{group} proposed its {chain}{step}. It holds once every school has accepted it."))

    /// A version of a document that holds, for its unit, the schools, and whoever files it.
    package static let documentInForce = MessageTemplate(
        "document-in-force", version: 1, event: .documentInForce,
        subject: Wording("{group}的{chain}已生效", "{chain} of {group} is in force"),
        body: Wording(
            "{group}的{chain}{step}自 {date} 起生效。",
            "The {chain}{step} of {group} holds from {date}."))

    /// The bureau's answer to a version, for its unit and the schools.
    package static let documentAnswered = MessageTemplate(
        "document-answered", version: 2, event: .documentAnswered,
        subject: Wording("{group}的{chain}：{outcome}", "{chain} of {group}: {outcome}"),
        body: Wording(
            "{group}的{chain}{step}：{outcome}。{reason}",
            "The {chain}{step} of {group}: {outcome}.{reason}"))

    /// News of a body or document of a school or a district.
    package static let unitNews = MessageTemplate(
        "unit-news", version: 2, event: .documentAnswered,
        subject: Wording("{chain}：{outcome}", "{chain}: {outcome}"),
        body: Wording("{chain}{step}：{outcome}。{reason}", "{chain}{step}: {outcome}.{reason}"))

    /// The templates by which messages are written today, one of each name.
    package static let current =
        [
            groupFounded, leadOfFounded, schoolJoined, schoolLeft, importSummary,
            resolutionDecided, documentProposed, documentInForce, documentAnswered, unitNews,
        ] + cases + structure + unread + rotation + evaluation + calendar

    /// Every version of every template.
    package static let all = current + earlier

    /// The template that a stored message names; `nil` for one of a newer build.
    package static func find(_ name: String, version: Int) -> MessageTemplate? {
        all.first { $0.name == name && $0.version == version }
    }

    /// What is wrong with them, two of one name and version included; empty when all is well.
    package static var problems: [String] {
        let counted = Dictionary(grouping: all, by: \.reference)
        return all.flatMap(\.problems)
            + counted.filter { $0.value.count > 1 }.keys.sorted().map { "\($0) exists twice" }
    }
}
