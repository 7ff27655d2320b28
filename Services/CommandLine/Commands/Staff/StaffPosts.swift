import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli staff employ`
struct StaffEmploy: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "employ",
        abstract: "Gives a person a main post, or a concurrent one.",
        discussion: """
            Examples:
              taoli staff employ 0199c2f3-… --school 桃李小学 --post teacher --from 2026-09-01
              taoli staff employ 0199c2f3-… --school 桃李小学 --post vice_principal --concurrent \
            --outside-limit --from 2026-09-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var post: PostOptions

    @Argument(help: "The person's id.", transform: Parse.id) var id: String
    @Flag(help: "Beside the main post.") var concurrent = false
    @Flag(help: "A member's principal as vice principal of the lead: the limit does not count it.")
    var outsideLimit = false
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .registry) { [self] remote in
            var wanted = try await post.message(remote)
            wanted.outsideLimit = outsideLimit
            let sent = wanted
            return try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc)
                .beginEmployment(
                    .with {
                        $0.requestID = requestID
                        $0.personID = id
                        $0.post = sent
                        $0.concurrent = concurrent
                        $0.reason = reason
                    })
        }
        try context.show(answer.person)
    }
}

/// `taoli staff transfer`
struct StaffTransfer: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer",
        abstract: "Ends a person's main post and begins another on the same day.",
        discussion: """
            Between districts only the city transfers.

            Examples:
              taoli staff transfer 0199c2f3-… --school 东山小学 --post teacher --from 2026-09-01
              taoli staff transfer 0199c2f3-… --school 桃李小学 --post middle_manager \
            --from 2026-09-01 --reason 竞聘上岗
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var post: PostOptions

    @Argument(help: "The person's id.", transform: Parse.id) var id: String
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .registry) { [self] remote in
            let wanted = try await post.message(remote)
            return try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc)
                .transferPerson(
                    .with {
                        $0.requestID = requestID
                        $0.personID = id
                        $0.post = wanted
                        $0.reason = reason
                    })
        }
        try context.show(answer.person)
    }
}

/// `taoli staff end`
struct StaffEnd: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "Ends a post; concurrent ones end with the main one.",
        discussion: """
            Examples:
              taoli staff end 0199c2f3-… 0199c2f4-… --until 2026-09-01
              taoli staff end 0199c2f3-… 0199c2f4-… --until 2026-09-01 --reason 退休
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The person's id.", transform: Parse.id) var id: String
    @Argument(help: "The employment's id, as `taoli staff show` has it.", transform: Parse.id)
    var employment: String
    @Option(help: "First day out of the post, YYYY-MM-DD.", transform: Parse.date)
    var until: CalendarDate
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc).endEmployment(
                .with {
                    $0.requestID = requestID
                    $0.personID = id
                    $0.employmentID = employment
                    $0.until = until.description
                    $0.reason = reason
                })
        }
        try context.show(answer.person)
    }
}
