import ArgumentParser
import EvaluationCore
import Foundation
import TaoliModels

/// `taoli evaluation report`
struct EvaluationReport: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes a page with each school's interval against the line, and its diagnosis.",
        discussion: """
            One HTML page without scripts or links, to print or to send: what schools add, their \
            spread, and where the gap of each to its group and to all lies: in what students came \
            with, or in what became of them. With --format json the diagnosis also goes to \
            standard output.

            Examples:
              taoli evaluation report --input exam.csv --unit school --prior prior \
            --value outcome --output report.html
              taoli evaluation report --input exam.csv --unit school --prior prior \
            --value outcome --group group --by subject --title 三校联考 --lang zh --output report.html
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var students: StudentInput

    @Option(
        help: ArgumentHelp("Column of prior attainment, a number; may repeat.", valueName: "column")
    )
    var prior: [String] = []

    @Option(
        help: ArgumentHelp(
            "Column of a covariate, number or text; may repeat.", valueName: "column"))
    var covariate: [String] = []

    @Option(
        help: ArgumentHelp("Column of the group that schools are compared in.", valueName: "column")
    )
    var group: String?

    @Option(help: "The page's heading.")
    var title: String?

    var identityOption: String? { nil }

    func validate() throws {
        guard !prior.isEmpty else { throw ValidationError("Name at least one --prior.") }
        guard global.output != nil else {
            throw ValidationError("Name the page to write: --output FILE.")
        }
        guard global.format != .xlsx else {
            throw ValidationError("The report is a page: no xlsx.")
        }
    }

    static var outputUse: OutputUse { .own }

    func perform(in context: CommandContext) async throws {
        let output = global.output ?? ""
        let cohorts = try CohortReader(
            students, level: group, priors: prior, covariates: covariate, in: context)
        let sections = zip(cohorts.keys, cohorts.tables).map { key, table in
            ReportSection(heading: key, table: table, columns: cohorts.model)
        }
        let page = ReportPage(
            title: title ?? context.text("学校增值报告", "What schools add"),
            source: (students.input as NSString).lastPathComponent, sections: sections,
            isChinese: context.language == .zh)
        let file = try OutputFile(path: output)
        try file.write(Data(page.html.utf8))
        try file.finish()
        if context.format == .json {
            let records = sections.map {
                DiagnosisRecord(
                    key: EvaluationKey($0.heading, columns: students.byColumns), section: $0)
            }
            try context.show(evaluations: records, isByKey: students.by != nil)
        }
        context.console.note(context.text("已写出 \(output)", "Wrote \(output)"))
    }
}
