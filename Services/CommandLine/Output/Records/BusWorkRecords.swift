import TaoliContracts

extension Taoli_Bus_V1_PartitionStatus: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("消费者", "consumer") { status, _ in status.consumer },
            Column("主题", "topic") { status, _ in status.topic },
            Column("分区", "partition", alignment: .right) { status, _ in "\(status.partition)" },
            Column("位置", "position", alignment: .right) { status, _ in "\(status.position)" },
            Column("已处理", "known", alignment: .right) { status, _ in "\(status.knownEvents)" },
            Column("一致至", "agreed", alignment: .right) { status, _ in "\(status.agreed)" },
            Column("不一致", "differences", alignment: .right) { status, _ in
                "\(status.differences)"
            },
            Column("请求", "asks", alignment: .right) { status, _ in "\(status.asks)" },
            Column("自", "since") { status, _ in status.differingSince },
            Column("询问", "question") { status, _ in status.openQuestion },
        ]
    }

    var json: JSONValue {
        [
            "consumer": .string(consumer), "topic": .string(topic),
            "partition": .integer(Int64(partition)), "position": .integer(position),
            "known_events": .integer(knownEvents), "agreed": .integer(agreed),
            "differences": .integer(Int64(differences)), "asks": .integer(Int64(asks)),
            "differing_since": .optional(differingSince), "open_question": .optional(openQuestion),
        ]
    }
}

extension Taoli_Bus_V1_RebuildStatus: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("重建", "rebuild") { status, _ in status.consumer },
            Column("现用代", "active", alignment: .right) { status, _ in
                "\(status.activeGeneration)"
            },
            Column("新一代", "filling", alignment: .right) { status, _ in
                "\(status.fillingGeneration)"
            },
            Column("开始", "begun") { status, _ in status.begunAt },
            Column("现用已处理", "known", alignment: .right) { status, _ in "\(status.knownActive)" },
            Column("新一代已处理", "filled", alignment: .right) { status, _ in
                "\(status.knownFilling)"
            },
            Column("尚缺", "behind", alignment: .right) { status, _ in "\(status.behind)" },
            Column("搁置", "parked", alignment: .right) { status, _ in "\(status.parkedFilling)" },
            Column("可切换", "caught up") { status, language in
                switch language {
                case .zh: status.caughtUp ? "是" : "否"
                case .en: status.caughtUp ? "yes" : "no"
                }
            },
        ]
    }

    var json: JSONValue {
        [
            "consumer": .string(consumer), "active_generation": .integer(Int64(activeGeneration)),
            "filling_generation": .integer(Int64(fillingGeneration)),
            "begun_at": .optional(begunAt), "known_active": .integer(knownActive),
            "known_filling": .integer(knownFilling), "behind": .integer(behind),
            "differing_partitions": .integer(differingPartitions),
            "parked_active": .integer(parkedActive), "parked_filling": .integer(parkedFilling),
            "caught_up": .bool(caughtUp),
        ]
    }
}

extension Taoli_Bus_V1_ParkedEvent: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("消费者", "consumer") { event, _ in event.consumer },
            Column("事件编号", "event id") { event, _ in event.eventID },
            Column("原因", "class") { event, _ in event.class },
            Column("事件", "event") { event, _ in
                event.type.split(separator: ".").last.map(String.init) ?? event.type
            },
            Column("对象", "subject") { event, _ in event.subject },
            Column("次序", "sequence", alignment: .right) { event, _ in
                event.subject.isEmpty ? "" : "\(event.sequence)"
            },
            Column("时间", "parked") { event, _ in event.parkedAt },
            Column("错误", "error") { event, _ in event.error },
        ]
    }

    var json: JSONValue {
        [
            "consumer": .string(consumer), "event_id": .string(eventID), "class": .string(`class`),
            "type": .optional(type), "subject": .optional(subject),
            "sequence": subject.isEmpty ? .null : .integer(sequence), "topic": .string(topic),
            "partition": .integer(Int64(partition)), "offset": .integer(offset),
            "error": .string(error), "parked_at": .string(parkedAt),
        ]
    }
}

extension Taoli_Bus_V1_BusOrder: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("命令", "order", alignment: .right) { order, _ in "\(order.number)" },
            Column("涉及事件", "events", alignment: .right) { order, _ in "\(order.events)" },
            Column("完成", "finished") { order, language in
                switch language {
                case .zh: order.finished ? "是" : "否"
                case .en: order.finished ? "yes" : "no"
                }
            },
            Column("结果", "outcome") { order, _ in order.outcome },
        ]
    }

    var json: JSONValue {
        [
            "number": .integer(number), "events": .integer(events), "finished": .bool(finished),
            "outcome": .optional(outcome),
        ]
    }
}
