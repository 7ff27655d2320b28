import ArgumentParser
import Foundation
import TaoliContracts
import TaoliModels

/// What is imported and how; shared by check and apply.
struct ImportOptions: ParsableArguments {
    /// What the rows of a file are.
    enum Kind: String, CaseIterable, ExpressibleByArgument, Sendable {
        case districts, schools, groups, staff

        var message: Taoli_Registry_V1_ImportKind {
            switch self {
            case .districts: .districts
            case .schools: .schools
            case .groups: .groups
            case .staff: .staff
            }
        }
    }

    /// Registry takes answers of at most this size (import.proto).
    static let answersBytesMax = 512 * 1024

    @Option(help: "districts, schools, groups or staff.") var kind: Kind?

    @Argument(help: "The CSV file: UTF-8, GB18030 or UTF-16.") var file: String?

    @Option(
        help: "First day of the memberships, YYYY-MM-DD (default: today).", transform: Parse.date)
    var effective: CalendarDate?

    @Option(
        help: ArgumentHelp(
            "Answers to the questions of an earlier check: CSV row,question,answer.",
            valueName: "file"))
    var answers: String?

    @Option(
        help: ArgumentHelp(
            "Write all doubtful and refused rows to this CSV, with a column 错误信息.",
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

    /// The bytes of the answers' file; empty without one.
    func answersCSV() throws -> Data {
        guard let answers else { return Data() }
        let handle = try ImportFile.open(answers)
        defer { try? handle.close() }
        let data = try handle.read(upToCount: ImportOptions.answersBytesMax + 1) ?? Data()
        guard data.count <= ImportOptions.answersBytesMax else {
            throw CommandFailure(
                .dataInvalid,
                Wording("回答文件超过 512 KiB。", "The answers' file is larger than 512 KiB."),
                place: answers,
                next: Wording(
                    "请删去没有回答的行，或分批导入。",
                    "Remove rows without an answer, or import in parts."))
        }
        return data
    }
}
