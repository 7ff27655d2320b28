import ArgumentParser
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli plan inputs`
struct YearPlanInputs: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "inputs",
        abstract: "Records what plans need beyond what registry says, or shows what is missing.",
        discussion: """
            CSV with a header; schools by id or full name, people by id, stages and subjects by \
            code or Chinese name. places: school, stage, places, team (0 or 1). needs: school, \
            stage, subject, posts, weight. teachers: person, eligible (yes, no or empty), \
            hardship (0 or 1), willing (-1, 0, 1), \
            years_to_retirement, wishes (schools joined by +). ways: person or from, to, minutes, \
            extra_minutes; a person's own way goes before that of the school. Rows take the place \
            of earlier ones. Without files it shows who sends and receives at --stage, and what is \
            missing.

            Examples:
              taoli plan inputs --group 桃李教育集团 --school-year 2026-2027 --stage junior
              taoli plan inputs --group 桃李教育集团 --school-year 2026-2027 --places places.csv \
            --needs needs.csv --teachers teachers.csv --ways ways.csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var subject: PlanSubject

    @Option(help: "Shows what this stage needs.", transform: Parse.stage) var stage: Stage?
    @Option(help: ArgumentHelp("Places of receiving schools.", valueName: "file"))
    var places: String?
    @Option(help: ArgumentHelp("Posts that they need.", valueName: "file")) var needs: String?
    @Option(help: ArgumentHelp("Circumstances and wishes of teachers.", valueName: "file"))
    var teachers: String?
    @Option(help: ArgumentHelp("Ways in minutes.", valueName: "file")) var ways: String?
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    private var hasFiles: Bool {
        places != nil || needs != nil || teachers != nil || ways != nil
    }

    func validate() throws {
        guard hasFiles != (stage != nil) else {
            throw ValidationError("Give files to record, or --stage to see what is missing.")
        }
    }

    func perform(in context: CommandContext) async throws {
        // Read before anything is asked: a wrong file changes nothing.
        var files = PlanInputFiles()
        if let places { try files.readPlaces(places, context) }
        if let needs { try files.readNeeds(needs, context) }
        if let teachers { try files.readTeachers(teachers, context) }
        if let ways { try files.readWays(ways, context) }
        let group = try await subject.groupID(
            stage == nil ? .full : .part(context), context)
        if let stage { return try await showMissing(group, stage, context) }
        let ids = try await schoolIDs(files.names, of: group, context)
        let parts = files.requests(ids).map { rows in
            var part = rows
            part.request.requestID = CommandContext.requestID()
            part.request.groupID = group
            part.request.schoolYear = subject.schoolYear.description
            part.request.reason = reason
            return part
        }
        let recorded = try await context.plans(deadline: .seconds(60)) { calls in
            var recorded: [RecordedRows] = []
            for part in parts {
                do {
                    let answer = try await calls.recordInputs(part.request)
                    recorded.append(RecordedRows(part.request, rows: answer.rows))
                } catch let error as RPCError {
                    throw part.sent.told(error)
                }
            }
            return recorded
        }
        try context.show(list: recorded)
    }

    private func showMissing(_ group: String, _ stage: Stage, _ context: CommandContext)
        async throws
    {
        let answer = try await context.plans { [subject] calls in
            try await calls.getInputs(
                .with {
                    $0.groupID = group
                    $0.schoolYear = subject.schoolYear.description
                    $0.stage = stage.rawValue
                })
        }
        for sentence in answer.missing { context.console.note(context.text(sentence)) }
        try context.show(list: answer.schools)
    }

    /// The ids of schools that files name, the group's members first.
    private func schoolIDs(
        _ names: [String], of group: String, _ context: CommandContext
    ) async throws -> [String: String] {
        if names.isEmpty { return [:] }
        return try await context.connected(to: .registry) { remote in
            let finder = try await MemberFinder.find(in: group, on: nil, remote)
            var ids: [String: String] = [:]
            for name in names { ids[name] = try await finder.school(named: name) }
            return ids
        }
    }
}
