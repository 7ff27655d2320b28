import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli account revoke`: withdraws a role; the record stays.
struct AccountRevoke: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Withdraws a role from an account.",
        discussion: """
            `taoli account list --format json` shows the ids of grants.

            Examples:
              taoli account revoke 0199c2f0-… 0199c2f2-… --reason 调离
              taoli account revoke 0199c2f0-… 0199c2f2-… --reason 离职 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The account's id.", transform: Parse.id) var account: String
    @Argument(help: "The grant's id.", transform: Parse.id) var grant: String
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let request = Taoli_Registry_V1_RevokeGrantRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.accountID = self.account
            $0.grantID = self.grant
            $0.reason = reason
        }
        let account = try await context.connected(to: .registry) { remote in
            try await Taoli_Registry_V1_AccountService.Client(wrapping: remote.grpc)
                .revokeGrant(request).account
        }
        try context.show(account, sections: [context.section(account.grants)])
    }
}
