import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli case resubmit`
struct CaseResubmit: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "resubmit",
        abstract: "Sends a returned case again, or insists against a council's opinion.",
        discussion: """
            Examples:
              taoli case resubmit 0199c2f3-… --reason 已补正 --paper premises_staff=表2
              taoli case resubmit 0199c2f3-… --insist --reason 请教育局审核
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The case's id.", transform: Parse.id) var id: String
    @Option(help: "What was corrected, or why you insist.") var reason: String
    @Option(
        help: ArgumentHelp("A paper; may be repeated.", valueName: "kind=reference"),
        transform: Parse.pair)
    var paper: [(key: String, value: String)] = []
    @Flag(help: "Go on to the bureau in spite of a negative opinion, once.") var insist = false

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_CaseService.Client(wrapping: remote.grpc).resubmitCase(
                .with {
                    $0.requestID = requestID
                    $0.caseID = id
                    $0.reason = reason
                    $0.papers = CasePapers.messages(paper)
                    $0.insists = insist
                })
        }
        try context.show(answer.case)
    }
}

/// `taoli case withdraw`
struct CaseWithdraw: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Takes a case back before it came about.",
        discussion: """
            Examples:
              taoli case withdraw 0199c2f3-… --reason 另行申请
              taoli case withdraw 0199c2f3-… --reason 不再需要 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The case's id.", transform: Parse.id) var id: String
    @Option(help: "Why.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_CaseService.Client(wrapping: remote.grpc).withdrawCase(
                .with {
                    $0.requestID = requestID
                    $0.caseID = id
                    $0.reason = reason
                })
        }
        try context.show(answer.case)
    }
}

/// `taoli case delegate`
struct CaseDelegate: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "delegate",
        abstract: "Names an account that acts in your place at a step.",
        discussion: """
            Examples:
              taoli case delegate 0199c2f3-… J.3 --to 0199d001-…
              taoli case delegate 0199c2f3-… J.3
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The case's id.", transform: Parse.id) var id: String
    @Argument(help: "The step's id, e.g. J.3.") var step: String
    @Option(help: "The account's id; without it the name is taken back.", transform: Parse.id)
    var to: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_CaseService.Client(wrapping: remote.grpc).delegateStep(
                .with {
                    $0.requestID = requestID
                    $0.caseID = id
                    $0.step = step
                    $0.accountID = to ?? ""
                })
        }
        try context.show(answer.case)
    }
}
