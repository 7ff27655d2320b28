import ArgumentParser
import EvaluationCore
import TaoliModels
import TaoliPolicy

/// `taoli evaluation cohorts`
struct EvaluationCohorts: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "cohorts",
        abstract: "Follows the same students from one stage to another (TC-15, JD-7).",
        discussion: """
            Two files with student, school, result: at the end of the first stage and later. \
            Results are taken in standard deviations of all who were measured at that point; who \
            was not found again is counted. The pack says over which stages students are followed.

            Examples:
              taoli evaluation cohorts --pack TC --from primary --to junior --first p.csv \
            --later j.csv
              taoli evaluation cohorts --pack JD --from primary --to junior --first p.csv \
            --later j.csv --pairs --format json
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: "A policy pack by id, or a file.") var pack: String
    @Option(help: "The first stage, e.g. primary.", transform: Parse.stage) var from: Stage
    @Option(help: "The later stage, e.g. junior.", transform: Parse.stage) var to: Stage
    @Option(help: ArgumentHelp("CSV file of the first stage.", valueName: "file"))
    var first: String
    @Option(help: ArgumentHelp("CSV file of the later stage.", valueName: "file"))
    var later: String
    @Flag(help: "From each school to each school, not only from each.") var pairs = false

    var identityOption: String? { nil }

    func perform(in context: CommandContext) async throws {
        let policy = try PolicySource.pack(pack)
        let rules = policy[EvaluationSection.self].cohorts
        guard let rule = rules.first(where: { $0.from == from && $0.to == to }) else {
            throw notFollowed(policy, rules)
        }
        let before = try records(first, context)
        let after = try records(later, context)
        let following: CohortFollowing
        do {
            following = try CohortFollowing(first: before, later: after)
        } catch {
            throw CommandFailure(
                .dataInvalid, error.wording, place: "\(first), \(later)",
                next: Wording("请检查两份文件的学生编号。", "Check the students' ids in both files."))
        }
        let paths = pairs ? following.pairs : following.units
        switch context.format {
        case .json:
            let value: JSONValue = [
                "pack": .string(policy.id), "version": .string(policy.version),
                "clause": .optional(rule.source.clause ?? ""), "lost": .whole(following.lost),
                "joined": .whole(following.joined), "paths": .array(paths.map(\.json)),
            ]
            try context.console.data(value.indented)
        case .table, .csv: try context.show(list: paths)
        }
        context.console.note(
            context.text(
                "依据 \(rule.source.citation)；后来未找到 \(following.lost) 人，新来 \(following.joined) 人",
                "By \(rule.source.citation); not found again: \(following.lost), new: "
                    + "\(following.joined)"))
    }

    private func records(_ path: String, _ context: CommandContext) throws
        -> [CohortFollowing.Record]
    {
        let layout = TableLayout(
            name: "students",
            columns: [TableColumn("student"), TableColumn("school"), TableColumn("result")])
        var seen: Set<String> = []
        var records: [CohortFollowing.Record] = []
        try StudentFile(path: path, layout: layout)
            .read(Wording("读取学生", "reading students"), in: context) { row in
                let student = try row.name(0)
                guard seen.insert(student).inserted else {
                    throw row.problem(
                        0, "student-twice", "该学生已出现过。", "This student stands here already.")
                }
                guard let result = try row.measure(2) else { return }
                records.append(.init(student: student, unit: try row.name(1), result: result))
            }
        return records
    }

    private func notFollowed(_ policy: PolicyPack, _ rules: [CohortRule]) -> Refusal {
        let known = rules.map { "\($0.from.rawValue) > \($0.to.rawValue)" }.joined(separator: ", ")
        return Refusal(
            .precondition, "cohort-not-followed", clause: policy.document.source.clause,
            field: "from",
            what: Wording(
                "政策包 \(policy.id) 不要求\(from.chinese)到\(to.chinese)的跟踪。",
                "Pack \(policy.id) follows nobody from \(from.rawValue) to \(to.rawValue)."),
            next: Wording(
                known.isEmpty ? "请改用 TC 或 JD。" : "可用：\(known)。",
                known.isEmpty ? "Take TC or JD." : "There are: \(known)."))
    }
}

extension CohortFollowing.Path: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("原学校", "from") { item, _ in item.from },
            Column("现学校", "to") { item, _ in item.to ?? "*" },
            Column("原人数", "started", alignment: .right) { item, _ in "\(item.started)" },
            Column("找到", "followed", alignment: .right) { item, _ in "\(item.followed)" },
            Column("原标准分", "before", alignment: .right) { item, _ in
                SectionFigure.text(item.before)
            },
            Column("现标准分", "after", alignment: .right) { item, _ in
                SectionFigure.text(item.after)
            },
            Column("变化", "change", alignment: .right) { item, _ in
                SectionFigure.text(item.change)
            },
            Column("标准误", "se", alignment: .right) { item, _ in
                item.changeError.map(SectionFigure.text) ?? "-"
            },
            Column("显著", "flag") { item, _ in item.flag?.rawValue ?? "-" },
        ]
    }

    var json: JSONValue {
        [
            "from": .string(from), "to": .optional(to ?? ""), "started": .whole(started),
            "followed": .whole(followed), "before": .number(before), "after": .number(after),
            "change": .number(change), "se": .figure(changeError),
            "flag": .optional(flag?.rawValue ?? ""),
        ]
    }
}
