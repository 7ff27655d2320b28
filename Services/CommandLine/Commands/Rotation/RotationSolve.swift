import ArgumentParser
import Foundation
import RotationCore
import TaoliModels

/// `taoli rotation solve`
struct RotationSolve: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Finds the best plan of every group and proves it; works on files alone.",
        discussion: """
            Groups that no plan fits are told why; with --report their report and two ready plans \
            are written. Every plan has passed an independent check. Exit code 75 when --limit \
            ended the search of a group: its answer then carries a bound and a gap.

            With --pack SH the quotas, shares and teams are those of the policy pack, each with \
            its clause in the answer; --what-if changes one and says so.

            Examples:
              taoli rotation solve --instance district --plan plan.csv
              taoli rotation solve --instance district --plan plan.csv --pack SH
              taoli rotation solve --instance district --plan plan.csv --pack CN \
            --what-if key_pct=30
              taoli rotation solve --instance city --plan plan.csv --limit 60 --format json
              taoli rotation solve --instance district --plan plan.csv --report reports
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var source: InstanceOptions

    @Option(help: ArgumentHelp("Write who goes where to this CSV.", valueName: "file"))
    var plan: String

    @Option(
        help: ArgumentHelp("End after so many seconds with what there is.", valueName: "seconds"))
    var limit: Double?

    @Option(
        help: ArgumentHelp(
            "Write reports and ready plans of groups without a plan here.", valueName: "folder"))
    var report: String?

    @Option(help: "Groups solved at a time (default: one a processor).")
    var threads: Int?

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func validate() throws {
        if let limit, !(limit > 0) { throw ValidationError("--limit must be above 0.") }
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("--threads must be from 1 to 256.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let watch = Stopwatch()
        let loaded = try source.load(context)
        let run = SolveRun(loaded, watch: watch, limit: limit, threads: threads)
        let outcomes = await run.plan(context)
        try run.verify(outcomes)
        let reports = try run.reports(outcomes, folder: report, context)
        let answers = zip(outcomes, reports).map { GroupAnswer(loaded, $0, $1) }
        try PlanFile.write(
            outcomes.flatMap(\.answer.plan), of: loaded.instance, to: plan)
        let summary = SolveSummary(
            answers: answers, seconds: watch.seconds, source: loaded.source)
        switch context.format {
        case .json: try context.console.data(summary.json.indented)
        case .table, .csv: try summary.show(in: context)
        }
        if answers.contains(where: { $0.answer.status == .limit }) {
            throw QuietExit(status: .tryAgain)
        }
    }
}
