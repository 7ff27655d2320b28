import Foundation
import NotificationCore
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// What notification does with an event of registry: keeps its copy, and writes a message to
/// everybody who must know. One consumer does both, because who leads a group must be known as of
/// the very event.
struct RegistryReaction: Sendable {
    private let projection = RegistryProjection(schema: NotificationService.name)
    private let store = MessageStore()
    private let notices: NoticeStore
    private let words: MessageWording

    init(notices: NoticeStore) {
        self.notices = notices
        words = MessageWording(notices: notices)
    }

    /// - Returns: notification's own events: what was written or extended.
    /// - Throws: `ProjectionError` and SwiftProtobuf's errors (the event is parked),
    ///   `PostgresError`.
    func react(
        to event: ReceivedEvent, in tx: PostgresTransaction, now: Date
    ) async throws -> [EventDraft] {
        if let news = try CaseHappening.news(event) {
            guard !news.recipients.isEmpty else { return [] }
            let steps = news.recipients.compactMap { recipient in
                news.stepID(for: recipient).map {
                    (MessageIDs.message(event: event.id, at: event.time, to: recipient), $0)
                }
            }
            return try await words.write(
                store.write(news, from: event, now: now),
                steps: Dictionary(steps) { first, _ in first },
                on: CalendarDate(shanghai: event.time), in: tx)
        }
        if event.aggregate.type == "person" {
            guard let news = try StaffImportHappening.news(event) else { return [] }
            return try await tell(news, of: event, in: tx, now: now)
        }
        if let news = try MatterHappening.news(event) {
            guard !news.recipients.isEmpty else { return [] }
            return try await words.write(
                store.write(news, from: event, now: now),
                on: CalendarDate(shanghai: event.time), in: tx)
        }
        let copying = try projection.statements(for: [event])
        if let news = try UnitHappening.news(event) {
            if !copying.isEmpty { _ = try await tx.pipeline(copying) }
            return try await tell(news, of: event, in: tx, now: now)
        }
        guard let happening = try GroupHappening(event) else {
            if !copying.isEmpty { _ = try await tx.pipeline(copying) }
            return []
        }
        let recorded = CalendarDate(shanghai: event.time)
        let results = try await tx.pipeline(
            copying + [GroupCircle.statement(happening, recordedOn: recorded)])
        guard let circle = try results.last?.rows.first.map(GroupCircle.init) else { return [] }
        let news = happening.news(bureau: circle.bureau, foundedOn: circle.foundedOn)
        let rules = try await notices.rules(
            tx, of: circle.bureau, on: CalendarDate(shanghai: event.time))
        let recipients = news.recipients(
            leads: circle.leads, members: circle.members, by: rules)
        guard !recipients.isEmpty else { return [] }
        return try await words.write(
            store.write(
                news, detail: news.detail(by: rules), to: recipients, from: event, now: now),
            on: CalendarDate(shanghai: event.time), in: tx)
    }

    /// Posts that an import recorded are counted for the school and the bureau of its district. A
    /// person with posts in two districts concerns both, so the school's own copy says whose it is.
    private func tell(
        _ news: StaffImportNews, of event: ReceivedEvent, in tx: PostgresTransaction, now: Date
    ) async throws -> [EventDraft] {
        let row = try await tx.query(
            """
            SELECT district FROM notification.school WHERE school_id = \(news.school.rawValue)
            """
        ).first
        let known = try row?.get("district", as: String.self)
        guard let bureau = known.flatMap({ DistrictCode($0) }) ?? event.districts.first else {
            return []
        }
        return try await words.write(
            store.write(news, bureau: bureau, from: event, now: now),
            on: CalendarDate(shanghai: event.time), in: tx)
    }

    /// News of a group or school reach those whom the rules of its bureau's district name.
    private func tell(
        _ news: UnitNews, of event: ReceivedEvent, in tx: PostgresTransaction, now: Date
    ) async throws -> [EventDraft] {
        var (leads, members): ([SchoolID], [SchoolID]) = ([], [])
        var bureau = event.districts.first
        if case .group(let id) = news.subject {
            let query = GroupCircle.statement(
                id, news, recordedOn: CalendarDate(shanghai: event.time))
            guard let circle = try await tx.query(query).first.map(GroupCircle.init) else {
                return []
            }
            (leads, members, bureau) = (circle.leads, circle.members, circle.bureau)
        }
        guard let bureau else { return [] }
        let rules = try await notices.rules(
            tx, of: bureau, on: CalendarDate(shanghai: event.time))
        let recipients = news.recipients(
            leads: leads, members: members, bureau: bureau, by: rules)
        guard !recipients.isEmpty else { return [] }
        return try await words.write(
            store.write(news, to: recipients, from: event, now: now),
            on: CalendarDate(shanghai: event.time), in: tx)
    }
}
