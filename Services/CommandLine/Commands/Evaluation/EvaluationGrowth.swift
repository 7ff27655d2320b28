import ArgumentParser
import EvaluationCore

/// `taoli evaluation growth`
struct EvaluationGrowth: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "growth",
        abstract: "Student growth percentiles, and each school's median.",
        discussion: """
            Where a student's result stands among students with the same prior, 1 to 99: quantile \
            regressions on a cubic spline of the prior, solved to proven optimality.

            Examples:
              taoli evaluation growth --input exam.csv --unit school --prior prior --value outcome
              taoli evaluation growth --input exam.csv --unit school --prior prior \
            --value outcome --each --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var students: StudentInput
    @Option(help: ArgumentHelp("Column of prior attainment, a number.", valueName: "column"))
    var prior: String

    @Flag(help: "Also give every student's percentile, in the order of the file (JSON only).")
    var each = false

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let read = try StudentListReader(students, prior: prior, in: context)
        let records = zip(read.keys, read.lists).map { key, list in
            GrowthRecord(
                key: EvaluationKey(key, columns: students.byColumns), list: list,
                growth: Result { () throws(Undefined) in
                    try GrowthPercentiles(priors: list.priors, results: list.results)
                }, showsEach: each)
        }
        try context.show(evaluations: records, isByKey: students.by != nil)
    }
}
