import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli account grant`: one more role.
struct AccountGrant: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant",
        abstract: "Gives an account a role at a unit.",
        discussion: """
            Examples:
              taoli account grant 0199c2f0-… --role district --unit district/440105
              taoli account grant 0199c2f0-… --role school --unit school/0199c2f1-… \
            --reason 岗位调整
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The account's id.", transform: Parse.id) var account: String

    @Option(help: "city, district, group, school or auditor.", transform: Parse.accountRole)
    var role: Role

    @Option(
        help: "city/<code>, district/<code>, group/<id> or school/<id>.", transform: Parse.unit)
    var unit: UnitReference

    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let request = Taoli_Registry_V1_GrantRoleRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.accountID = self.account
            $0.grant = .roleAtUnit(role, unit)
            $0.reason = reason
        }
        let account = try await context.connected(to: .registry) { remote in
            try await Taoli_Registry_V1_AccountService.Client(wrapping: remote.grpc)
                .grantRole(request).account
        }
        try context.show(account, sections: [context.section(account.grants)])
    }
}
