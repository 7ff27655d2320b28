import ArgumentParser

/// `taoli group …`
struct GroupCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group",
        abstract: "School groups and who is in them, on any day.",
        discussion: """
            Examples:
              taoli group list --district 440105
              taoli group show 桃李教育集团 --on 2024-03-01
            """,
        subcommands: [
            GroupList.self, GroupFind.self, GroupShow.self, GroupHistory.self, GroupCompare.self,
            GroupCoverage.self, GroupFound.self, GroupClose.self,
            GroupJoin.self, GroupLeave.self,
        ])
}
