import ArgumentParser
import RotationCore
import TaoliModels
import TaoliPolicy

/// `taoli rotation placements`
struct RotationPlacements: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "placements",
        abstract: "Checks single placements under a pack; works on files alone.",
        discussion: """
            One placement a row: person, kind, years (full school years), from and to (stages), \
            and where they matter mode, post, moves_employment (0 or 1). Every rule that is broken \
            is told with its clause; exit code 65 if there is any.

            Examples:
              taoli rotation placements --pack GT --input placements.csv
              taoli rotation placements --pack SH --input placements.csv --format json
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: "A policy pack by id, or a file.") var pack: String
    @Option(help: ArgumentHelp("CSV file, one placement a row.", valueName: "file"))
    var input: String

    var identityOption: String? { nil }

    private static let layout = TableLayout(
        name: "placements",
        columns: [
            TableColumn("person"), TableColumn("kind"), TableColumn("years"), TableColumn("from"),
            TableColumn("to"), TableColumn("mode", isRequired: false),
            TableColumn("post", isRequired: false),
            TableColumn("moves_employment", isRequired: false),
        ])

    func perform(in context: CommandContext) async throws {
        let policy = try PolicySource.pack(pack)
        let rules = PlacementRules(policy)
        var refusals: [Refusal] = []
        var count = 0
        let file = StudentFile(path: input, layout: RotationPlacements.layout)
        try file.read(Wording("读取派出", "reading placements"), in: context) { row in
            count += 1
            refusals += rules.refusals(try row.proposal())
        }
        try context.show(refusals: refusals, of: policy, checked: count)
    }
}

extension TableRow {
    fileprivate func proposal() throws(RowProblem) -> PlacementProposal {
        guard let years = Int(self[2]), (0...99).contains(years) else {
            throw RowProblem(
                "no-years", row: number, column: header.reference(2), value: self[2],
                text: Wording("应为整数学年，请改正。", "Whole school years are expected: correct it."))
        }
        return PlacementProposal(
            person: self[0], kind: try word(1), mode: self[5].isEmpty ? nil : self[5],
            post: self[6].isEmpty ? nil : self[6], from: try word(3), to: try word(4), years: years,
            movesEmployment: try flag(7))
    }
}
