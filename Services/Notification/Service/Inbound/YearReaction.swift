import Foundation
import NotificationCore
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// What notification does with an event of rotation or evaluation: a message to everybody whom the
/// event names. It keeps no copy of theirs.
struct YearReaction: Sendable {
    private let words: MessageWording

    init(notices: NoticeStore) { words = MessageWording(notices: notices) }

    /// - Returns: notification's own events: what was written.
    /// - Throws: `PostgresError`.
    func react(
        to event: ReceivedEvent, _ news: YearNews?, in tx: PostgresTransaction, now: Date
    ) async throws -> [EventDraft] {
        guard let news, !news.recipients.isEmpty else { return [] }
        return try await words.write(
            MessageStore().write(news, from: event, now: now),
            on: CalendarDate(shanghai: event.time), in: tx)
    }
}
