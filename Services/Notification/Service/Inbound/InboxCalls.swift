import GRPCCore
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// `taoli.notification.v1.InboxService`.
struct InboxCalls: Taoli_Notification_V1_InboxService.SimpleServiceProtocol {
    let service: ServiceContext

    func listMessages(
        request: Taoli_Notification_V1_ListMessagesRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_ListMessagesResponse {
        let inbox = try Inbox.current()
        let size = try Cursor.size(request.pageSize)
        let list = ["messages", inbox.unit.description, request.unreadOnly ? "unread" : "all"]
        let after = try Inbox.position(request.cursor, of: list)
        let results = try await service.read { tx in
            try await tx.pipeline([
                inbox.store.page(after: after, unreadOnly: request.unreadOnly, limit: size + 1),
                inbox.store.unread,
            ])
        }
        let messages = try results[0].rows.map(InboxMessage.init)
        let unread = try results[1].rows.first?.get("unread", as: Int64.self) ?? 0
        return .with {
            $0.messages = messages.prefix(size).map(inbox.message)
            $0.nextCursor =
                messages.count > size
                ? Cursor.encode([messages[size - 1].id.description], of: list) : ""
            $0.unreadCount = unread
        }
    }

    func readMessage(
        request: Taoli_Notification_V1_ReadMessageRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_ReadMessageResponse {
        let inbox = try Inbox.current()
        let id: MessageID = try Input.id("message_id", request.messageID)
        let command = try service.command(request, requestID: request.requestID)
        return try await service.commands.run(command, load: [inbox.store.lock(id)]) {
            _, found, now in
            guard let row = found[0].rows.first else { throw Inbox.messageUnknown }
            return try inbox.read(try InboxMessage(row), by: command.caller.subject, at: now)
        }
    }
}
