import ArgumentParser

/// `taoli school …`
struct SchoolCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "school",
        abstract: "Schools, their sites, and what happened to them.",
        discussion: """
            Examples:
              taoli school list --district 440105
              taoli school show 桃李小学 --history
            """,
        subcommands: [SchoolList.self, SchoolShow.self, SchoolDistricts.self])
}
