package import SwiftProtobuf
package import TaoliModels
package import TaoliPostgres

/// What a command decided: the answer, what to write, and what happened.
package struct CommandOutcome<Response: SwiftProtobuf.Message & Sendable>: Sendable {
    /// What the caller gets; kept, so that the same request id gets it again.
    package let response: Response
    /// State and history; sent in one round trip with the events.
    package let writes: [SQL]
    /// In the order in which they happened. Empty only when nothing changed.
    package let events: [EventDraft]
    /// What was changed, for the audit row.
    package let subjects: [AggregateReference]
    /// Districts concerned, for the audit row; repeats do no harm.
    package let districts: [DistrictCode]

    package init(
        _ response: Response, writes: [SQL], events: [EventDraft], subjects: [AggregateReference],
        districts: [DistrictCode]
    ) {
        self.response = response
        self.writes = writes
        self.events = events
        self.subjects = subjects
        self.districts = districts
    }
}

/// What a batch of scheduled or imported work did; its body has written the state already.
package struct BatchOutcome: Sendable {
    /// In the order in which they happened.
    package let events: [EventDraft]
    /// What was changed, for the audit row.
    package let subjects: [AggregateReference]
    /// Districts concerned, for the audit row; repeats do no harm.
    package let districts: [DistrictCode]

    package init(
        events: [EventDraft], subjects: [AggregateReference], districts: [DistrictCode]
    ) {
        self.events = events
        self.subjects = subjects
        self.districts = districts
    }
}
