import Foundation
import NotificationCore
import TaoliHost
import TaoliMessaging
import TaoliModels

/// Reads fields of rotation's and evaluation's events; each error names the field.
struct YearFields {
    let event: ReceivedEvent

    func recipients(_ units: [String]) throws -> [Recipient] {
        try units.map { text in
            guard let recipient = UnitReference(text).flatMap({ Recipient(unit: $0) }) else {
                throw ProjectionError.unreadable(type: event.type, field: "recipients")
            }
            return recipient
        }
    }

    /// `nil` for an empty text.
    func group(_ text: String) throws -> GroupID? {
        text.isEmpty ? nil : GroupID(try event.id("group_id", text))
    }

    /// `nil` for an empty text.
    func school(_ text: String, _ field: String = "school_id") throws -> SchoolID? {
        text.isEmpty ? nil : SchoolID(try event.id(field, text))
    }

    /// `nil` for an empty text.
    func day(_ text: String, _ field: String) throws -> CalendarDate? {
        guard !text.isEmpty else { return nil }
        guard let day = CalendarDate(text) else {
            throw ProjectionError.unreadable(type: event.type, field: field)
        }
        return day
    }

    /// The last day before one on which something is over.
    func lastDay(before text: String, _ field: String) throws -> CalendarDate? {
        try day(text, field)?.adding(days: -1)
    }
}
