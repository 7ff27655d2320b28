import TaoliContracts

extension Taoli_Bus_V1_TailEventsResponse: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("序号", "number", alignment: .right) { event, _ in "\(event.archiveNumber)" },
            Column("时间", "created") { event, _ in event.createdAt },
            Column("事件", "event") { event, _ in event.shortType },
            Column("对象", "subject") { event, _ in event.subject },
            Column("次序", "sequence", alignment: .right) { event, _ in "\(event.sequence)" },
            Column("区", "districts") { event, _ in event.districts.joined(separator: ",") },
            Column("操作者", "actor") { event, _ in event.actor },
        ]
    }

    /// The type without its package.
    var shortType: String { type.split(separator: ".").last.map(String.init) ?? type }

    /// One line of a stream, whose columns are set before later lines are known.
    var line: String {
        [
            String(archiveNumber).padded(to: 7, alignment: .right),
            ShanghaiTime.shown(createdAt),
            shortType.padded(to: 20), subject, "#\(sequence)", districts.joined(separator: ","),
            actor,
        ].joined(separator: "  ").harmless
    }

    var json: JSONValue {
        [
            "archive_number": .integer(archiveNumber), "event_id": .string(eventID),
            "type": .string(type), "topic": .string(topic), "subject": .string(subject),
            "sequence": .integer(sequence), "districts": .array(districts.map(JSONValue.string)),
            "actor": .string(actor), "created_at": .string(createdAt),
            "traceparent": .optional(traceparent),
        ]
    }
}
