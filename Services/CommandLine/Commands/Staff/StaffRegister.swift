import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli staff register`
struct StaffRegister: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Registers a person with the first post.",
        discussion: """
            The number of the identity document is asked for, or read from --number-file: never \
            write it on a command line.

            Examples:
              taoli staff register 张三 --school 桃李小学 --post teacher --subject chinese \
            --from 2026-09-01
              taoli staff register 买买提·艾力 --number-file id.txt --school gz-001 --post teacher \
            --from 2026-09-01 --working-since 2015-08-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var person: PersonOptions
    @OptionGroup var post: PostOptions

    @Argument(help: "The person's name as on the document.") var name: String
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let facts = try person.message(name: name, needsNumber: true, in: context)
        let answer = try await context.connected(to: .registry) { [self] remote in
            let wanted = try await post.message(remote)
            return try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc)
                .registerPerson(
                    .with {
                        $0.requestID = requestID
                        $0.facts = facts
                        $0.post = wanted
                        $0.reason = reason
                    })
        }
        if !answer.sameNameIds.isEmpty {
            let ids = answer.sameNameIds.joined(separator: ", ")
            context.console.note(
                context.text(
                    "注意：本区有同名人员（\(ids)），请确认不是同一人。",
                    "Note: others in the district bear the name (\(ids)): make sure they differ."))
        }
        try context.show(answer.person)
    }
}

/// `taoli staff revise`
struct StaffRevise: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "revise",
        abstract: "Corrects what is known of a person; what is not named stays.",
        discussion: """
            Examples:
              taoli staff revise 0199c2f3-… --title senior
              taoli staff revise 0199c2f3-… --name 张珊 --phone-file phone.txt --reason 更名
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var person: PersonOptions

    @Argument(help: "The person's id.", transform: Parse.id) var id: String
    @Option(help: "The new name.") var name = ""
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let facts = try person.message(name: name, needsNumber: false, in: context)
        let answer = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc).revisePerson(
                .with {
                    $0.requestID = requestID
                    $0.personID = id
                    $0.facts = facts
                    $0.reason = reason
                })
        }
        try context.show(answer.person)
    }
}
