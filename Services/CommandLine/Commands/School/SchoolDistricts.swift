import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli school districts`
struct SchoolDistricts: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "districts",
        abstract: "Lists the districts with their codes, as --district wants them.",
        discussion: """
            Examples:
              taoli school districts
              taoli school districts --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let districts = try await context.connected(to: .registry) { remote in
            try await Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc)
                .listDistricts(.init()).districts
        }
        try context.show(list: districts)
    }
}
