import TaoliContracts
import TaoliModels

extension Taoli_Registry_V1_RuleException: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("日期", "on") { exception, _ in exception.on },
            Column("步骤", "step") { exception, _ in exception.step },
            Column("例外的规则", "rule set aside") { exception, _ in exception.rule },
            Column("单位", "unit") { UnitWords.unit($0.unit).text(in: $1) },
            Column("理由", "reason") { exception, _ in exception.reason },
        ]
    }

    var json: JSONValue {
        [
            "rule": .string(rule), "reason": .string(reason), "step": .optional(step),
            "on": .optional(on), "subject": .optional(subject), "role": .optional(role),
            "unit": .optional(unit),
        ]
    }
}

/// A line of a case as one table: an answer of a step, a step without one, how the case was taken
/// back, or a rule set aside.
struct CaseLine: Presentable {
    let item: Taoli_Registry_V1_Case
    let step: Taoli_Registry_V1_CaseStep?
    let answer: CaseAnswerRow?
    let exception: Taoli_Registry_V1_RuleException?

    static var columns: [Column<Self>] { caseColumns + stepColumns + answerColumns }

    private static var caseColumns: [Column<Self>] {
        [
            Column("事项编号", "case") { line, _ in line.item.id },
            Column("事项状态", "case status") {
                CaseTerms.status($0.item, on: Parse.today).text(in: $1)
            },
            Column("学校", "school") { line, _ in line.item.schoolName },
            Column("集团", "group") { line, _ in line.item.groupName },
            Column("生效", "in effect") { line, _ in line.item.effectiveOn },
        ]
    }

    private static var stepColumns: [Column<Self>] {
        Taoli_Registry_V1_CaseStep.columns.map { column in
            Column(column.title.chinese, column.title.english) { line, language in
                line.step.map { column.text($0, language) } ?? ""
            }
        }
    }

    private static var answerColumns: [Column<Self>] {
        [
            Column("答复日期", "answered on") { line, _ in
                line.exception?.on ?? line.answer?.answer.on ?? ""
            },
            Column("决定", "answer") { line, language in
                line.answer.map { CaseTerms.outcome($0.answer.outcome).text(in: language) } ?? ""
            },
            Column("单位", "unit") { line, language in
                (line.exception.map { UnitWords.unit($0.unit) } ?? line.answer?.unit)?
                    .text(in: language) ?? ""
            },
            Column("同意的生效日", "consent from day") { line, _ in
                line.answer?.answer.effectiveOn ?? ""
            },
            Column("已交材料", "papers given") { line, _ in line.answer?.papers ?? "" },
            Column("例外的规则", "rule set aside") { line, _ in line.exception?.rule ?? "" },
            Column("理由", "reason") { line, _ in
                line.exception?.reason ?? line.answer?.answer.reason ?? ""
            },
        ]
    }

    var json: JSONValue {
        exception?.json ?? answer?.json ?? step?.json ?? .null
    }
}

extension Taoli_Registry_V1_Case {
    /// The whole case as one table.
    var tableLines: [CaseLine] {
        let answers = Dictionary(grouping: answerRows, by: \.step.id)
        let steps = steps.flatMap { step -> [CaseLine] in
            guard let given = answers[step.id] else {
                return [CaseLine(item: self, step: step, answer: nil, exception: nil)]
            }
            return given.map { CaseLine(item: self, step: step, answer: $0, exception: nil) }
        }
        return steps
            + closingRows.map { CaseLine(item: self, step: nil, answer: $0, exception: nil) }
            + exceptions.map { CaseLine(item: self, step: nil, answer: nil, exception: $0) }
    }

    /// A unit's name where the case has it, else what it is with its id or code.
    func unitName(_ unit: String) -> Wording {
        if !groupName.isEmpty, unit == "group/\(groupID)" { return Wording(groupName, groupName) }
        if !schoolName.isEmpty, unit == "school/\(schoolID)" {
            return Wording(schoolName, schoolName)
        }
        return UnitWords.unit(unit)
    }

    /// What the applicant may do about a step that came back; `nil` when none did.
    var wayOn: Wording? {
        guard let step = steps.first(where: { $0.state == "returned" }) else { return nil }
        guard step.answers.last?.outcome == "no" else {
            return Wording(
                "步骤 \(step.id) 已退回：补正后用 taoli case resubmit \(id) --reason … 重新提交。",
                "Step \(step.id) came back: correct it and send it again with taoli case resubmit "
                    + "\(id) --reason …")
        }
        return Wording(
            "步骤 \(step.id) 的意见为不同意：可用 taoli case resubmit \(id) --insist --reason … "
                + "坚持报审（一次），或不加 --insist，补正后重新提交。",
            "At step \(step.id) the opinion is no: insist once with taoli case resubmit \(id) "
                + "--insist --reason …, or correct it and leave --insist out.")
    }
}
