import ArgumentParser
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli group show`
struct GroupShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one group with its members on a day.",
        discussion: """
            Examples:
              taoli group show 桃李教育集团
              taoli group show 0199c2f3-… --on 2024-03-01 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "Id or name.") var group: String
    @Option(help: "Day asked about, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let group = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
            return try await GroupFinder(calls: calls, on: on, rule: .part(context)).group(
                named: self.group)
        }
        try context.show(group)
    }
}

extension CommandContext {
    /// A group with its members below.
    func show(_ group: Taoli_Registry_V1_Group) throws {
        try show(group, sections: [section(group.members, Wording("成员", "members"))])
    }
}
