import TaoliModels

/// What is refused about one input of a cycle; each names the row.
struct InputRefusals {
    /// From 0.
    let row: Int

    func notOfThisKind(_ what: CycleInput.What, _ kind: CycleKind) -> Refusal {
        refusal(
            "input-of-other-kind", "what",
            Wording(
                "“\(what.rawValue)”不用于 \(kind.name) 评价",
                "'\(what.rawValue)' is not used by \(kind.name)"))
    }

    var noGroup: Refusal {
        refusal(
            "group-not-in-cycle", "group_id", Wording("该集团不在本周期", "the group is not in the cycle"))
    }

    var noSchool: Refusal {
        refusal(
            "school-not-in-cycle", "school_id",
            Wording("该学校不在本周期的这个集团", "the school is not in the cycle, or not in that group"))
    }

    var lead: Refusal {
        Refusal(
            .invalid, "level-of-lead", clause: "XN-19", field: "inputs[\(row)].school_id",
            what: Wording(
                "第 \(row + 1) 行：理事会评估成员学校，不评估龙头学校。",
                "Row \(row + 1): the council assesses members, never the lead school."),
            next: Wording("请删去该行。", "Leave the row out."))
    }

    var stage: Refusal {
        refusal("bad-stage", "stage", Wording("该校没有这个学段", "the school does not teach that stage"))
    }

    func item(_ found: String, _ known: [String]) -> Refusal {
        let near = NearestName.nearest(to: found, in: known) ?? known.joined(separator: ", ")
        return refusal(
            "unknown-item", "item",
            Wording("没有“\(found)”，是否为：\(near)", "there is no '\(found)'; is this meant: \(near)"))
    }

    func values(_ wanted: Wording) -> Refusal {
        refusal(
            "bad-values", "values",
            Wording("数值不对：\(wanted.chinese)", "wrong numbers: \(wanted.english)"))
    }

    var evidence: Refusal {
        Refusal(
            .invalid, "evidence-needed", clause: "XN-19", field: "inputs[\(row)].evidence",
            what: Wording(
                "第 \(row + 1) 行：等第要有理事会评估的依据。",
                "Row \(row + 1): a level needs what shows the council's assessment."),
            next: Wording("请写明会议纪要或评估报告。", "Name the minutes or the report."))
    }

    var twice: Refusal {
        refusal("input-twice", "", Wording("同一项写了两次", "the same thing is told twice"))
    }

    private func refusal(_ slug: String, _ field: String, _ what: Wording) -> Refusal {
        Refusal(
            .invalid, slug, field: field.isEmpty ? "inputs[\(row)]" : "inputs[\(row)].\(field)",
            what: Wording(
                "第 \(row + 1) 行：\(what.chinese)。", "Row \(row + 1): \(what.english)."),
            next: Wording("请改正该行后重新提交。", "Correct the row and send all of them again."))
    }
}
