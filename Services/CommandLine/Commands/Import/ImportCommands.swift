import ArgumentParser

/// `taoli import …`
struct ImportCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Files become records: check, apply what is confirmed, undo.",
        discussion: """
            Examples:
              taoli import template schools --format xlsx --output schools.xlsx
              taoli import check --kind schools schools.xlsx --report rejected.xlsx
              taoli import apply --kind groups groups.csv --answers answers.csv
            """,
        subcommands: [
            ImportTemplate.self, ImportCheck.self, ImportApply.self, ImportStatus.self,
            ImportUndo.self,
        ])
}
