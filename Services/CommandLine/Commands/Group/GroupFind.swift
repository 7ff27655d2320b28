import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli group find`
struct GroupFind: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Finds a group anywhere by a part of its name, to apply to it.",
        discussion: """
            Shows what is public of a group; its members are shown within your scope only.

            Examples:
              taoli group find 桃李
              taoli group find 第一中学教育集团 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "Part of the name, at least two characters.") var name: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let found = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
                .findGroups(.with { $0.name = name })
        }
        try context.show(list: found.groups)
        if found.more {
            context.console.note(
                context.text(
                    "还有更多集团，请输入更完整的名称。",
                    "There are more groups: give more of the name."))
        }
    }
}
