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
              taoli import status 0199c2f5-… --service evaluation --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @OptionGroup var target: ImportTarget

    @Argument(help: "The job's id.", transform: Parse.id) var job: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let service = target.service(for: nil)
        let found = try await context.connected(to: service) { [job] remote in
            try await ImportClient(service, remote).getImport(.with { $0.jobID = job }).job
        }
        let counts = [found.summary, found.effects]
            .map { $0.text(in: context.language) + "\n" }.joined()
        let problems = found.problems.map { $0.text(in: context.language).harmless + "\n" }.joined()
        try context.show(found, sections: [Section(text: counts), Section(text: problems)])
    }
}
