import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli import status`
struct ImportStatus: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows how far a job is.",
        discussion: """
            Examples:
              taoli import status 0199c2f5-…
              taoli import status 0199c2f5-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The job's id.", transform: Parse.id) var job: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let found = try await context.connected(to: .registry) { [job] remote in
            try await Taoli_Registry_V1_ImportService.Client(wrapping: remote.grpc)
                .getImport(.with { $0.jobID = job }).job
        }
        let counts = [found.summary, found.effects.text(in: context.language)]
            .map { $0 + "\n" }.joined()
        let problems = found.problems.map { $0.text(in: context.language).harmless + "\n" }.joined()
        try context.show(found, sections: [counts, problems])
    }
}
