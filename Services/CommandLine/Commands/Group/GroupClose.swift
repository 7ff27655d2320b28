import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli group close`
struct GroupClose: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Dissolves a group: ends it and every membership in it.",
        discussion: """
            Examples:
              taoli group close 桃李教育集团 --reason 合并
              taoli group close 0199c2f3-… --on 2026-09-01 --reason 穗教〔2026〕3号
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "Id or full name.") var group: String
    @Option(
        help: "First day on which it no longer exists, YYYY-MM-DD (default: today).",
        transform: Parse.date)
    var on: CalendarDate?
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let closed = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
            let id = try await GroupFinder(calls: calls, on: nil, rule: .full).id(named: self.group)
            return try await calls.closeGroup(
                .with {
                    $0.requestID = requestID
                    $0.groupID = id
                    $0.closedOn = (on ?? Parse.today).description
                    $0.reason = reason
                }
            ).group
        }
        try context.show(closed)
    }
}
