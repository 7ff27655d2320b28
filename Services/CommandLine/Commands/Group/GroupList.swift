import ArgumentParser
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli group list`
struct GroupList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists groups within your scope with their sizes.",
        discussion: """
            Examples:
              taoli group list --name 桃李
              taoli group list --district 440105 --on 2025-09-01 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Part of a group's name.") var name = ""
    @Option(help: "Code of a district, or of the city for the city's groups.") var district = ""
    @Option(help: "Day asked about, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let groups = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
            return try await GroupFinder(calls: calls, on: on, rule: .part(context))
                .groups(name: name, district: district)
        }
        try context.show(list: groups)
    }
}
