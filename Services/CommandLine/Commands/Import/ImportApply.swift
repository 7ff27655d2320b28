import ArgumentParser
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli import apply`
struct ImportApply: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Checks a file, shows the counts, and imports the accepted rows.",
        discussion: """
            Doubtful rows are imported only with --answers. It asks before it changes anything; \
            scripts say --yes. Exit code 0 though doubtful rows remain, 65 when a row is refused.

            Examples:
              taoli import apply --kind schools schools.csv --effective 2025-09-01
              taoli import apply --job 0199c2f5-… --yes
              taoli import apply --kind rolls rolls.xlsx --effective 2024-09-01 --yes
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var options: ImportOptions

    @Flag(help: "Do not ask.") var yes = false

    var identityOption: String? { identity.keyFile }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        if !yes { try Confirmation.requireTerminal(context) }
        let service = options.target.service(for: options.kind)
        let report = try await context.connected(to: service) { [self] remote in
            let run = ImportRun(
                context: context,
                calls: ImportClient(service, remote))
            return try await apply(run)
        }
        if context.format == .json { try context.console.data(report.json.indented) }
        let option = report.job.serviceOption
        context.console.note(
            context.text(
                "任务 \(report.job.id)；撤销：taoli import undo \(report.job.id)\(option)",
                "Job \(report.job.id); to take it back: taoli import undo \(report.job.id)\(option)"
            ))
        if report.job.counts.refused > 0 { throw QuietExit(status: .dataInvalid) }
    }

    private func apply(_ run: ImportRun) async throws -> ImportReport {
        let context = run.context
        let checked = try await run.check(options)
        let report = try await ImportReport(
            checked, run: run, source: options.file, report: options.report, template: nil)
        if context.format != .json { try report.show(in: context) }
        guard checked.state == .checked, checked.counts.accepted > 0 else {
            context.console.note(
                checked.state == .checked
                    ? context.text("没有可导入的行。", "There is no row to import.")
                    : context.text(
                        "任务状态：\(checked.state.term.chinese)。",
                        "The job is \(checked.state.term.key)."))
            return report
        }
        guard yes || Confirmation.ask(question(checked), context) else {
            context.console.note(
                context.text("没有任何改动；任务保留。", "Nothing was changed; the job is kept."))
            return report
        }
        let applied = try await run.apply(checked)
        if context.format != .json {
            try context.console.data(
                context.text("已导入：", "applied: ") + applied.effects.text(in: context.language))
        }
        return report.with(applied)
    }

    private func question(_ job: Taoli_Registry_V1_ImportJob) -> Wording {
        Wording(
            "导入 \(job.counts.accepted) 行（\(job.effects.chinese)）？",
            "Import \(job.counts.accepted) rows (\(job.effects.english))?")
    }
}

extension ImportReport {
    /// The same rows with the job as it is now.
    func with(_ job: Taoli_Registry_V1_ImportJob) -> ImportReport {
        ImportReport(job: job, rows: rows, rowCount: rowCount)
    }

    init(job: Taoli_Registry_V1_ImportJob, rows: [Taoli_Registry_V1_ImportRow], rowCount: Int64) {
        self.job = job
        self.rows = rows
        self.rowCount = rowCount
    }
}
