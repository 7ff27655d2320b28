import TaoliContracts

extension Taoli_Rotation_V1_RotationUnit: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("集团", "group") { unit, _ in unit.groupName },
            Column("学段", "stage") { unit, language in stageNames([unit.stage], language) },
            Column("派出", "senders") { unit, _ in
                unit.senders.map(\.siteName).joined(separator: ", ")
            },
            Column("接收", "receivers") { unit, _ in
                unit.receivers.map(\.siteName).joined(separator: ", ")
            },
            Column("不能交流的原因", "why not") { unit, language in
                language == .zh ? unit.reasonChinese : unit.reasonEnglish
            },
        ]
    }

    var json: JSONValue {
        [
            "group_id": .string(groupID), "group_name": .string(groupName),
            "stage": .string(stage), "senders": .array(senders.map(\.json)),
            "receivers": .array(receivers.map(\.json)), "can_rotate": .bool(reasonSlug.isEmpty),
            "reason_slug": .optional(reasonSlug), "reason_chinese": .optional(reasonChinese),
            "reason_english": .optional(reasonEnglish),
        ]
    }
}

extension Taoli_Rotation_V1_RotationSite {
    var json: JSONValue {
        [
            "site_id": .string(siteID), "site_name": .string(siteName),
            "school_id": .string(schoolID), "school_name": .string(schoolName),
        ]
    }
}

extension Taoli_Evaluation_V1_EvaluationUnit: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("集团", "group") { unit, _ in unit.groupName },
            Column("学段", "stage") { unit, language in stageNames([unit.stage], language) },
            Column("学校数", "count", alignment: .right) { unit, _ in "\(unit.schools.count)" },
            Column("学校", "schools") { unit, _ in
                unit.schools.map(\.schoolName).joined(separator: ", ")
            },
            Column("校际差异", "spread") { unit, language in
                switch (unit.spreadApplicable, language) {
                case (true, .zh): "适用"
                case (true, .en): "applicable"
                case (false, .zh): "不适用"
                case (false, .en): "not applicable"
                }
            },
            Column("说明", "note") { unit, language in
                language == .zh ? unit.noteChinese : unit.noteEnglish
            },
        ]
    }

    var json: JSONValue {
        [
            "group_id": .string(groupID), "group_name": .string(groupName),
            "stage": .string(stage),
            "schools": .array(
                schools.map {
                    [
                        "school_id": .string($0.schoolID), "school_name": .string($0.schoolName),
                        "leads": .bool($0.leads), "sites": .integer(Int64($0.sites)),
                    ]
                }),
            "spread_applicable": .bool(spreadApplicable), "note_chinese": .optional(noteChinese),
            "note_english": .optional(noteEnglish),
        ]
    }
}
