import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli rotation …`
struct RotationCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotation",
        abstract: "Who may exchange teachers with whom, and the best plan of a year.",
        discussion: """
            `units` asks the service; the other commands work on files alone, without signing in.

            Examples:
              taoli rotation units
              taoli rotation units --group 桃李教育集团
              taoli rotation solve --instance district --plan plan.csv
              taoli rotation explain --instance district --plan plan.csv --school S00003
            """,
        subcommands: [RotationUnits.self] + RotationOffline.commands)
}

/// `taoli rotation units`
struct RotationUnits: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "units",
        abstract: "Lists per group and stage who may send and receive, or why nobody can.",
        discussion: """
            Examples:
              taoli rotation units --on 2026-09-01
              taoli rotation units --group 0199c2f3-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var which: UnitOptions

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let groupID = try await which.groupID(context)
        let units = try await context.connected(to: .rotation) { [which] remote in
            let calls = Taoli_Rotation_V1_RotationUnitService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listRotationUnits(
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

/// Which units, on which day.
struct UnitOptions: ParsableArguments {
    @Option(help: "Only this group: id or name.") var group: String?
    @Option(help: "Day asked about, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?

    /// The group's id, asked of registry when it was named; empty for all groups.
    func groupID(_ context: CommandContext) async throws -> String {
        try await UnitOptions.groupID(group, on: on, .part(context), context)
    }

    /// The same for a group that other options name.
    static func groupID(
        _ group: String?, on: CalendarDate?, _ rule: NameRule, _ context: CommandContext
    ) async throws -> String {
        guard let group else { return "" }
        if let id = Identifier<GroupEntity>(group) { return id.description }
        return try await context.connected(to: .registry) { remote in
            let calls = Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
            return try await GroupFinder(calls: calls, on: on, rule: rule).id(named: group)
        }
    }
}
