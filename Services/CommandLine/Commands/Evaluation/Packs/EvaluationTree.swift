import ArgumentParser
import EvaluationCore
import Foundation
import TaoliModels
import TaoliPolicy

/// `taoli evaluation tree`
struct EvaluationTree: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "tree",
        abstract: "Scores a pack's tree of indicators from a file of leaf values.",
        discussion: """
            One value a row: subject (a unit, school or project), leaf, value, evidence (0 or 1). \
            Several rows of one leaf are a panel's scores, one a member. A row with a veto's id \
            and value 1 says that it happened. What is missing is marked and lowers the share that \
            is covered, never the score. With --freeze the cycle is written as a text with its \
            digest.

            Examples:
              taoli evaluation tree --pack XN --tree group --input scores.csv
              taoli evaluation tree --pack JD --tree comprehensive --input scores.csv --pilot S1
              taoli evaluation tree --pack XN --tree group --input scores.csv --cycle 2025 \
            --freeze cycle.txt --format json
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: "A policy pack by id, or a file.") var pack: String
    @Option(help: "The tree's id in the pack.") var tree: String
    @Option(help: ArgumentHelp("CSV file, one value a row.", valueName: "file"))
    var input: String
    @Option(help: "A unit that the bureau named for the pilot; may repeat.") var pilot: [String] =
        []
    @Option(help: "The cycle's name, e.g. 2025-2026.") var cycle = ""
    @Option(help: ArgumentHelp("Write the frozen cycle here.", valueName: "file"))
    var freeze: String?

    var identityOption: String? { nil }

    func validate() throws {
        if freeze != nil, cycle.isEmpty { throw ValidationError("--freeze needs --cycle.") }
    }

    func perform(in context: CommandContext) async throws {
        let policy = try PolicySource.pack(pack)
        let tree = try PackTree(policy, tree)
        let inputs = try LeafFile(path: input, tree: tree).read(context)
        for subject in inputs.keys.sorted(by: ByteOrder.isBefore) {
            if let refusal = tree.refusal(for: subject, pilots: Set(pilot)) { throw refusal }
        }
        let frozen = FrozenCycle(
            cycle: cycle, packVersion: policy.version, tree: tree.tree, inputs: inputs)
        if let freeze {
            let file = try OutputFile(path: freeze)
            try file.write(Data(frozen.text.utf8))
            try file.finish()
        }
        let record = ScoredTree(
            policy: policy, tree: tree, hash: frozen.hash,
            assessments: inputs.keys.sorted(by: ByteOrder.isBefore).map { subject in
                (
                    subject,
                    Assessment(tree.tree, inputs[subject] ?? IndicatorInputs(found: [:]))
                )
            })
        try record.show(in: context)
    }
}

/// A file of leaf values.
struct LeafFile {
    let path: String
    let tree: PackTree

    private static let layout = TableLayout(
        name: "leaves",
        columns: [
            TableColumn("subject"), TableColumn("leaf"), TableColumn("value"),
            TableColumn("evidence", isRequired: false),
        ])

    private struct Draft {
        var values: [String: [Double]] = [:]
        var evidenced: Set<String> = []
        var vetoed: Set<String> = []
    }

    /// By subject.
    func read(_ context: CommandContext) throws -> [String: IndicatorInputs] {
        var drafts: [String: Draft] = [:]
        let vetoes = Set(tree.tree.vetoes.map(\.id))
        let leaves = tree.tree.leaves.map(\.id)
        let file = StudentFile(path: path, layout: LeafFile.layout)
        try file.read(Wording("读取指标", "reading values"), in: context) { row in
            let subject = try row.name(0)
            let leaf = row[1]
            if vetoes.contains(leaf) {
                if try row.flag(2) { drafts[subject, default: Draft()].vetoed.insert(leaf) }
                return
            }
            guard leaves.contains(leaf) else {
                let near =
                    NearestName.nearest(to: leaf, in: leaves) ?? leaves.joined(separator: ", ")
                throw row.problem(
                    1, "unknown-leaf", "没有该指标；是否为：\(near)？", "No such leaf; is this meant: \(near)?"
                )
            }
            let isMeasured = tree.indicators[leaf]?.figure != nil
            if isMeasured, drafts[subject]?.values[leaf] != nil {
                throw row.problem(
                    1, "leaf-twice", "按数据计算的指标只能有一行。", "What is measured has one row.")
            }
            if let value = try row.measure(2) {
                drafts[subject, default: Draft()].values[leaf, default: []].append(value)
            } else {
                _ = drafts[subject, default: Draft()]
            }
            if try row.flag(3) { drafts[subject, default: Draft()].evidenced.insert(leaf) }
        }
        return drafts.mapValues { draft in
            IndicatorInputs(
                found: Dictionary(
                    uniqueKeysWithValues: draft.values.map { leaf, values in
                        (
                            leaf,
                            tree.indicators[leaf]?.figure == nil
                                ? .panel(values) : .value(values[0])
                        )
                    }), evidenced: draft.evidenced, vetoed: draft.vetoed)
        }
    }
}
