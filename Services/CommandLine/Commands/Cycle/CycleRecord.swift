import ArgumentParser
import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli cycle record`
struct CycleRecord: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Writes what a cycle is judged by, from a table.",
        discussion: """
            Columns: what (count, region, published, satisfaction, progress, weak, score, veto, \
            level), group, school, stage, subject, item, values (by spaces), evidence, source. \
            Groups and schools by id or by the name that the cycle has; stages, subjects and the \
            pack's levels and respondents also by their Chinese names.

            Examples:
              taoli cycle record 0199c2f3-… levels.csv
              taoli cycle record 0199c2f3-… figures.xlsx --reason 监测报告
            """)

    /// Rows that one call takes.
    static let batchRows = 500

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The cycle's id.", transform: Parse.id) var id: String
    @Argument(help: "CSV (UTF-8, GB18030, UTF-16) or a workbook (.xlsx).") var file: String
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let cycle = try await context.connected(to: .evaluation) { [self] remote in
            let calls = Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc)
            let (inputs, sent) = try await InputFile(
                cycle: try await calls.getCycle(.with { $0.id = id }).cycle
            )
            .rows(file)
            var last: Taoli_Evaluation_V1_Cycle?
            for start in stride(from: 0, to: inputs.count, by: Self.batchRows) {
                let range = start..<min(start + Self.batchRows, inputs.count)
                do {
                    last = try await calls.recordInputs(
                        .with {
                            $0.requestID = CommandContext.requestID()
                            $0.cycleID = id
                            $0.inputs = Array(inputs[range])
                            $0.reason = reason
                        }
                    ).cycle
                } catch let error as RPCError {
                    throw sent.part(range).told(error)
                }
            }
            guard let last else { return try await calls.getCycle(.with { $0.id = id }).cycle }
            return last
        }
        try context.show(cycle)
    }
}

/// A table of inputs, with the names that the cycle gives to ids.
struct InputFile {
    let cycle: Taoli_Evaluation_V1_Cycle

    static let layout = TableLayout(
        name: "inputs",
        columns: [
            TableColumn("what", aliases: ["类别"]),
            TableColumn("group", aliases: ["集团"], isRequired: false),
            TableColumn("school", aliases: ["学校"], isRequired: false),
            TableColumn("stage", aliases: ["学段"], isRequired: false),
            TableColumn("subject", aliases: ["学科"], isRequired: false),
            TableColumn("item", aliases: ["项目"], isRequired: false),
            TableColumn("values", aliases: ["数值"], isRequired: false),
            TableColumn("evidence", aliases: ["依据"], isRequired: false),
            TableColumn("source", aliases: ["来源"], isRequired: false),
        ])

    /// The inputs, and where each stands.
    ///
    /// - Throws: ``CommandFailure`` naming file and line.
    func rows(_ path: String) async throws
        -> (inputs: [Taoli_Evaluation_V1_CycleInput], sent: SentLines)
    {
        var batches = try TableBatches(path: path, layout: Self.layout)
        var inputs: [Taoli_Evaluation_V1_CycleInput] = []
        var lines: [Int] = []
        while let rows = try await batches.next() {
            for row in rows {
                inputs.append(try input(row, path))
                lines.append(row.line)
            }
        }
        return (inputs, SentLines(path: path, lines: lines))
    }

    private func input(_ row: TableRow, _ path: String) throws -> Taoli_Evaluation_V1_CycleInput {
        let place = "\(path), line \(row.line)"
        let numbers = row[6].split(separator: " ")
        let values = numbers.compactMap { Double($0) }
        guard values.count == numbers.count else {
            throw CommandFailure(
                .dataInvalid,
                Wording("“\(row[6])”不是用空格隔开的数。", "'\(row[6])' is no list of numbers."),
                place: place, next: Wording("例如 97 100。", "For example 97 100."))
        }
        let words = InputWords(pack: cycle.pack)
        let what = words.what(row[0])
        return try .with {
            $0.what = what
            $0.groupID = try id(
                row[1], "group", place, cycle.members.map { ($0.groupID, $0.groupName) })
            $0.schoolID = try id(
                row[2], "school", place, cycle.members.map { ($0.schoolID, $0.schoolName) })
            $0.stage = words.stage(row[3])
            $0.subject = words.subject(row[4])
            $0.item = words.item(row[5], of: what)
            $0.values = values
            $0.evidence = row[7]
            $0.source = row[8]
        }
    }

    private func id(
        _ text: String, _ what: String, _ place: String, _ known: [(id: String, name: String)]
    ) throws -> String {
        if text.isEmpty { return "" }
        if let id = UUID(uuidString: text) { return id.uuidString.lowercased() }
        let ids = Set(known.filter { $0.name == text }.map(\.id))
        guard ids.count == 1, let id = ids.first else {
            throw CommandFailure(
                .dataInvalid,
                Wording(
                    ids.isEmpty ? "本周期没有“\(text)”。" : "不止一个叫“\(text)”。",
                    ids.isEmpty
                        ? "The cycle has no \(what) '\(text)'." : "Several are called '\(text)'."),
                place: place,
                next: Wording(
                    "请用 taoli cycle show 核对，或写编号。", "See taoli cycle show, or use the id."))
        }
        return id
    }
}
