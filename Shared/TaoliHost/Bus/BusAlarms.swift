import TaoliContracts
import TaoliModels

/// What of a status somebody should look at now.
enum BusAlarms {
    static func of(_ status: Taoli_Bus_V1_BusStatusResponse) -> [Taoli_Bus_V1_BusAlarm] {
        outbox(status) + status.consumers.flatMap(of)
    }

    private static func outbox(
        _ status: Taoli_Bus_V1_BusStatusResponse
    ) -> [Taoli_Bus_V1_BusAlarm] {
        var alarms: [Taoli_Bus_V1_BusAlarm] = []
        if status.outboxRows > status.outboxRowsMax {
            alarms.append(
                alarm(
                    "outbox-rows", "relay",
                    Wording(
                        "待发事件 \(status.outboxRows) 条，超过 \(status.outboxRowsMax)：请检查消息代理。",
                        "\(status.outboxRows) events wait to be sent, more than "
                            + "\(status.outboxRowsMax): look at the broker.")))
        }
        if status.outboxAgeSeconds > status.outboxAgeSecondsMax {
            let age = Int(status.outboxAgeSeconds)
            alarms.append(
                alarm(
                    "outbox-age", "relay",
                    Wording(
                        "最早的待发事件已等待 \(age) 秒：请检查消息代理和租约 relay。",
                        "The oldest event has waited \(age) s to be sent: look at the broker and "
                            + "at the lease relay.")))
        }
        return alarms
    }

    private static func of(_ consumer: Taoli_Bus_V1_ConsumerStatus) -> [Taoli_Bus_V1_BusAlarm] {
        var alarms: [Taoli_Bus_V1_BusAlarm] = []
        func add(_ slug: String, _ chinese: String, _ english: String) {
            alarms.append(alarm(slug, consumer.consumer, Wording(chinese, english)))
        }
        if !consumer.haltedReason.isEmpty {
            add(
                "halted", "已被报警停止：\(consumer.haltedReason)；查明后用 bus resume 恢复。",
                "Stopped by an alarm: \(consumer.haltedReason). Find out why, then bus resume.")
        }
        if consumer.heldLongAggregates > 0 {
            let (count, bound) = (consumer.heldLongAggregates, StatusStatements.patience)
            add(
                "held-long", "\(count) 个对象等待缺失的事件超过 \(bound) 秒。",
                "\(count) aggregates have waited over \(bound) s for missing events.")
        }
        if consumer.differsLong {
            let count = consumer.differingPartitions
            add(
                "differing-long", "\(count) 个分区自 \(consumer.differingSince) 起与发送方不一致。",
                "\(count) partitions differ from the producer since \(consumer.differingSince).")
        }
        if consumer.parkedEvents > 0 {
            add(
                "parked", "\(consumer.parkedEvents) 条事件被搁置，见 bus parked list。",
                "\(consumer.parkedEvents) events are set aside: see bus parked list.")
        }
        return alarms
    }

    private static func alarm(
        _ slug: String, _ subject: String, _ wording: Wording
    ) -> Taoli_Bus_V1_BusAlarm {
        var alarm = Taoli_Bus_V1_BusAlarm()
        alarm.slug = slug
        alarm.subject = subject
        alarm.chinese = wording.chinese
        alarm.english = wording.english
        return alarm
    }
}
