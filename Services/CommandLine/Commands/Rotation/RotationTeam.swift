import ArgumentParser
import RotationCore
import TaoliModels
import TaoliPolicy

/// `taoli rotation team`
struct RotationTeam: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "team",
        abstract:
            "Checks a team that a lead sends to a member, under a pack; works on files alone.",
        discussion: """
            One person a row: person, post (or in_return for those who come from the member), \
            at_home (middle_manager, key_teacher, several with +), moves_employment (0 or 1). \
            Every rule that is broken is told with its clause; exit code 65 if there is any.

            Examples:
              taoli rotation team --pack XN --mode entrusted --input team.csv
              taoli rotation team --pack mine.yaml --mode entrusted --input team.csv --format json
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: "A policy pack by id, or a file.") var pack = "XN"
    @Option(help: "How the member belongs to the group, as the pack names it.") var mode: String
    @Option(help: ArgumentHelp("CSV file, one person a row.", valueName: "file"))
    var input: String

    var identityOption: String? { nil }

    /// Stands in the column `post` for those who come in return.
    static let inReturn = "in_return"
    static let layout = TableLayout(
        name: "team",
        columns: [
            TableColumn("person"), TableColumn("post"), TableColumn("at_home", isRequired: false),
            TableColumn("moves_employment", isRequired: false),
        ])

    func perform(in context: CommandContext) async throws {
        let policy = try PolicySource.pack(pack)
        var members: [DispatchTeam.Member] = []
        var others: [String] = []
        let file = StudentFile(path: input, layout: RotationTeam.layout)
        try file.read(Wording("读取团队", "reading the team"), in: context) { row in
            if row[1] == RotationTeam.inReturn {
                others.append(row[0])
            } else {
                members.append(
                    DispatchTeam.Member(
                        person: row[0], post: row[1], isAtHome: try row.holders(2),
                        movesEmployment: try row.flag(3)))
            }
        }
        let team = DispatchTeam(mode: mode, members: members, inReturn: others)
        let refusals = DispatchTeamCheck(policy).refusals(team)
        try context.show(refusals: refusals, of: policy, checked: members.count)
    }
}

extension TableRow {
    /// `0` or `1`; empty is 0.
    func flag(_ place: Int) throws(RowProblem) -> Bool {
        switch self[place] {
        case "", "0": return false
        case "1": return true
        default:
            throw RowProblem(
                "no-flag", row: number, column: header.reference(place), value: self[place],
                text: Wording("应为 0 或 1，请改正。", "0 or 1 is expected: correct it."))
        }
    }

    /// A code, or its Chinese name.
    func named<Kind: NamedCode>(_ place: Int, of kind: Kind.Type) throws(RowProblem) -> Kind {
        if let code = Kind(named: self[place]) { return code }
        let names = Kind.allCases.flatMap { [$0.rawValue, $0.chinese] }
        let near = NearestName.nearest(to: self[place], in: names).flatMap { Kind(named: $0) }
        let list = Kind.allowed(near.map { [$0] } ?? Array(Kind.allCases))
        throw RowProblem(
            "unknown-word", row: number, column: header.reference(place), value: self[place],
            text: Wording(
                "不认识该值；是否为：\(list.chinese)？",
                "Not known here; is this meant: \(list.english)?"))
    }

    /// One of a kind's words.
    func word<Kind>(_ place: Int, of kind: Kind.Type = Kind.self) throws(RowProblem) -> Kind
    where Kind: RawRepresentable<String> & CaseIterable {
        if let word = Kind(rawValue: self[place]) { return word }
        let names = Kind.allCases.map(\.rawValue)
        let near = NearestName.nearest(to: self[place], in: names)
        let list = near ?? names.joined(separator: ", ")
        throw RowProblem(
            "unknown-word", row: number, column: header.reference(place), value: self[place],
            text: Wording("不认识该值；是否为：\(list)？", "Not known here; is this meant: \(list)?"))
    }

    fileprivate func holders(_ place: Int) throws(RowProblem) -> Set<DispatchPostRule.Holder> {
        var found: Set<DispatchPostRule.Holder> = []
        for text in self[place].split(separator: "+") {
            guard let holder = DispatchPostRule.Holder(rawValue: String(text)) else {
                let names = DispatchPostRule.Holder.allCases.map(\.rawValue)
                    .joined(separator: ", ")
                throw RowProblem(
                    "unknown-word", row: number, column: header.reference(place),
                    value: self[place],
                    text: Wording("应为 \(names)。", "It is some of \(names), joined by +."))
            }
            found.insert(holder)
        }
        return found
    }
}
