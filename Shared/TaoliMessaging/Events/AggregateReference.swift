package import Foundation
import TaoliModels

/// Which aggregate an event or a change belongs to: a type such as `group` and its id.
package struct AggregateReference: Hashable, Sendable, CustomStringConvertible {
    /// Lower-case name; with the service it names the topic `taoli.<service>.<type>`.
    package let type: String
    /// As its service gave it; a district's is made from its code.
    package let id: UUID

    /// One that exists already.
    package init(type: String, id: UUID) {
        self.type = type
        self.id = id
    }

    /// `group/0197…`, as in `ce_subject`.
    package var description: String { "\(type)/\(id.text)" }

    /// Reads `group/0197…`; `nil` when it has another shape.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, !parts[0].isEmpty, let id = UUID(text: String(parts[1]))
        else { return nil }
        self.init(type: String(parts[0]), id: id)
    }
}
