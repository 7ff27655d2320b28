import TaoliContracts

extension Taoli_Notification_V1_Message: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { message, _ in message.id },
            Column("时间", "created") { message, _ in message.createdAt },
            Column("收件单位", "recipient") { message, _ in message.recipient },
            Column("标题", "subject") { $0.subject(in: $1) },
            Column("已读", "read") { message, _ in message.readAt },
        ]
    }

    func subject(in language: Language) -> String {
        language == .zh ? subjectChinese : subjectEnglish
    }

    func body(in language: Language) -> String {
        language == .zh ? bodyChinese : bodyEnglish
    }

    var json: JSONValue {
        [
            "id": .string(id), "recipient": .string(recipient),
            "subject_chinese": .string(subjectChinese), "subject_english": .string(subjectEnglish),
            "body_chinese": .string(bodyChinese), "body_english": .string(bodyEnglish),
            "created_at": .string(createdAt), "read_at": .optional(readAt),
            "read_by": .optional(readBy), "template": .optional(template), "text": .optional(text),
        ]
    }
}
