import ArgumentParser
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli bus …`
struct BusCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bus",
        abstract: "How a service's messaging is.",
        discussion: """
            Examples:
              taoli bus status --service registry
              taoli bus status --service rotation --format json
            """,
        subcommands: [BusStatus.self])
}

/// `taoli bus status`
struct BusStatus: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows outbox, consumers and leases of a service.",
        discussion: """
            Examples:
              taoli bus status --service registry
              taoli bus status --service rotation --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "registry, rotation, evaluation or notification.") var service: ServiceName

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let status = try await context.connected(to: service) { remote in
            try await Taoli_Bus_V1_BusService.Client(wrapping: remote.grpc).busStatus(.init())
        }
        guard context.format == .table else {
            return try context.console.data(status.json.indented)
        }
        let line = Wording(
            "待发事件 \(status.outboxRows)，最久 \(Int(status.outboxAgeSeconds)) 秒；已发 "
                + "\(status.archivedEvents)\n",
            "\(status.outboxRows) events to send, the oldest for \(Int(status.outboxAgeSeconds)) "
                + "s; \(status.archivedEvents) sent\n")
        let parts = [
            line.text(in: context.language), context.section(status.consumers),
            context.section(status.leases),
        ]
        try context.console.writeData(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
    }
}
