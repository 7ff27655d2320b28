import ArgumentParser
import EvaluationCore
import TaoliModels
import TaoliPolicy

/// `taoli evaluation ranking`
struct EvaluationRanking: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "ranking",
        abstract: "Ranks schools by value added, only where the pack wants a ranking.",
        discussion: """
            Reads unit, value_added, se and n, as `value-added --format csv` writes them. Each \
            place is told with the ranks that it may truly have, and with the probability that it \
            holds against the next. None of the five systems asks for a ranking: a bureau's own \
            pack must.

            Examples:
              taoli evaluation ranking --pack mine.yaml --input effects.csv
              taoli evaluation ranking --pack mine.yaml --input effects.csv --format json
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: "A policy pack by id, or a file.") var pack: String
    @Option(help: ArgumentHelp("CSV file, one school a row.", valueName: "file"))
    var input: String

    var identityOption: String? { nil }

    func perform(in context: CommandContext) async throws {
        let policy = try PolicySource.pack(pack)
        guard let rule = policy[EvaluationSection.self].rankings.first else {
            throw EvaluationRanking.notWanted(policy)
        }
        let layout = TableLayout(
            name: "effects",
            columns: [
                TableColumn("unit"), TableColumn("value_added"), TableColumn("se"),
                TableColumn("n", isRequired: false),
            ])
        var names: [String] = []
        var effects: [ValueAdded] = []
        let file = StudentFile(path: input, layout: layout)
        try file.read(Wording("读取增值", "reading effects"), in: context) { row in
            let error = try row.number(at: 2)
            guard error >= 0 else {
                throw row.problem(2, "negative-error", "标准误不能为负。", "It cannot be negative.")
            }
            effects.append(
                ValueAdded(
                    unit: names.count, size: row[3].isEmpty ? 0 : try row.whole(3),
                    estimate: try row.number(at: 1), standardError: error, reliability: .nan))
            names.append(try row.name(0))
        }
        let ranking = Ranking(effects)
        let records = ranking.places.map { RankRecord(name: names[$0.effect.unit], place: $0) }
        switch context.format {
        case .json:
            let value: JSONValue = [
                "pack": .string(policy.id), "version": .string(policy.version),
                "clause": .optional(rule.source.clause ?? ""),
                "first_holds": .number(ranking.firstHolds),
                "places": .array(records.map(\.json)),
            ]
            try context.console.data(value.indented)
        case .table, .csv: try context.show(list: records)
        }
    }

    private static func notWanted(_ policy: PolicyPack) -> Refusal {
        Refusal(
            .precondition, "no-ranking", clause: policy.document.source.clause, field: "pack",
            what: Wording(
                "政策包 \(policy.id) 不要求学校排名。", "Pack \(policy.id) asks for no ranking."),
            next: Wording(
                "请直接使用增值及其区间；确需排名的，由教育局在政策包中写明。",
                "Use value added with its interval; a bureau that wants a ranking writes it into its "
                    + "pack."))
    }
}

/// A school's place.
struct RankRecord: Presentable {
    let name: String
    let place: Ranking.Place

    static var columns: [Column<Self>] {
        [
            Column("名次", "rank", alignment: .right) { item, _ in "\(item.place.rank)" },
            Column("学校", "unit") { item, _ in item.name },
            Column("增值", "value added", alignment: .right) { item, _ in
                SectionFigure.text(item.place.effect.estimate)
            },
            Column("可能名次", "ranks") { item, _ in
                let ranks = item.place.rankInterval
                return "\(ranks.lowerBound)–\(ranks.upperBound)"
            },
            Column("期望名次", "expected", alignment: .right) { item, _ in
                SectionFigure.text(item.place.expectedRank)
            },
            Column("高于下一名的概率", "holds", alignment: .right) { item, _ in
                item.place.holdsAgainstNext.map(SectionFigure.text) ?? "-"
            },
        ]
    }

    var json: JSONValue {
        [
            "rank": .whole(place.rank), "unit": .string(name),
            "value_added": .number(place.effect.estimate),
            "se": .number(place.effect.standardError),
            "rank_low": .whole(place.rankInterval.lowerBound),
            "rank_high": .whole(place.rankInterval.upperBound),
            "expected_rank": .number(place.expectedRank),
            "holds_against_next": .figure(place.holdsAgainstNext),
        ]
    }
}
