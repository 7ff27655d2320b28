package import Foundation
import Synchronization
package import TaoliPostgres

/// What one consumer listens to and does with it.
package struct ConsumerDefinition: Sendable {
    package typealias Apply = @Sendable ([ReceivedEvent], PostgresTransaction) async throws -> Void
    package typealias React = @Sendable (ReceivedEvent, ReactionContext) async throws -> Void

    enum Handler: Sendable {
        case projection(Apply)
        case reaction(React)
    }

    /// Unique within the service; its positions and lease stand under it.
    package let name: String
    /// The service whose events it reads.
    package let producer: String
    /// Topics of that one service.
    package let topics: [String]
    let handler: Handler

    /// A consumer that keeps a copy: `apply` gets a whole batch, in order per aggregate, and writes
    /// it with few statements. It must not depend on the order across aggregates.
    package static func projection(
        name: String, producer: String, topics: [String], apply: @escaping Apply
    ) -> ConsumerDefinition {
        ConsumerDefinition(
            name: name, producer: producer, topics: topics, handler: .projection(apply))
    }

    /// A consumer that does something for each event and may emit events of its own service.
    package static func reaction(
        name: String, producer: String, topics: [String], react: @escaping React
    ) -> ConsumerDefinition {
        ConsumerDefinition(
            name: name, producer: producer, topics: topics, handler: .reaction(react))
    }
}

/// What a reaction works with: its transaction, the time, and the outbox.
package final class ReactionContext: Sendable {
    package let tx: PostgresTransaction
    package let now: Date
    private let emitted = Mutex<[EventDraft]>([])

    init(tx: PostgresTransaction, now: Date) {
        self.tx = tx
        self.now = now
    }

    /// Appends an event of the reacting service; written in this transaction with the event that
    /// led to it as its causation and `service:<name>` as its actor.
    package func emit(_ event: EventDraft) {
        emitted.withLock { $0.append(event) }
    }

    func takeEmitted() -> [EventDraft] {
        emitted.withLock { events in
            defer { events = [] }
            return events
        }
    }
}

/// Runs a reaction for one event and turns what it emitted into a statement.
struct Reaction: Sendable {
    let actor: String
    let now: Date

    func run(
        _ event: ReceivedEvent, _ react: ConsumerDefinition.React, in tx: PostgresTransaction
    ) async throws -> SQL? {
        let context = ReactionContext(tx: tx, now: now)
        try await react(event, context)
        return OutboxInsert.statement(
            context.takeEmitted(), actor: actor, causation: event.id,
            traceparent: event.traceparent)
    }
}
