import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit

@testable import NotificationService

typealias Fixture = ServiceFixture<NotificationService>
typealias Message = Taoli_Notification_V1_Message

extension ServiceFixture where Service == NotificationService {
    /// Reacts to each event in a transaction of its own, as the consumer does, and returns what it
    /// emitted.
    @discardableResult
    func react(_ events: [ReceivedEvent]) async throws -> [EventDraft] {
        let reaction = RegistryReaction(notices: NoticeStore())
        var drafts: [EventDraft] = []
        for event in events {
            drafts += try await consuming { tx in
                try await reaction.react(to: event, in: tx, now: event.time)
            }
        }
        return drafts
    }

    func inbox(
        _ caller: Caller, unreadOnly: Bool = false, size: Int32 = 0, cursor: String = ""
    ) async throws -> Taoli_Notification_V1_ListMessagesResponse {
        try await calling("taoli.notification.v1.InboxService/ListMessages", as: caller) { server in
            try await InboxCalls(service: context).listMessages(
                request: .with {
                    $0.unreadOnly = unreadOnly
                    $0.pageSize = size
                    $0.cursor = cursor
                }, context: server)
        }
    }

    func read(
        _ id: String, _ caller: Caller, request: UUID = .version7()
    ) async throws -> Message {
        try await calling("taoli.notification.v1.InboxService/ReadMessage", as: caller) { server in
            try await InboxCalls(service: context).readMessage(
                request: .with {
                    $0.requestID = request.uuidString.lowercased()
                    $0.messageID = id
                }, context: server
            ).message
        }
    }

    /// `subject_english` of a unit's messages, the newest first.
    func subjects(_ caller: Caller) async throws -> [String] {
        try await inbox(caller).messages.map(\.subjectEnglish)
    }
}

/// The slug with which a call was refused; another error's text, or nothing when it succeeded.
func refusal(_ body: () async throws -> Void) async -> String {
    do {
        try await body()
        return ""
    } catch {
        return (error as? Refusal)?.slug ?? "\(error)"
    }
}
