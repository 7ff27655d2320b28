import ArgumentParser

/// `taoli events …`
struct EventsCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "What services told each other.",
        discussion: """
            Examples:
              taoli events tail --service registry --last 20
              taoli events tail --service registry --follow
            """,
        subcommands: [EventsTail.self])
}
