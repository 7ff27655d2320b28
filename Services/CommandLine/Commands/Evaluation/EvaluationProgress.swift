import ArgumentParser
import EvaluationCore

/// `taoli evaluation progress`
struct EvaluationProgress: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "progress",
        abstract: "Compares students with all students of the same band of prior attainment.",
        discussion: """
            Ten bands of prior attainment; what is expected of a student is the mean result of the \
            band; a school's score is the mean difference, with its 95 % interval.

            Examples:
              taoli evaluation progress --input exam.csv --unit school --prior prior \
            --value outcome
              taoli evaluation progress --input exam.csv --unit school --prior prior \
            --value outcome --by district --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var students: StudentInput
    @Option(help: ArgumentHelp("Column of prior attainment, a number.", valueName: "column"))
    var prior: String

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let read = try StudentListReader(students, prior: prior, in: context)
        let records = zip(read.keys, read.lists).map { key, list in
            ProgressRecord(
                key: EvaluationKey(key, columns: students.byColumns), list: list,
                scores: Result { () throws(Undefined) in
                    try ProgressScores(
                        priors: list.priors, results: list.results, units: list.unitOfStudent)
                })
        }
        try context.show(evaluations: records, isByKey: students.by != nil)
    }
}
