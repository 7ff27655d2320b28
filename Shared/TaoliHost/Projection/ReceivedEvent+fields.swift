package import Foundation
package import TaoliMessaging
import TaoliModels

extension ReceivedEvent {
    /// An id inside the payload.
    /// - Throws: `ProjectionError.unreadable` when the text is not one.
    package func id(_ field: String, _ text: String) throws(ProjectionError) -> UUID {
        guard let id = UUID(text: text) else { throw .unreadable(type: type, field: field) }
        return id
    }

    /// A date inside the payload, `YYYY-MM-DD`, checked.
    /// - Throws: `ProjectionError.unreadable` when there is no such day.
    package func date(_ field: String, _ text: String) throws(ProjectionError) -> String {
        guard let date = CalendarDate(text) else { throw .unreadable(type: type, field: field) }
        return date.description
    }
}
