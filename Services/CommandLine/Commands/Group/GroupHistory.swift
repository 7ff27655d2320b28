import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli group history`
struct GroupHistory: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Shows what happened to a group, oldest first.",
        discussion: """
            Examples:
              taoli group history 桃李教育集团
              taoli group history 0199c2f3-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "Id or name.") var group: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let changes = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
            let id = try await GroupFinder(calls: calls, on: nil, rule: .part(context)).id(
                named: self.group)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.groupHistory(
                    .with {
                        $0.id = id
                        $0.page = .at(cursor)
                    })
                return (page.changes, page.nextCursor)
            }
        }
        try context.show(list: changes)
    }
}
