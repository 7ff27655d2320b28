import ArgumentParser

/// `taoli inbox …`
struct InboxCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inbox",
        abstract: "Messages to the unit at which you hold a role.",
        discussion: """
            Examples:
              taoli inbox list --unread
              taoli inbox read 0199c2f4-…
            """,
        subcommands: [InboxList.self, InboxRead.self])
}
