import TaoliModels
import TaoliPolicy

extension MessageTemplates {
    /// A group that went into another, for those who led it and the bureau.
    package static let groupMerged = MessageTemplate(
        "group-merged", version: 1, event: .groupMerged,
        subject: Wording("{group}并入{other}", "{group} goes into {other}"),
        body: Wording(
            "自 {date} 起，{group}并入{other}，成员关系一并转入。{reason}",
            "From {date} on {group} is part of {other}, with all its memberships.{reason}"))

    /// A group of which parts became groups of their own.
    package static let groupSplit = MessageTemplate(
        "group-split", version: 1, event: .groupSplit,
        subject: Wording("{group}拆分", "{group} is split"),
        body: Wording(
            "自 {date} 起，{group}的部分学校组成新的集团。{reason}",
            "From {date} on schools of {group} are groups of their own.{reason}"))

    /// A group that stands for another, or for a part of one.
    package static let groupTookOver = MessageTemplate(
        "group-took-over", version: 1, event: .groupTookOver,
        subject: Wording("{group}承接{other}", "{group} takes over from {other}"),
        body: Wording(
            "自 {date} 起，{group}承接{other}的学校。{reason}",
            "From {date} on {group} has schools of {other}.{reason}"))

    /// A group with another name.
    package static let groupRenamed = MessageTemplate(
        "group-renamed", version: 1, event: .unitRenamed,
        subject: Wording("集团更名：{detail}", "A group is renamed: {detail}"),
        body: Wording(
            "自 {date} 起，集团更名：{detail}。{reason}",
            "From {date} on the group is renamed: {detail}.{reason}"))

    /// A school with another name.
    package static let schoolRenamed = MessageTemplate(
        "school-renamed", version: 1, event: .unitRenamed,
        subject: Wording("学校更名：{detail}", "A school is renamed: {detail}"),
        body: Wording(
            "自 {date} 起，学校更名：{detail}。{reason}",
            "From {date} on the school is renamed: {detail}.{reason}"))

    /// What is said of a group for a time.
    package static let groupDesignated = MessageTemplate(
        "group-designated", version: 1, event: .unitDesignated,
        subject: Wording("{group}——{detail}", "{group} – {detail}"),
        body: Wording(
            "教育局认定{group}：{detail}。{reason}", "The bureau says of {group}: {detail}.{reason}"))

    /// What is said of a school for a time.
    package static let schoolDesignated = MessageTemplate(
        "school-designated", version: 1, event: .unitDesignated,
        subject: Wording("{school}——{detail}", "{school} – {detail}"),
        body: Wording(
            "教育局认定{school}：{detail}。{reason}", "The bureau says of {school}: {detail}.{reason}"))

    /// All that one import of staff recorded, once a recipient (ADR 15).
    package static let staffImportSummary = MessageTemplate(
        "staff-import-summary", version: 1, event: .importSummary,
        subject: Wording("人员名单导入汇总", "Summary of an import of staff"),
        body: Wording(
            """
            导入任务 {job} 登记了与贵单位有关的人员任职：开始任职 {joinings} 人次，结束或撤销任职 {leavings} 人次。\
            请用 taoli staff list 核对。
            """,
            """
            Import {job} recorded posts of staff that concern your unit: begun {joinings}, ended or \
            taken back {leavings}. Check them with taoli staff list.
            """))

    /// The texts about structure and designations.
    static let structure = [
        groupMerged, groupSplit, groupTookOver, groupRenamed, schoolRenamed, groupDesignated,
        schoolDesignated, staffImportSummary,
    ]
}
