import Foundation
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels

/// Reads registry's events of groups as a whole, and of what schools count as.
enum UnitHappening {
    /// `nil` for other events, and for names that an import corrected.
    /// - Throws: `ProjectionError` for ids and dates that cannot be read, SwiftProtobuf's error.
    static func news(_ event: ReceivedEvent) throws -> UnitNews? {
        switch event.aggregate.type {
        case "group": try group(event)
        case "school": try school(event)
        default: nil
        }
    }

    private static func group(_ event: ReceivedEvent) throws -> UnitNews? {
        let subject = UnitNews.Subject.group(GroupID(event.aggregate.id))
        switch event.type {
        case Taoli_Registry_Events_V1_GroupMerged.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_GroupMerged.self)
            let other = GroupID(try event.id("successor_id", message.successorID))
            return UnitNews(
                subject, .merged(into: other), date: try day(event, "merged_on", message.mergedOn),
                reason: message.reason)
        case Taoli_Registry_Events_V1_GroupSplit.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_GroupSplit.self)
            return UnitNews(
                subject, .split, date: try day(event, "split_on", message.splitOn),
                reason: message.reason)
        case Taoli_Registry_Events_V1_GroupTookOver.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_GroupTookOver.self)
            let other = GroupID(try event.id("predecessor_id", message.predecessorID))
            return UnitNews(
                subject, .tookOver(from: other), date: try day(event, "on", message.on),
                reason: message.reason)
        case Taoli_Registry_Events_V1_GroupRenamed.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_GroupRenamed.self)
            return UnitNews(
                subject, .renamed(from: message.formerName, to: message.name),
                date: try day(event, "from", message.from), reason: message.reason)
        case Taoli_Registry_Events_V1_GroupDesignated.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_GroupDesignated.self)
            return try designated(
                event, subject, message.what, Wording(message.nameChinese, message.nameEnglish),
                from: message.from, until: message.until, reason: message.reason)
        default: return nil
        }
    }

    private static func school(_ event: ReceivedEvent) throws -> UnitNews? {
        let subject = UnitNews.Subject.school(SchoolID(event.aggregate.id))
        switch event.type {
        case Taoli_Registry_Events_V1_SchoolRenamed.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_SchoolRenamed.self)
            guard !message.from.isEmpty else { return nil }
            return UnitNews(
                subject, .renamed(from: message.formerName, to: message.name),
                date: try day(event, "from", message.from), reason: message.reason)
        case Taoli_Registry_Events_V1_SchoolDesignated.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_SchoolDesignated.self)
            return try designated(
                event, subject, message.what, Wording(message.nameChinese, message.nameEnglish),
                from: message.from, until: message.until, reason: message.reason)
        default: return nil
        }
    }

    private static func designated(
        _ event: ReceivedEvent, _ subject: UnitNews.Subject, _ what: String, _ value: Wording,
        from: String, until: String, reason: String
    ) throws -> UnitNews {
        let start = try day(event, "from", from)
        let time = Validity(
            from: start, until: try until.isEmpty ? nil : day(event, "until", until))
        return UnitNews(
            subject, .designated(what: what, value: value, time: time),
            date: time.until ?? start, reason: reason)
    }

    private static func day(_ event: ReceivedEvent, _ field: String, _ text: String) throws
        -> CalendarDate
    {
        guard let day = CalendarDate(text) else {
            throw ProjectionError.unreadable(type: event.type, field: field)
        }
        return day
    }
}
