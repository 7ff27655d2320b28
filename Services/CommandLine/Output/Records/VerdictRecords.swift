import TaoliContracts

extension Taoli_Evaluation_V1_CycleResult: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("集团", "group") { item, _ in item.groupName },
            Column("学校", "school") { item, _ in item.schoolName },
            Column("项目", "item") { item, language in
                language == .zh ? item.chinese : item.english
            },
            Column("学段", "stage") { item, language in stageNames([item.stage], language) },
            Column("学科", "subject") { PlanTerms.subject($0.subject).text(in: $1) },
            Column("对象", "respondent") { item, language in
                PackWords.respondent(item.respondent, in: language)
            },
            Column("结论", "verdict") { item, language in
                CycleTerms.verdict(item.verdict, language)
            },
            Column("数值", "figure", alignment: .right) { $0.figureText($1) },
            Column("区间", "interval") { item, _ in item.intervalText },
            Column("要求", "threshold") { item, language in
                language == .zh ? item.thresholdChinese : item.thresholdEnglish
            },
            Column("样本", "sample") { item, _ in
                item.sampleTotal == 0 ? "" : "\(item.sampleCount)/\(item.sampleTotal)"
            },
            Column("估计", "estimator") { $0.estimatorText($1) },
            Column("来源", "source") { $0.sourceText($1) },
            Column("条款", "clause") { item, _ in item.clause },
            Column("说明", "note") { $0.noteText($1) },
        ]
    }

    var json: JSONValue {
        [
            "group_id": .string(groupID), "group_name": .string(groupName),
            "school_id": .optional(schoolID), "school_name": .optional(schoolName),
            "stage": .optional(stage), "subject": .optional(subject),
            "respondent": .optional(respondent), "item": .string(item),
            "chinese": .string(chinese), "english": .string(english),
            "verdict": .string(verdict), "figure": .optional(figure), "low": .optional(low),
            "high": .optional(high), "threshold_chinese": .optional(thresholdChinese),
            "threshold_english": .optional(thresholdEnglish),
            "sample_count": .integer(sampleCount), "sample_total": .integer(sampleTotal),
            "estimator": .optional(estimator), "source": .optional(source),
            "clause": .string(clause), "note_chinese": .optional(noteChinese),
            "note_english": .optional(noteEnglish), "against": .bool(against),
        ]
    }
}

extension Taoli_Evaluation_V1_VerdictRecord: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("政策包", "pack") { item, _ in item.pack },
            Column("集团", "group") { item, _ in item.groupName },
            Column("学校", "school") { item, _ in item.schoolName },
            Column("历年", "years") { item, language in
                item.years.filter(\.replacedOn.isEmpty)
                    .map { "\($0.year) \($0.resultText(language))" }.joined(separator: "; ")
            },
            Column("警告自", "warned since") { item, _ in item.warnedSince },
            Column("命名", "named") { item, _ in item.namedOn },
            Column("复核", "review") { item, _ in item.review == "none" ? "" : item.review },
            Column("复核期", "review window") { item, _ in
                item.reviewFrom.isEmpty ? "" : "\(item.reviewFrom) … \(item.reviewUntil)"
            },
            Column("取消资质", "disqualified") { item, _ in item.disqualifiedOn },
            Column("取消命名", "revoked") { item, _ in item.revokedOn },
            Column("编号", "id") { item, _ in item.id },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "pack": .string(pack), "district": .string(district),
            "group_id": .string(groupID), "group_name": .optional(groupName),
            "school_id": .optional(schoolID), "school_name": .optional(schoolName),
            "years": .array(years.map(\.json)), "warned_since": .optional(warnedSince),
            "named_on": .optional(namedOn), "reviewed_on": .optional(reviewedOn),
            "review": .optional(review), "review_from": .optional(reviewFrom),
            "review_until": .optional(reviewUntil),
            "disqualified_on": .optional(disqualifiedOn), "revoked_on": .optional(revokedOn),
            "grounds": .array(grounds.map(JSONValue.string)), "version": .integer(version),
        ]
    }
}

extension Taoli_Evaluation_V1_VerdictYear {
    /// What the year came to: of standards the verdict, since what they are called says nothing; a
    /// level by the pack's name of it; a score as it is.
    fileprivate func resultText(_ language: Language) -> String {
        if result.isEmpty { return "–" }
        return switch kind {
        case "standards": CycleTerms.verdict(result, language)
        case "levels" where language == .zh: chinese
        default: result
        }
    }

    fileprivate var json: JSONValue {
        [
            "year": .string(year), "cycle_id": .string(cycleID), "kind": .string(kind),
            "tree": .optional(tree), "result": .optional(result), "chinese": .string(chinese),
            "english": .string(english), "published_on": .string(publishedOn),
            "past": .bool(past), "replaced_on": .optional(replacedOn),
        ]
    }
}

extension Taoli_Evaluation_V1_Survey: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("标题", "title") { item, _ in item.title },
            Column("政策包", "pack") { item, _ in item.pack },
            Column("年度", "year") { item, _ in item.year },
            Column("起", "from") { item, _ in item.from },
            Column("止", "until") { item, _ in item.until },
            Column("状态", "status") { item, language in
                CycleTerms.status(item.status, language)
            },
            Column("答卷", "answers", alignment: .right) { item, _ in
                "\(item.counts.reduce(0) { $0 + $1.answered })"
            },
            Column("编号", "id") { item, _ in item.id },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "title": .string(title), "pack": .string(pack),
            "pack_version": .string(packVersion), "year": .string(year),
            "district": .string(district),
            "group_ids": .array(groupIds.map(JSONValue.string)), "from": .string(from),
            "until": .string(until), "status": .string(status), "version": .integer(version),
            "counts": .array(counts.map(\.json)),
        ]
    }
}

extension Taoli_Evaluation_V1_SurveyCount: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("学校", "school") { item, _ in item.schoolName },
            Column("对象", "respondent") { item, _ in item.respondent },
            Column("应答", "roll", alignment: .right) { item, _ in "\(item.roll)" },
            Column("实答", "answered", alignment: .right) { item, _ in "\(item.answered)" },
            Column("满意", "satisfied", alignment: .right) { item, _ in
                item.shown ? "\(item.satisfied)" : "…"
            },
            Column("学校编号", "school id") { item, _ in item.schoolID },
        ]
    }

    var json: JSONValue {
        [
            "school_id": .string(schoolID), "school_name": .string(schoolName),
            "respondent": .string(respondent), "roll": .integer(roll),
            "answered": .integer(answered), "satisfied": shown ? .integer(satisfied) : .null,
            "shown": .bool(shown),
        ]
    }
}
