import Foundation
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels

/// Reads registry's events of cases.
enum CaseHappening {
    /// `nil` for other events, and for those of which nobody gets a message.
    /// - Throws: `ProjectionError` for ids and dates that cannot be read, SwiftProtobuf's error.
    static func news(_ event: ReceivedEvent) throws -> CaseNews? {
        switch event.type {
        case Taoli_Registry_Events_V1_CaseOpened.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_CaseOpened.self)
            return try news(event, message.facts, .opened, reason: "")
        case Taoli_Registry_Events_V1_CaseStepAnswered.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_CaseStepAnswered.self)
            guard message.outcome != "delegated" else { return nil }
            let step = Wording(message.stepChinese, message.stepEnglish)
            return try news(
                event, message.facts,
                .answered(
                    step: step, id: message.step, act: message.act, outcome: message.outcome),
                reason: message.reason)
        case Taoli_Registry_Events_V1_CaseClosed.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_CaseClosed.self)
            return try news(event, message.facts, .closed, reason: message.reason)
        default: return nil
        }
    }

    private static func news(
        _ event: ReceivedEvent, _ facts: Taoli_Registry_Events_V1_CaseOpened.Facts,
        _ happening: CaseNews.Happening, reason: String
    ) throws -> CaseNews {
        CaseNews(
            caseID: CaseID(event.aggregate.id),
            groupID: GroupID(try event.id("group_id", facts.groupID)),
            schoolID: SchoolID(try event.id("school_id", facts.schoolID)),
            groupName: facts.groupName.isEmpty ? nil : facts.groupName,
            advice: try advice(facts, event),
            chain: Wording(facts.chainChinese, facts.chainEnglish), happening: happening,
            status: facts.status, date: try date(facts.effectiveOn, "effective_on", event),
            reason: reason,
            recipients: try facts.recipients.map { try recipient($0, "recipients", event) },
            next: try facts.next.map { next in
                CaseNews.NextStep(
                    id: next.step, name: Wording(next.chinese, next.english),
                    dueOn: try date(next.dueOn, "due_on", event),
                    actors: try next.units.map { try recipient($0, "units", event) },
                    isOld: next.waitedBefore)
            })
    }

    private static func advice(
        _ facts: Taoli_Registry_Events_V1_CaseOpened.Facts, _ event: ReceivedEvent
    ) throws -> CaseNews.Advice? {
        guard !facts.post.isEmpty else { return nil }
        guard let post = StaffPost(rawValue: facts.post) else {
            throw ProjectionError.unreadable(type: event.type, field: "post")
        }
        return CaseNews.Advice(post: post, isDismissal: facts.dismissal)
    }

    private static func date(_ text: String, _ field: String, _ event: ReceivedEvent) throws
        -> CalendarDate?
    {
        guard !text.isEmpty else { return nil }
        guard let date = CalendarDate(text) else {
            throw ProjectionError.unreadable(type: event.type, field: field)
        }
        return date
    }

    private static func recipient(_ text: String, _ field: String, _ event: ReceivedEvent) throws
        -> Recipient
    {
        guard let unit = UnitReference(text), let recipient = Recipient(unit: unit) else {
            throw ProjectionError.unreadable(type: event.type, field: field)
        }
        return recipient
    }
}
