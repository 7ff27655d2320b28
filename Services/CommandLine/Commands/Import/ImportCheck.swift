import ArgumentParser
import TaoliContracts
import TaoliRuntime

/// `taoli import check`
struct ImportCheck: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks a file row by row; nothing is imported.",
        discussion: """
            Each row is accepted, doubtful (with a question) or refused (with the reason); at most \
            100 of the latter are shown. Exit code 65 when a row is refused or the file cannot be \
            used.

            Examples:
              taoli import check --kind schools schools.xlsx --report rejected.xlsx
              taoli import check --kind groups groups.csv --answers-template answers.csv
              taoli import check --kind results results.csv --effective 2024-09-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var options: ImportOptions

    @Option(
        help: ArgumentHelp(
            "Write the questions of doubtful rows here, to be answered (.csv, .xlsx).",
            valueName: "file"))
    var answersTemplate: String?

    var identityOption: String? { identity.keyFile }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let service = options.target.service(for: options.kind)
        let report = try await context.connected(to: service) { [self] remote in
            let run = ImportRun(
                context: context,
                calls: ImportClient(service, remote))
            let job = try await run.check(options)
            return try await ImportReport(
                job, run: run, source: options.file, report: options.report,
                template: answersTemplate)
        }
        switch context.format {
        case .json: try context.console.data(report.json.indented)
        case .table, .csv: try report.show(in: context)
        }
        let option = report.job.serviceOption
        context.console.note(
            context.text(
                "任务 \(report.job.id)；导入：taoli import apply --job \(report.job.id)\(option)",
                "Job \(report.job.id); to apply it: taoli import apply --job \(report.job.id)\(option)"
            ))
        if report.job.counts.refused > 0 { throw QuietExit(status: .dataInvalid) }
    }
}
