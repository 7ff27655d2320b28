import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli endpoint list`
struct EndpointList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists your unit's addresses, masked, and whether each is told.",
        discussion: """
            Examples:
              taoli endpoint list
              taoli endpoint list --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let endpoints = try await context.connected(to: .notification) { remote in
            try await Taoli_Notification_V1_EndpointService.Client(wrapping: remote.grpc)
                .listEndpoints(Taoli_Notification_V1_ListEndpointsRequest()).endpoints
        }
        try context.show(list: endpoints)
    }
}
