import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli inbox read`
struct InboxRead: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Shows a message and marks it as read by you; the first reader is kept.",
        discussion: """
            Examples:
              taoli inbox read 0199c2f4-…
              taoli inbox read 0199c2f4-… --lang en --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The message's id.", transform: Parse.id) var message: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let request = Taoli_Notification_V1_ReadMessageRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.messageID = message
        }
        let read = try await context.connected(to: .notification) { remote in
            try await Taoli_Notification_V1_InboxService.Client(wrapping: remote.grpc)
                .readMessage(request).message
        }
        let body = read.body(in: context.language).split(
            separator: "\n", omittingEmptySubsequences: false
        )
        .map { String($0).harmless + "\n" }.joined()
        try context.show(read, sections: [Section(text: body)])
    }
}
