import ArgumentParser
import RotationCore
import TaoliModels

/// `taoli rotation check`
struct RotationCheck: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks a plan against every rule and counts its points; works on files alone.",
        discussion: """
            Every broken rule is named by group, school and teacher. Exit code 65 if there is any. \
            A group without a row in the plan is left out when it is certain that no plan fits it.

            Examples:
              taoli rotation check --instance district --plan plan.csv
              taoli rotation check --instance district --plan plan.csv --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var source: InstanceOptions

    @Option(help: ArgumentHelp("The plan: a CSV with teacher and school.", valueName: "file"))
    var plan: String

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let loaded = try source.load(context)
        let rows = try PlanFile.read(plan, of: loaded.instance)
        let record = CheckRecord(rows, loaded)
        switch context.format {
        case .json: try context.console.data(record.json.indented)
        case .table, .csv: try record.show(in: context)
        }
        if !record.violations.isEmpty { throw QuietExit(status: .dataInvalid) }
    }
}
