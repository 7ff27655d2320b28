import ArgumentParser
import Foundation
import RotationCore
import TaoliModels

/// `taoli rotation compare`
struct RotationCompare: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Shows what another decision would change, in points and names.",
        discussion: """
            Nothing is decided or written. --pin and --forbid take a teacher or a strong school, \
            then a receiving school: a school means its team. After --withdraw the plan is \
            repaired with as few changes as possible, then as few points. --greedy sets it against \
            what a spreadsheet does (neediest school first, key teachers first, cheapest place).

            Examples:
              taoli rotation compare --instance group --plan plan.csv --pin T000003=S00004
              taoli rotation compare --instance group --plan plan.csv --set key_pct=20
              taoli rotation compare --instance group --plan plan.csv --withdraw T000006
              taoli rotation compare --instance group --plan plan.csv --greedy --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var source: InstanceOptions

    @Option(help: ArgumentHelp("The plan: a CSV with teacher and school.", valueName: "file"))
    var plan: String

    @Option(help: ArgumentHelp("Must go, or a team there must be.", valueName: "T=R"))
    var pin: [String] = []
    @Option(help: ArgumentHelp("Must not go there, or no team there.", valueName: "T=R"))
    var forbid: [String] = []
    @Option(help: ArgumentHelp("Another value of a parameter.", valueName: "name=value"))
    var set: [String] = []
    @Option(help: ArgumentHelp("Cannot go after all.", valueName: "teacher"))
    var withdraw: [String] = []
    @Flag(help: "Against the spreadsheet's way.") var greedy = false
    @Option(help: ArgumentHelp("End after so many seconds.", valueName: "seconds"))
    var limit: Double?

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func validate() throws {
        for pair in pin + forbid + set where pair.split(separator: "=").count != 2 {
            throw ValidationError("'\(pair)' is not of the form A=B.")
        }
        if greedy, !(pin + forbid + set + withdraw).isEmpty {
            throw ValidationError("--greedy goes with no other decision.")
        }
        if let limit, !(limit > 0) { throw ValidationError("--limit must be above 0.") }
    }

    func perform(in context: CommandContext) async throws {
        let loaded = try source.load(context)
        let rows = try PlanFile.read(plan, of: loaded.instance)
        var draft = loaded.draft
        for text in set {
            let parts = text.split(separator: "=").map(String.init)
            try ParametersFile.setting("set", "--set") { () throws(ParametersDraft.Problem) in
                try draft.set(parts[0], to: parts[1])
            }
        }
        let parameters = try ParametersFile.setting("set", "--set") {
            () throws(ParametersDraft.Problem) in try draft.parameters()
        }
        let run = CompareRun(
            loaded: loaded, parameters: parameters, choices: try choices(loaded), rows: rows,
            repairs: !withdraw.isEmpty, isGreedy: greedy, limit: limit)
        let record = try run.compare()
        switch context.format {
        case .json: try context.console.data(record.json.indented)
        case .table, .csv: try record.show(in: context)
        }
        if record.groups.contains(where: { $0.status == .limit }) {
            throw QuietExit(status: .tryAgain)
        }
    }

    private func choices(_ loaded: LoadedInstance) throws -> PlanChoices {
        var choices = PlanChoices()
        for text in pin {
            switch try Decision(text, loaded) {
            case .teacher(let pair): choices.pinned.insert(pair)
            case .team(let team): choices.pinnedTeams.insert(team)
            }
        }
        for text in forbid {
            switch try Decision(text, loaded) {
            case .teacher(let pair): choices.forbidden.insert(pair)
            case .team(let team): choices.forbiddenTeams.insert(team)
            }
        }
        for code in withdraw { choices.withdrawn.insert(try loaded.teacher(code)) }
        return choices
    }
}

/// `T=R` or `S=R`, read.
enum Decision {
    case teacher(PlanChoices.Pair)
    case team(PlanChoices.Team)

    init(_ text: String, _ loaded: LoadedInstance) throws {
        let parts = text.split(separator: "=").map(String.init)
        let receiver = try loaded.school(parts[1])
        if let sender = loaded.instance.schools.firstIndex(where: { $0.code == parts[0] }) {
            self = .team(.init(sender: sender, receiver: receiver))
        } else {
            self = .teacher(.init(teacher: try loaded.teacher(parts[0]), school: receiver))
        }
    }
}
