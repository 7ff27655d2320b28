import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli staff reveal`
struct StaffReveal: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "reveal",
        abstract: "Shows a person's numbers; who looked and why is kept.",
        discussion: """
            Examples:
              taoli staff reveal 0199c2f3-… --reason 核对职称申报材料
              taoli staff reveal 0199c2f3-… --reason 联系本人 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The person's id.", transform: Parse.id) var id: String
    @Option(help: "Why you need them; kept.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let answer = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc).revealPerson(
                .with {
                    $0.personID = id
                    $0.reason = reason
                })
        }
        try context.show(answer)
    }
}

/// `taoli staff reveals`
struct StaffReveals: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "reveals",
        abstract: "Lists who looked at numbers and why, newest first.",
        discussion: """
            Examples:
              taoli staff reveals
              taoli staff reveals --person 0199c2f3-… --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only looks at this person's: id.", transform: Parse.id) var person: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let reveals = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listReveals(
                    .with {
                        $0.page = .at(cursor)
                        $0.personID = person ?? ""
                    })
                return (page.reveals, page.nextCursor)
            }
        }
        try context.show(list: reveals)
    }
}
