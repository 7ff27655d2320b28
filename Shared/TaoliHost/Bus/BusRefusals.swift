import TaoliContracts
import TaoliModels

/// What the bus calls refuse.
enum BusRefusals {
    static let wholeCity = Refusal(
        .permission, "city-only",
        what: Wording(
            "搁置的事件涉及全市，只有市级人员可以查看。",
            "Parked events concern the whole city; only roles of the city may see them."),
        next: Wording("请联系市级管理员。", "Ask an operator of the city."))

    static func subject(_ text: String) -> Refusal {
        Refusal(
            .invalid, "bad-subject", field: "subject",
            what: Wording(
                "对象“\(text.prefix(100))”不是“类型/编号”。",
                "Subject '\(text.prefix(100))' is not TYPE/ID."),
            next: Wording(
                "请照抄列表中的对象，例如 group/0197…。", "Copy it from a list, e.g. group/0197…."))
    }

    static let oneOfTwo = Refusal(
        .invalid, "one-of-two", field: "subject",
        what: Wording("须且只须指明两者之一。", "Exactly one of the two must be given."),
        next: Wording(
            "重试：对象或事件编号；重发：主题或对象。",
            "For a retry the subject or the event's id; for sending again the topic or the subject."
        ))

    static func nothingParked(_ consumer: String) -> Refusal {
        Refusal(
            .notFound, "nothing-parked",
            what: Wording(
                "消费者 \(consumer) 没有搁置这样的事件。",
                "Consumer \(consumer) has set no such event aside."),
            next: Wording(
                "请用 bus parked list 核对；也许已经处理完。",
                "Look at bus parked list; it may have been dealt with."))
    }

    static func unknownTopic(_ topic: String, _ topics: [String]) -> Refusal {
        let list = topics.isEmpty ? "-" : topics.joined(separator: ", ")
        return Refusal(
            .notFound, "topic-unknown", field: "topic",
            what: Wording(
                "主题“\(topic.prefix(100))”不属于本服务。",
                "Topic '\(topic.prefix(100))' is not this service's."),
            next: Wording("本服务的主题：\(list)。", "Its topics are: \(list)."))
    }

    static let range = Refusal(
        .invalid, "bad-range", field: "from",
        what: Wording(
            "序号范围无效。", "The range of archive numbers is not valid."),
        next: Wording(
            "from 与 through 不得为负，且 from 不大于 through。",
            "from and through are not negative, and from is not above through."))

    static let nothingArchived = Refusal(
        .notFound, "nothing-archived",
        what: Wording("没有这样的已发事件。", "No such event has been sent."),
        next: Wording("请用 bus tail 核对序号和对象。", "Look at bus tail for numbers and subjects."))

    // MARK: - Rebuilding

    static func reaction(_ consumer: String) -> Refusal {
        Refusal(
            .precondition, "reaction-not-rebuildable", field: "consumer",
            what: Wording(
                "消费者 \(consumer) 会对每个事件采取行动，重建会使这些行动再次发生。",
                "Consumer \(consumer) acts on each event: a rebuild would act again."),
            next: Wording(
                "只有保存副本的消费者可以重建；单个事件可用 bus parked retry 重试。",
                "Only a consumer that keeps a copy can be rebuilt; for single events there is bus "
                    + "parked retry."))
    }

    static func noTables(_ consumer: String) -> Refusal {
        Refusal(
            .precondition, "not-rebuildable", field: "consumer",
            what: Wording(
                "消费者 \(consumer) 没有声明它的副本表。",
                "Consumer \(consumer) does not declare the tables of its copy."),
            next: Wording(
                "请开发者声明后再重建。", "Its developers must declare them first."))
    }

    static func running(_ consumer: String) -> Refusal {
        Refusal(
            .precondition, "rebuild-running", field: "consumer",
            what: Wording(
                "消费者 \(consumer) 正在重建。", "Consumer \(consumer) is being rebuilt already."),
            next: Wording(
                "请等待并切换（bus switch），或放弃（bus rebuild --abandon）。",
                "Wait and switch (bus switch), or give it up (bus rebuild --abandon)."))
    }

    static func notRunning(_ consumer: String) -> Refusal {
        Refusal(
            .precondition, "rebuild-not-running", field: "consumer",
            what: Wording(
                "消费者 \(consumer) 没有在重建。", "Consumer \(consumer) is not being rebuilt."),
            next: Wording("请先执行 bus rebuild。", "Begin with bus rebuild."))
    }

    /// Why the filling generation may not take over yet.
    static func behind(_ rebuild: Taoli_Bus_V1_RebuildStatus) -> Refusal {
        if rebuild.behind > 0 || rebuild.differingPartitions > 0 {
            return Refusal(
                .precondition, "rebuild-behind",
                what: Wording(
                    "新一代尚缺 \(rebuild.behind) 条事件，\(rebuild.differingPartitions) 个分区与发送方不一致。",
                    "The new generation lacks \(rebuild.behind) events and differs from the producer "
                        + "in \(rebuild.differingPartitions) partitions."),
                next: Wording("请等它追上后再切换。", "Wait until it has caught up, then switch."),
                isTransient: true)
        }
        let name = "\(rebuild.consumer)@\(rebuild.fillingGeneration)"
        return Refusal(
            .precondition, "rebuild-parked",
            what: Wording(
                "新一代搁置了 \(rebuild.parkedFilling) 条事件，现用的只有 \(rebuild.parkedActive) 条。",
                "The new generation has set \(rebuild.parkedFilling) events aside, the one in use only "
                    + "\(rebuild.parkedActive)."),
            next: Wording(
                "请对 \(name) 用 bus parked list 查看，重试或丢弃后再切换。",
                "Look at bus parked list --consumer \(name); retry or discard them, then switch."))
    }

    static func notHalted(_ consumer: String) -> Refusal {
        Refusal(
            .precondition, "not-halted", field: "consumer",
            what: Wording(
                "消费者 \(consumer) 没有被停止。", "Consumer \(consumer) has not been stopped."),
            next: Wording("无需恢复。", "There is nothing to resume."))
    }
}
