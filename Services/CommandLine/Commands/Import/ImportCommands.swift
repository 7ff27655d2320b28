import ArgumentParser

/// `taoli import …`
struct ImportCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Files become records: check, apply what is confirmed, undo.",
        discussion: """
            Examples:
              taoli import check --kind schools schools.csv --report rejected.csv
              taoli import apply --kind groups groups.csv --answers answers.csv
            """,
        subcommands: [
            ImportCheck.self, ImportApply.self, ImportStatus.self, ImportUndo.self,
        ])
}
