import ArgumentParser
import EvaluationCore

/// `taoli evaluation spread`
struct EvaluationSpread: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "spread",
        abstract: "Estimates the share of variance between schools (校际差异率), with its interval.",
        discussion: """
            Three estimates: by analysis of variance, by restricted maximum likelihood (REML), and \
            unadjusted, which is biased upwards. No service is needed. Figures that do not exist \
            are null in JSON, with the reason.

            Examples:
              taoli evaluation spread --input exam.csv --unit school --value outcome
              taoli evaluation spread --input a.csv --unit school --value score --by district,subject
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var students: StudentInput
    @Option(help: "How variances are estimated beside ANOVA: reml or ml.")
    var method = MethodOption.reml

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let cohorts = try CohortReader(students, in: context)
        let records = zip(cohorts.keys, cohorts.tables).map { key, table in
            SpreadRecord(
                key: EvaluationKey(key, columns: students.byColumns), dropped: table.dropped,
                figures: SpreadFigures(table.moments, method: method.likelihood),
                method: method.likelihood)
        }
        try context.show(evaluations: records, isByKey: students.by != nil)
    }
}

extension MethodOption {
    var likelihood: LikelihoodMethod { self == .reml ? .reml : .ml }
}
