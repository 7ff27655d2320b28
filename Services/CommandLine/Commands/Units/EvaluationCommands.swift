import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli evaluation …`
struct EvaluationCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluation",
        abstract: "Figures of schools from a file, and which schools a standard is asked of.",
        discussion: """
            All but `units` read a file and need no service.

            Examples:
              taoli evaluation spread --input exam.csv --unit school --value outcome
              taoli evaluation units --group 桃李教育集团
            """,
        subcommands: [EvaluationUnits.self] + EvaluationFileCommands.all)
}

/// `taoli evaluation units`
struct EvaluationUnits: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "units",
        abstract: "Lists per group and stage the schools asked, and whether their spread counts.",
        discussion: """
            Examples:
              taoli evaluation units --on 2026-09-01
              taoli evaluation units --group 0199c2f3-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var which: UnitOptions

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let groupID = try await which.groupID(context)
        let units = try await context.connected(to: .evaluation) { [which] remote in
            let calls = Taoli_Evaluation_V1_EvaluationUnitService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listEvaluationUnits(
                    .with {
                        $0.groupID = groupID
                        $0.on = which.on?.description ?? ""
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                    })
                return (page.units, page.nextCursor)
            }
        }
        try context.show(list: units)
    }
}
