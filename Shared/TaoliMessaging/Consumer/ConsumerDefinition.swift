package import Foundation
import Synchronization
package import TaoliPostgres

/// What one consumer listens to and does with it.
package struct ConsumerDefinition: Sendable {
    /// Writes a batch into the copy, in the given transaction, in order per aggregate.
    package typealias Apply = @Sendable ([ReceivedEvent], PostgresTransaction) async throws -> Void
    /// Like ``Apply``, with the schema whose tables are to be written.
    package typealias ApplyInto =
        @Sendable ([ReceivedEvent], PostgresTransaction, _ schema: String) async throws -> Void
    /// Acts on one event, in its context's transaction.
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
    /// The copy it keeps; `nil` for a consumer that cannot be rebuilt.
    package private(set) var tables: CopyTables?
    /// Begins each of its transactions, behind the role.
    private(set) var preamble: [SQL] = []
    private var applyInto: ApplyInto?

    /// Whether it acts on each event, so that doing it again would act twice.
    package var isReaction: Bool {
        if case .reaction = handler { true } else { false }
    }

    /// A consumer that keeps a copy: `apply` gets a whole batch, in order per aggregate, and writes
    /// it with few statements. It must not depend on the order across aggregates.
    package static func projection(
        name: String, producer: String, topics: [String], apply: @escaping Apply
    ) -> ConsumerDefinition {
        ConsumerDefinition(
            name: name, producer: producer, topics: topics, handler: .projection(apply))
    }

    /// The same for a copy that can be rebuilt: filled anew beside the one in use, then put into its
    /// place (ADR 0018).
    ///
    /// - Parameters:
    ///   - tables: all that `apply` writes. It must write nowhere else.
    ///   - apply: writes the tables of the schema that it is given.
    package static func projection(
        name: String, producer: String, topics: [String], tables: CopyTables,
        apply: @escaping ApplyInto
    ) -> ConsumerDefinition {
        var definition = projection(name: name, producer: producer, topics: topics) { events, tx in
            try await apply(events, tx, tables.schema)
        }
        definition.tables = tables
        definition.applyInto = apply
        return definition
    }

    /// The same consumer under another name: it knows nothing yet and writes into `schema`.
    ///
    /// - Parameter preamble: begins each of its transactions, behind the role.
    /// - Returns: `nil` for a consumer that cannot be rebuilt.
    func renamed(_ name: String, schema: String, preamble: [SQL]) -> ConsumerDefinition? {
        guard let tables, let applyInto else { return nil }
        var definition = ConsumerDefinition.projection(
            name: name, producer: producer, topics: topics,
            tables: CopyTables(schema: schema, names: tables.names), apply: applyInto)
        definition.preamble = preamble
        return definition
    }

    /// A consumer that does something for each event and may emit events of its own service.
    package static func reaction(
        name: String, producer: String, topics: [String], react: @escaping React
    ) -> ConsumerDefinition {
        ConsumerDefinition(
            name: name, producer: producer, topics: topics, handler: .reaction(react))
    }
}

/// The tables of a projection's copy, all in one schema of the service.
package struct CopyTables: Hashable, Sendable {
    /// Where the copy in use stands, e.g. the service's own schema.
    package let schema: String
    /// In an order in which rows can be inserted.
    package let names: [String]

    package init(schema: String, names: [String]) {
        self.schema = schema
        self.names = names
    }
}

/// What a reaction works with: its transaction, the time, and the outbox.
package final class ReactionContext: Sendable {
    /// Commits with the consumer's position: what it writes happens once an event.
    package let tx: PostgresTransaction
    /// When the event is handled, by the service's clock.
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
