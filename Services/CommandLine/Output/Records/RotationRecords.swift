import RotationCore
import TaoliModels

/// What came out for one group, as `solve` lists it.
struct GroupAnswer: Presentable {
    let group: String
    let answer: UnitAnswer
    let seconds: Double
    /// For groups without a plan.
    let report: ReportRecord?

    init(_ loaded: LoadedInstance, _ outcome: CityPlanner.Outcome, _ report: InfeasibilityReport?) {
        group = outcome.facts.unit.name(in: loaded.instance)
        answer = outcome.answer
        seconds = outcome.seconds
        self.report = report.map {
            ReportRecord(
                report: $0, facts: outcome.facts, instance: loaded.instance,
                citations: loaded.citations)
        }
    }

    static var columns: [Column<Self>] {
        [
            Column("集团", "group") { item, _ in item.group },
            Column("结果", "status") { $0.answer.status.term.text(in: $1) },
            Column("分值", "objective", alignment: .right) { item, _ in
                item.answer.objective.map(String.init) ?? "-"
            },
            Column("下界", "bound", alignment: .right) { item, _ in
                item.answer.bound.map(String.init) ?? "-"
            },
            Column("差距", "gap", alignment: .right) { item, _ in
                item.answer.gap.map { Percent.text($0) } ?? "-"
            },
            Column("派出", "sent", alignment: .right) { item, _ in String(item.answer.plan.count) },
            Column("秒", "seconds", alignment: .right) { item, _ in Seconds.text(item.seconds) },
        ]
    }

    var json: JSONValue {
        [
            "group": .string(group), "status": .string(answer.status.rawValue),
            "objective": .optional(answer.objective), "bound": .optional(answer.bound),
            "gap": answer.gap.map(JSONValue.number) ?? .null,
            "sent": .whole(answer.plan.count), "seconds": .number(seconds),
            "report": report?.json ?? .null,
        ]
    }
}

extension UnitAnswer.Status {
    var term: Term {
        switch self {
        case .optimal: Term(key: rawValue, chinese: "最优")
        case .infeasible: Term(key: rawValue, chinese: "无可行方案")
        case .limit: Term(key: rawValue, chinese: "未算完")
        }
    }
}

/// All groups together.
struct SolveSummary {
    let answers: [GroupAnswer]
    let seconds: Double
    /// Where the parameters come from.
    let source: ParameterSource

    private func count(_ status: UnitAnswer.Status) -> Int {
        answers.count { $0.answer.status == status }
    }

    private var objective: Int { answers.reduce(0) { $0 + ($1.answer.objective ?? 0) } }
    private var bound: Int { answers.reduce(0) { $0 + ($1.answer.bound ?? 0) } }
    private var sent: Int { answers.reduce(0) { $0 + $1.answer.plan.count } }

    var json: JSONValue {
        [
            "groups": .array(answers.map(\.json)),
            "totals": [
                "groups": .whole(answers.count),
                "optimal": .whole(count(.optimal)),
                "infeasible": .whole(count(.infeasible)),
                "limit": .whole(count(.limit)),
                "objective": .whole(objective), "bound": .whole(bound),
                "sent": .whole(sent), "seconds": .number(seconds),
            ],
            "policy": source.json,
        ]
    }

    func show(in context: CommandContext) throws {
        var text = GroupAnswer.table(
            answers, in: context.language, isBold: context.console.isStyled)
        for answer in answers {
            if let report = answer.report { text += "\n" + report.text(context.language) }
        }
        try context.console.writeData(text)
        if let policy = source.text(context.language) { context.console.note(policy) }
        context.console.note(
            context.text(
                "集团 \(answers.count) 个：最优 \(count(.optimal))，无可行方案 \(count(.infeasible))，"
                    + "未算完 \(count(.limit))；合计 \(objective) 分，派出 \(sent) 人，"
                    + "用时 \(Seconds.text(seconds)) 秒",
                "\(answers.count) groups: \(count(.optimal)) optimal, \(count(.infeasible)) "
                    + "infeasible, \(count(.limit)) unfinished; \(objective) points, \(sent) sent, "
                    + "\(Seconds.text(seconds)) s"))
    }
}

/// Seconds with three decimals.
enum Seconds {
    static func text(_ seconds: Double) -> String {
        let thousandths = Int((seconds * 1000).rounded())
        let rest = String(thousandths % 1000)
        return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
}

/// A share in percent with one decimal, rounded up: a gap is never told smaller than it is.
enum Percent {
    static func text(_ share: Double) -> String {
        let tenths = Int((share * 1000).rounded(.up))
        return "\(tenths / 10).\(tenths % 10)%"
    }
}

extension JSONValue {
    static func optional(_ value: Int?) -> JSONValue { value.map { .whole($0) } ?? .null }

    static func whole(_ value: Int) -> JSONValue { .integer(Int64(value)) }
}
