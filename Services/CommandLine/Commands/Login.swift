import ArgumentParser
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// `taoli login`: a person's name and password for tokens.
struct Login: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "login",
        abstract: "Signs a person in and keeps the tokens for later commands.",
        discussion: """
            The password is asked for on the terminal without echo, or read from a file, or from \
            standard input. Tokens are kept in a file that only you can read (TAOLI_TOKEN_FILE) \
            and renewed by themselves for 12 hours. Scripts use a program account's key file.

            Examples:
              taoli login --login li.na
              taoli login --login li.na --password-file ./password --grant 0199c2f0-…
            """)

    @OptionGroup var global: GlobalOptions

    @Option(help: "The account's login name.")
    var login: String

    @Option(
        help: ArgumentHelp(
            "Read the password from this file, - for standard input.", valueName: "file"))
    var passwordFile: String?

    @Option(help: "The grant to act under, for accounts with several roles.", transform: Parse.id)
    var grant: String?

    var identityOption: String? { nil }

    func perform(in context: CommandContext) async throws {
        let password = try PasswordSource(
            file: passwordFile ?? context.surroundings["TAOLI_PASSWORD_FILE"]
        )
        .read(in: context, prompt: context.text("\(login) 的密码：", "Password of \(login): "))
        let now = Date()
        let tokens = try await context.fetcher.withIdentityService { [login, grant] identity in
            try await identity.signIn(
                .with {
                    $0.login = login
                    $0.password = password
                    $0.audiences = ServiceName.allCases.map(\.rawValue)
                    $0.grantID = grant ?? ""
                }
            ).tokens
        }
        let stored = StoredTokens(login: login, tokens, now: now)
        let store = TokenStore(path: context.surroundings.tokenFile)
        try await store.locked { try store.save(stored) }
        try context.show(SignedIn(tokens: stored))
    }
}

/// What login shows: never the tokens.
struct SignedIn: Presentable {
    let tokens: StoredTokens

    static var columns: [Column<Self>] {
        [
            Column("登录名", "login") { signedIn, _ in signedIn.tokens.login },
            Column("角色", "role") { RoleWords.role($0.tokens.role, in: $1) },
            Column("单位", "unit") { signedIn, _ in signedIn.tokens.unit },
        ]
    }

    var json: JSONValue {
        [
            "login": .string(tokens.login), "role": .string(tokens.role),
            "unit": .string(tokens.unit),
        ]
    }
}
