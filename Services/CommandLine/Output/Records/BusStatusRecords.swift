import TaoliContracts
import TaoliModels

extension BusReport: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("服务", "service") { report, _ in report.service.rawValue },
            Column("待发", "to send", alignment: .right) { $0.figure(\.outboxRows, $1) },
            Column("最久秒", "oldest s", alignment: .right) { report, _ in
                report.isAnswered ? "\(Int(report.status.outboxAgeSeconds))" : ""
            },
            Column("已发", "sent", alignment: .right) { $0.figure(\.archivedEvents, $1) },
            Column("消费者", "consumers", alignment: .right) { report, _ in
                report.isAnswered ? "\(report.status.consumers.count)" : ""
            },
            Column("等待", "held", alignment: .right) { report, _ in report.sum(\.heldEvents) },
            Column("搁置", "parked", alignment: .right) { report, _ in report.sum(\.parkedEvents) },
            Column("不一致", "differing", alignment: .right) { report, _ in
                report.sum { Int64($0.differingPartitions) }
            },
            Column("状态", "state") { $0.state.text(in: $1) },
        ]
    }

    var json: JSONValue {
        [
            "service": .string(service.rawValue), "answered": .bool(isAnswered),
            "status": isAnswered ? status.json : .null,
        ]
    }

    private var state: Wording {
        switch exit {
        case .ok: Wording("正常", "ok")
        case .unavailable: Wording("无应答", "no answer")
        default:
            Wording(
                "\(status.alarms.count) 项警告",
                "\(status.alarms.count) warning\(status.alarms.count == 1 ? "" : "s")")
        }
    }

    private func figure(
        _ figure: (Taoli_Bus_V1_BusStatusResponse) -> Int64, _ language: Language
    ) -> String {
        isAnswered ? "\(figure(status))" : ""
    }

    private func sum(_ figure: (Taoli_Bus_V1_ConsumerStatus) -> Int64) -> String {
        isAnswered ? "\(status.consumers.map(figure).reduce(0, +))" : ""
    }
}

extension Taoli_Bus_V1_BusStatusResponse {
    /// What stands above the tables.
    var summary: Wording {
        let age = Int(outboxAgeSeconds)
        return Wording(
            "待发事件 \(outboxRows)，最久 \(age) 秒；已发 \(archivedEvents)；"
                + "应答请求 \(requestsServed)，重发 \(sentAgain)；未完成命令 \(openOrders)\n",
            "\(outboxRows) events to send, the oldest for \(age) s; \(archivedEvents) sent; "
                + "\(requestsServed) requests answered with \(sentAgain) events; "
                + "\(openOrders) orders open\n")
    }

    var json: JSONValue {
        [
            "outbox_rows": .integer(outboxRows), "outbox_age_seconds": .number(outboxAgeSeconds),
            "outbox_rows_max": .integer(outboxRowsMax),
            "outbox_age_seconds_max": .number(outboxAgeSecondsMax),
            "archived_events": .integer(archivedEvents),
            "requests_served": .integer(requestsServed), "sent_again": .integer(sentAgain),
            "open_orders": .integer(openOrders),
            "consumers": .array(consumers.map(\.json)), "rebuilds": .array(rebuilds.map(\.json)),
            "partitions": .array(partitions.map(\.json)), "leases": .array(leases.map(\.json)),
            "alarms": .array(alarms.map(\.json)),
        ]
    }
}

extension Taoli_Bus_V1_BusAlarm {
    var json: JSONValue {
        [
            "slug": .string(slug), "subject": .string(subject), "chinese": .string(chinese),
            "english": .string(english),
        ]
    }
}

extension Taoli_Bus_V1_ConsumerStatus: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("消费者", "consumer") { status, _ in status.consumer },
            Column("状态", "state") { status, _ in
                status.haltedReason.isEmpty ? status.state : "halted"
            },
            Column("持有者", "owner") { status, _ in status.owner },
            Column("代", "epoch", alignment: .right) { status, _ in "\(status.epoch)" },
            Column("已处理", "known", alignment: .right) { status, _ in "\(status.knownEvents)" },
            Column("等待", "held", alignment: .right) { status, _ in "\(status.heldEvents)" },
            Column("搁置", "parked", alignment: .right) { status, _ in "\(status.parkedEvents)" },
            Column("不一致", "differing", alignment: .right) { status, _ in
                "\(status.differingPartitions)"
            },
            Column("请求", "asks", alignment: .right) { status, _ in "\(status.asks)" },
            Column("询问", "questions", alignment: .right) { status, _ in "\(status.openQuestions)" },
        ]
    }

    var json: JSONValue {
        [
            "consumer": .string(consumer), "kind": .string(kind), "producer": .string(producer),
            "state": .string(state), "owner": .optional(owner), "epoch": .integer(epoch),
            "known_events": .integer(knownEvents), "held_events": .integer(heldEvents),
            "held_aggregates": .integer(heldAggregates),
            "held_long_aggregates": .integer(heldLongAggregates),
            "parked_events": .integer(parkedEvents),
            "parked_by_class": .object(
                parkedByClass.map { JSONValue.Member(key: $0.class, value: .integer($0.events)) }),
            "differing_partitions": .integer(Int64(differingPartitions)),
            "differing_since": .optional(differingSince), "differs_long": .bool(differsLong),
            "open_questions": .integer(Int64(openQuestions)), "asks": .integer(asks),
            "censuses": .integer(censuses), "requests": .integer(requests),
            "halted_reason": .optional(haltedReason), "halted_since": .optional(haltedSince),
        ]
    }
}

extension Taoli_Bus_V1_LeaseStatus: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("租约", "lease") { status, _ in status.name },
            Column("持有者", "owner") { status, _ in status.owner },
            Column("代", "epoch", alignment: .right) { status, _ in "\(status.epoch)" },
            Column("剩余秒", "seconds left", alignment: .right) { status, _ in
                "\(status.secondsLeft.rounded())"
            },
        ]
    }

    var json: JSONValue {
        [
            "name": .string(name), "owner": .string(owner), "epoch": .integer(epoch),
            "seconds_left": .number(secondsLeft),
        ]
    }
}
