import Foundation
import NotificationCore
import TaoliMessaging
import TaoliPostgres

/// What notification does with an event of rotation or evaluation: a message to everybody whom the
/// event names. It keeps no copy of theirs.
enum YearReaction {
    /// - Returns: notification's own events: what was written.
    /// - Throws: `PostgresError`.
    static func react(
        to event: ReceivedEvent, _ news: YearNews?, in tx: PostgresTransaction, now: Date
    ) async throws -> [EventDraft] {
        guard let news, !news.recipients.isEmpty else { return [] }
        let rows = try await tx.query(MessageStore().write(news, from: event, now: now))
        return try rows.map { try MessageStore.event($0) }
    }
}
