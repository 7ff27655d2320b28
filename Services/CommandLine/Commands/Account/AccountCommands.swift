import ArgumentParser

/// `taoli account …`
struct AccountCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Accounts of persons and programs, and the roles given to them.",
        discussion: """
            Examples:
              taoli account list
              taoli account grant 0199c2f0-… --role district --unit district/440105
            """,
        subcommands: [
            AccountCreate.self, AccountGrant.self, AccountRevoke.self, AccountList.self,
        ])
}
