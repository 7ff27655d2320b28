import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli inbox list`
struct InboxList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists messages, the newest first, and counts the unread ones.",
        discussion: """
            Examples:
              taoli inbox list --unread
              taoli inbox list --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Flag(help: "Only messages that nobody has read.") var unread = false

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let (messages, count) = try await context.connected(to: .notification) { [unread] remote in
            let calls = Taoli_Notification_V1_InboxService.Client(wrapping: remote.grpc)
            var count: Int64 = 0
            let messages = try await CommandContext.allPages { cursor in
                let page = try await calls.listMessages(
                    .with {
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                        $0.unreadOnly = unread
                    })
                count = page.unreadCount
                return (page.messages, page.nextCursor)
            }
            return (messages, count)
        }
        try context.show(list: messages)
        context.console.note(context.text("未读 \(count) 条。", "\(count) unread."))
    }
}
