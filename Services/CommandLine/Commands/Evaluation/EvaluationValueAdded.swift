import ArgumentParser
import EvaluationCore

/// `taoli evaluation value-added`
struct EvaluationValueAdded: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "value-added",
        abstract: "Estimates what each school adds to what its students came with (增值).",
        discussion: """
            A random-intercept model of the result on priors and covariates. A covariate of texts \
            becomes one term for each value but the first in byte order. With --level, schools lie \
            in districts or groups, and both get their effects.

            Examples:
              taoli evaluation value-added --input exam.csv --unit school --prior prior \
            --value outcome
              taoli evaluation value-added --input exam.csv --unit school --prior prior \
            --value outcome --covariate gender --level group --format json
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
        help: ArgumentHelp(
            "Column of the upper unit in which schools lie: district or group.",
            valueName: "column"))
    var level: String?

    @Option(help: "How variances are estimated beside ANOVA: reml or ml.")
    var method = MethodOption.reml

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func validate() throws {
        guard !prior.isEmpty else { throw ValidationError("Name at least one --prior.") }
    }

    func perform(in context: CommandContext) async throws {
        let cohorts = try CohortReader(
            students, level: level, priors: prior, covariates: covariate, in: context)
        let records = zip(cohorts.keys, cohorts.tables).map { key, table in
            ValueAddedRecord(
                key: EvaluationKey(key, columns: students.byColumns), table: table,
                figures: ValueAddedFigures(
                    table.moments, columns: cohorts.model,
                    levelOfUnit: level == nil ? nil : table.levelOfUnit,
                    method: method.likelihood),
                method: method.likelihood)
        }
        try context.show(evaluations: records, isByKey: students.by != nil)
    }
}
