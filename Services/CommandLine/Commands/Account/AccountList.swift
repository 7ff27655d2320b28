import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli account list`
struct AccountList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists accounts with the roles they hold now.",
        discussion: """
            Examples:
              taoli account list
              taoli account list --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let accounts = try await context.connected(to: .registry) { remote in
            let calls = Taoli_Registry_V1_AccountService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listAccounts(.with { $0.page = .at(cursor) })
                return (page.accounts, page.nextCursor)
            }
        }
        try context.show(list: accounts)
    }
}

extension Taoli_Registry_V1_Page {
    /// A full page from a cursor on.
    static func at(_ cursor: String) -> Self {
        .with {
            $0.size = CommandContext.pageSize
            $0.cursor = cursor
        }
    }
}
