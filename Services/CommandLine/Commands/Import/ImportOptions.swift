import ArgumentParser
import Foundation
import TaoliContracts
import TaoliModels
import TaoliSheets

/// What is imported and how; shared by check and apply.
struct ImportOptions: ParsableArguments {
    /// What the rows of a file are.
    enum Kind: String, CaseIterable, ExpressibleByArgument, Sendable {
        case districts, schools, groups, staff, rolls, results, answers, resources

        /// Which service takes it.
        var service: ServiceName {
            switch self {
            case .districts, .schools, .groups, .staff: .registry
            case .rolls, .results, .answers, .resources: .evaluation
            }
        }

        var message: Taoli_Registry_V1_ImportKind {
            switch self {
            case .districts: .districts
            case .schools: .schools
            case .groups: .groups
            case .staff: .staff
            case .rolls: .rolls
            case .results: .results
            case .answers: .answers
            case .resources: .resources
            }
        }
    }

    /// Registry takes answers of at most this size (import.proto).
    static let answersBytesMax = 512 * 1024

    @OptionGroup var target: ImportTarget

    @Option(help: "districts, schools, groups, staff, rolls, results, answers or resources.")
    var kind: Kind?

    @Argument(help: "The file: CSV (UTF-8, GB18030, UTF-16) or a workbook (.xlsx).") var file:
        String?

    @Option(
        help: "First day of the memberships, or a day of the school year (default: today).",
        transform: Parse.date)
    var effective: CalendarDate?

    @Option(
        help: ArgumentHelp(
            "Answers to an earlier check: CSV or xlsx with row, question, answer.",
            valueName: "file"))
    var answers: String?

    @Option(
        help: ArgumentHelp(
            "Write all doubtful and refused rows here, with a column 错误信息 (.csv, .xlsx).",
            valueName: "file"))
    var report: String?

    @Option(help: "Go on with this job instead of beginning a new one.", transform: Parse.id)
    var job: String?

    func validate() throws {
        if job == nil {
            guard kind != nil else { throw ValidationError("--kind is missing.") }
            guard file != nil else { throw ValidationError("The file is missing.") }
        }
        if job != nil, effective != nil || kind != nil {
            throw ValidationError("A job keeps its --kind and --effective: leave them out.")
        }
        if report != nil, file == nil { throw ValidationError("--report needs the file.") }
    }

    /// The answers as CSV; empty without any.
    func answersCSV() async throws -> Data {
        guard let answers else { return Data() }
        if let csv = try await ImportOptions.workbookAnswers(answers) { return csv }
        let handle = try ImportFile.open(answers)
        defer { try? handle.close() }
        return try ImportOptions.withinBound(
            try handle.read(upToCount: ImportOptions.answersBytesMax + 1) ?? Data(), answers)
    }

    private static func withinBound(_ data: Data, _ path: String) throws -> Data {
        guard data.count <= ImportOptions.answersBytesMax else {
            throw CommandFailure(
                .dataInvalid,
                Wording("回答文件超过 512 KiB。", "The answers' file is larger than 512 KiB."),
                place: path,
                next: Wording(
                    "请删去没有回答的行，或分批导入。",
                    "Remove rows without an answer, or import in parts."))
        }
        return data
    }

    /// A workbook's answers as CSV, which is what registry reads; `nil` for other files.
    private static func workbookAnswers(_ path: String) async throws -> Data? {
        let layout = TableLayout(
            name: "answers",
            columns: zip(AnswersTemplate.header, ["行号", "问题", "回答"]).map {
                TableColumn($0, aliases: [$1])
            })
        let head = try ImportFile.open(path)
        defer { try? head.close() }
        guard try ImportFile.chunk(head, path)?.starts(with: [0x50, 0x4B, 3, 4]) == true else {
            return nil
        }
        var batches = try TableBatches(path: path, layout: layout)
        var writer = CSVWriter()
        writer.append(AnswersTemplate.header)
        while let rows = try await batches.next() {
            for row in rows { writer.append(row.cells) }
        }
        return try withinBound(writer.take(), path)
    }
}
