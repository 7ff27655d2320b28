import ArgumentParser

/// `taoli bus …`
struct BusCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bus",
        abstract: "How the services' messaging is, and what an operator does about it.",
        discussion: """
            Examples:
              taoli bus status
              taoli bus parked list --service rotation
              taoli bus rebuild rotation-registry --service rotation --switch
            """,
        subcommands: [
            BusStatus.self, EventsTail.self, BusParkedCommands.self, BusRepublish.self,
            BusRebuild.self, BusSwitch.self, BusResume.self,
        ])
}

/// Options of the commands that act on one service's bus.
struct BusOptions: ParsableArguments {
    @Option(help: "registry, rotation, evaluation or notification.") var service: ServiceName
    @Option(help: "Why; kept in the audit log.") var reason = ""
}
