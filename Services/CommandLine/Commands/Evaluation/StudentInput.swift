import ArgumentParser

/// The file that an evaluation reads, and what its columns mean.
struct StudentInput: ParsableArguments {
    @Option(
        help: ArgumentHelp("CSV file, one student (and subject) a row.", valueName: "file"))
    var input: String

    @Option(help: ArgumentHelp("Column of the school, or other unit.", valueName: "column"))
    var unit: String

    @Option(help: ArgumentHelp("Column of the result; empty or NA: missing.", valueName: "column"))
    var value: String

    @Option(
        help: ArgumentHelp(
            "Columns whose values are evaluated one by one, e.g. district or stage,subject.",
            valueName: "columns"))
    var by: String?

    @Option(
        help: ArgumentHelp(
            "Column of the student's id, to find students in two units (default: student, where "
                + "the file has it).", valueName: "column"))
    var student: String?

    /// The columns of `--by`, none without it.
    var byColumns: [String] {
        (by ?? "").split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    }
}

/// How variances are estimated.
enum MethodOption: String, CaseIterable, ExpressibleByArgument {
    case reml
    case ml
}
