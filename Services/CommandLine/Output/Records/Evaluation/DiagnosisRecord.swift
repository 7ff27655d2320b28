import EvaluationCore

/// Where the gaps of one file or key lie.
struct DiagnosisRecord: EvaluationRecord {
    let key: EvaluationKey
    let section: ReportSection

    var members: [JSONValue.Member] {
        JSONValue.members([
            ("n", .integer(Int64(section.figures.spread.studentCount))),
            ("unit_count", .integer(Int64(section.figures.spread.unitCount))),
            ("dropped", .integer(Int64(section.table.dropped))),
            (
                "units",
                .array(
                    section.lines.map { line in
                        [
                            "unit": .string(line.name), "group": .optional(line.group ?? ""),
                            "value_added": .number(line.effect.estimate),
                            "se": .number(line.effect.standardError),
                            "flag": .string(line.effect.flag.rawValue),
                            "to_all": line.toAll.json,
                            "to_group": line.toGroup?.json ?? .null,
                        ]
                    })
            ),
        ])
    }

    func text(in language: Language, isBold: Bool) -> String { "" }
}

extension GapAnalysis {
    fileprivate var json: JSONValue {
        [
            "gap": .number(gap), "intake": .number(intake), "progress": .number(progress),
            "spread_ratio": .figure(spreadRatio), "lies_in": .string(liesIn.rawValue),
        ]
    }
}
