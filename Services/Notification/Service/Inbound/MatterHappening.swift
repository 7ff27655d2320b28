import Foundation
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels

/// Reads registry's events of bodies and documents.
enum MatterHappening {
    private typealias Document = Taoli_Registry_Events_V1_DocumentVersionProposed.Facts

    /// `nil` for other events, and for those of which nobody gets a message.
    /// - Throws: `ProjectionError` for ids and dates that cannot be read, SwiftProtobuf's error.
    static func news(_ event: ReceivedEvent) throws -> MatterNews? {
        switch event.type {
        case Taoli_Registry_Events_V1_BodyResolutionDecided.protoMessageName:
            return try decided(
                event, try event.decode(Taoli_Registry_Events_V1_BodyResolutionDecided.self))
        case Taoli_Registry_Events_V1_DocumentVersionProposed.protoMessageName:
            let facts = try event.decode(Taoli_Registry_Events_V1_DocumentVersionProposed.self)
                .facts
            return try news(event, facts, .proposed(edition(facts)))
        case Taoli_Registry_Events_V1_DocumentInForce.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_DocumentInForce.self)
            return try news(
                event, message.facts, .inForce(edition(message.facts)), on: message.from)
        case Taoli_Registry_Events_V1_DocumentFiled.protoMessageName:
            let facts = try event.decode(Taoli_Registry_Events_V1_DocumentFiled.self).facts
            return try news(event, facts, .filed(edition(facts)))
        case Taoli_Registry_Events_V1_DocumentReturned.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_DocumentReturned.self)
            return try news(
                event, message.facts,
                .returned(edition(message.facts), reason: message.reason))
        default: return nil
        }
    }

    private static func decided(
        _ event: ReceivedEvent, _ message: Taoli_Registry_Events_V1_BodyResolutionDecided
    ) throws -> MatterNews {
        let school = message.matter.schoolID
        return MatterNews(
            unit: try unit(message.facts.unit, event),
            subject: Wording(message.facts.kindChinese, message.facts.kindEnglish),
            happening: .decided(outcome: message.matter.status),
            school: school.isEmpty ? nil : SchoolID(try event.id("school_id", school)),
            date: try date(message.heldOn, "held_on", event),
            recipients: try recipients(message.facts.recipients, event))
    }

    private static func news(
        _ event: ReceivedEvent, _ facts: Document, _ happening: MatterNews.Happening,
        on day: String = ""
    ) throws -> MatterNews {
        MatterNews(
            unit: try unit(facts.unit, event),
            subject: Wording(facts.kindChinese, facts.kindEnglish), happening: happening,
            school: nil, date: day.isEmpty ? nil : try date(day, "from", event),
            recipients: try recipients(facts.recipients, event))
    }

    private static func edition(_ facts: Document) -> DocumentEdition {
        DocumentEdition(number: Int(facts.version), period: facts.period)
    }

    private static func unit(_ text: String, _ event: ReceivedEvent) throws -> UnitReference {
        guard let unit = UnitReference(text) else {
            throw ProjectionError.unreadable(type: event.type, field: "unit")
        }
        return unit
    }

    private static func date(_ text: String, _ field: String, _ event: ReceivedEvent) throws
        -> CalendarDate
    {
        guard let date = CalendarDate(text) else {
            throw ProjectionError.unreadable(type: event.type, field: field)
        }
        return date
    }

    private static func recipients(_ units: [String], _ event: ReceivedEvent) throws
        -> [Recipient]
    {
        try units.map { text in
            guard let recipient = UnitReference(text).flatMap({ Recipient(unit: $0) }) else {
                throw ProjectionError.unreadable(type: event.type, field: "recipients")
            }
            return recipient
        }
    }
}
