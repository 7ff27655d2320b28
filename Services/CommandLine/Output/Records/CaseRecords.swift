import TaoliContracts
import TaoliModels

extension Taoli_Registry_V1_Case: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { item, _ in item.id },
            Column("程序", "chain") { item, language in
                "\(item.pack) \(item.chain) "
                    + (language == .zh ? item.chainNameChinese : item.chainNameEnglish)
            },
            Column("状态", "status") { CaseTerms.status($0, on: Parse.today).text(in: $1) },
            Column("学校", "school") { item, _ in item.schoolName },
            Column("集团", "group") { item, _ in item.groupName },
            Column("方式", "mode") { PackWords.mode($0.mode, in: $1) },
            Column("说明", "asks for") { CaseTerms.wish($0, in: $1) },
            Column("区", "district") { item, _ in item.district },
            Column("受理", "opened") { item, _ in item.openedOn },
            Column("生效", "in effect") { item, _ in item.effectiveOn },
            Column("条款", "clause") { item, _ in item.clause },
            Column("政策包版本", "pack version") { item, _ in String(item.packVersion.prefix(12)) },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "pack": .string(pack), "pack_version": .string(packVersion),
            "chain": .string(chain), "clause": .optional(clause), "purpose": .string(purpose),
            "status": .string(status), "group_id": .string(groupID),
            "group_name": .optional(groupName), "school_id": .string(schoolID),
            "school_name": .optional(schoolName),
            "site_ids": .array(siteIds.map { .string($0) }), "mode": .optional(mode),
            "category": .optional(category), "years": years == 0 ? .null : .integer(Int64(years)),
            "ground": .optional(ground), "before_land_sale": .bool(beforeLandSale),
            "person_id": .optional(personID), "post": .optional(post),
            "is_dismissal": .bool(isDismissal),
            "touches_establishment": .bool(touchesEstablishment),
            "district": .string(district), "opened_on": .string(openedOn),
            "effective_on": .optional(effectiveOn), "steps": .array(steps.map(\.json)),
            "exceptions": .array(exceptions.map(\.json)),
            "version": .integer(version), "closing": hasClosing ? closing.json : .null,
        ]
    }

    /// Every answer with its step, for the table below the steps; last how the case was taken back,
    /// which belongs to no step.
    var answerRows: [CaseAnswerRow] {
        let answers = steps.flatMap { step in
            step.answers.map { answer in
                CaseAnswerRow(step: step, answer: answer, unit: unitName(answer.unit))
            }
        }
        return answers + closingRows
    }

    /// How the case was taken back or dropped, as a row of the answers; none where it was not.
    var closingRows: [CaseAnswerRow] {
        guard hasClosing else { return [] }
        var end = Taoli_Registry_V1_StepAnswer()
        (end.outcome, end.on, end.reason) = (status, closing.on, closing.reason)
        return [CaseAnswerRow(step: .init(), answer: end, unit: unitName(closing.unit))]
    }
}

extension Taoli_Registry_V1_CaseStep: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("步骤", "step") { step, language in
                step.id + " " + (language == .zh ? step.nameChinese : step.nameEnglish)
            },
            Column("办理", "acts") { step, language in
                language == .zh ? step.actorChinese : step.actorEnglish
            },
            Column("状态", "state") { CaseTerms.state(of: $0).text(in: $1) },
            Column("开始", "since") { step, _ in step.openedOn },
            Column("期限", "due") { step, _ in step.dueOn },
            Column("材料", "papers") { step, language in
                step.needs.map { paper in
                    language == .zh
                        ? "\(paper.id)（\(paper.nameChinese)）" : "\(paper.id) (\(paper.nameEnglish))"
                }.joined(separator: " ")
            },
            Column("条款", "clause") { step, _ in step.clause },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "name_zh": .string(nameChinese), "name_en": .string(nameEnglish),
            "actor_zh": .string(actorChinese), "actor_en": .string(actorEnglish),
            "clause": .optional(clause), "state": .string(state),
            "opened_on": .optional(openedOn), "due_on": .optional(dueOn),
            "delegate_id": .optional(delegateID), "needs": .array(needs.map { .string($0.id) }),
            "answers": .array(answers.map(\.json)),
        ]
    }
}

extension Taoli_Registry_V1_CaseClosing {
    var json: JSONValue {
        [
            "on": .string(on), "subject": .string(subject), "role": .string(role),
            "unit": .optional(unit), "reason": .optional(reason),
        ]
    }
}

extension Taoli_Registry_V1_StepAnswer {
    var json: JSONValue {
        [
            "outcome": .string(outcome), "subject": .string(subject), "role": .string(role),
            "unit": .optional(unit), "on": .string(on), "reason": .optional(reason),
            "papers": .array(
                papers.map { ["kind": .string($0.kind), "reference": .string($0.reference)] }),
            "effective_on": .optional(effectiveOn),
            "vote": hasVote
                ? [
                    "members": .integer(Int64(vote.members)),
                    "present": .integer(Int64(vote.present)),
                    "in_favour": .integer(Int64(vote.inFavour)),
                ] : .null,
        ]
    }
}

/// One answer with its step.
struct CaseAnswerRow: Presentable {
    let step: Taoli_Registry_V1_CaseStep
    let answer: Taoli_Registry_V1_StepAnswer
    /// Of whoever answered, by name where the case has it.
    let unit: Wording

    static var columns: [Column<Self>] {
        [
            Column("日期", "on") { row, _ in row.answer.on },
            Column("步骤", "step") { row, _ in row.step.id },
            Column("决定", "answer") { CaseTerms.outcome($0.answer.outcome).text(in: $1) },
            Column("单位", "unit") { $0.unit.text(in: $1) },
            Column("生效日", "from day") { row, _ in row.answer.effectiveOn },
            Column("材料", "papers") { row, _ in row.papers },
            Column("理由", "reason") { row, _ in row.answer.reason },
        ]
    }

    var json: JSONValue { answer.json }

    /// What was handed in.
    var papers: String {
        answer.papers.map { "\($0.kind)=\($0.reference)" }.joined(separator: " ")
    }
}

extension Taoli_Registry_V1_PendingStep: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("期限", "due") { step, _ in step.dueOn },
            Column("步骤", "step") { step, language in
                step.step + " " + (language == .zh ? step.nameChinese : step.nameEnglish)
            },
            Column("要做", "to do") { CaseTerms.turn(of: $0).text(in: $1) },
            Column("程序", "chain") { step, language in
                language == .zh ? step.chainNameChinese : step.chainNameEnglish
            },
            Column("学校", "school") { step, _ in step.schoolName },
            Column("集团", "group") { step, _ in step.groupName },
            Column("开始", "since") { step, _ in step.openedOn },
            Column("事项编号", "case") { step, _ in step.caseID },
        ]
    }

    var json: JSONValue {
        [
            "case_id": .string(caseID), "chain": .string(chain), "step": .string(step),
            "name_zh": .string(nameChinese), "name_en": .string(nameEnglish),
            "group_name": .optional(groupName), "school_name": .optional(schoolName),
            "opened_on": .string(openedOn), "due_on": .optional(dueOn),
            "state": .optional(state), "answer": .optional(answer),
        ]
    }
}
