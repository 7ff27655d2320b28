import Foundation
import Glibc
import TaoliContracts
package import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// What a probe listens to: `copy=projection:registry`, `react=reaction:registry`,
/// `echo=projection:notification`.
package struct ProbeConsumer: Sendable {
    /// How a probe takes what it reads.
    package struct Manner: Sendable {
        /// A poisoned event is applied like any other.
        package let isCured: Bool
        /// Waited in every batch of a projection.
        package let pause: Duration

        package init(isCured: Bool, pause: Duration) {
            self.isCured = isCured
            self.pause = pause
        }
    }

    /// A poisoned event was to be applied.
    package struct Poisoned: Error, CustomStringConvertible {
        package let description = "the event is poisoned"
    }

    /// Where a reaction publishes.
    package static let topic = "taoli.notification.message"

    let name: String
    let isReaction: Bool
    let producer: String

    /// Reads `<name>=<projection|reaction>:<producer>`; `nil` for another form.
    package init?(_ text: String) {
        let parts = text.split(whereSeparator: { $0 == "=" || $0 == ":" }).map(String.init)
        guard parts.count == 3, ["projection", "reaction"].contains(parts[1]) else { return nil }
        name = parts[0]
        isReaction = parts[1] == "reaction"
        producer = parts[2]
    }

    /// The consumer as the bus runs it.
    package func definition(_ manner: Manner) -> ConsumerDefinition {
        let topics = [producer == "registry" ? ProbeCommand.topic : Self.topic]
        let name = name
        if isReaction {
            return .reaction(name: name, producer: producer, topics: topics) { event, context in
                try await Self.react(event, context, as: name, manner)
            }
        }
        return .projection(name: name, producer: producer, topics: topics) { events, tx in
            try await Self.copy(events, tx, as: name, manner)
        }
    }

    private static func copy(
        _ events: [ReceivedEvent], _ tx: PostgresTransaction, as name: String, _ manner: Manner
    ) async throws {
        let names = try events.map { try read($0, manner) }
        try await tx.execute(
            """
            INSERT INTO public.probe_effect (consumer, event, id, sequence, name) \
            SELECT \(name), e.event, e.id, e.sequence, e.name FROM unnest(\
            \(events.map(\.id))::uuid[], \(events.map(\.aggregate.id))::uuid[], \
            \(events.map(\.sequence))::bigint[], \(names)::text[]) WITH ORDINALITY \
            AS e(event, id, sequence, name, n) ORDER BY e.n
            """)
        if manner.pause > .zero { try await Task.sleep(for: manner.pause) }
    }

    /// Changes an aggregate of its own for each event, under the event's id as request.
    private static func react(
        _ event: ReceivedEvent, _ context: ReactionContext, as name: String, _ manner: Manner
    ) async throws {
        let text = try read(event, manner)
        let results = try await context.tx.pipeline([
            """
            INSERT INTO public.probe_state AS s VALUES (\(event.aggregate.id), 1, '') \
            ON CONFLICT (id) DO UPDATE SET version = s.version + 1 RETURNING version
            """,
            """
            INSERT INTO public.probe_effect (consumer, event, id, sequence, name) VALUES \
            (\(name), \(event.id), \(event.aggregate.id), \(event.sequence), \(text))
            """,
        ])
        let version: Int64 = try results[0].rows[0].get(0)
        try await context.tx.execute(
            """
            INSERT INTO public.probe_change (request, id, first, last) \
            VALUES (\(event.id), \(event.aggregate.id), \(version), \(version))
            """)
        var message = Taoli_Notification_Events_V1_MessageWritten()
        message.messageID = event.aggregate.id.uuidString.lowercased()
        // Without the mark: whoever listens to the reaction is not poisoned by it.
        message.template = "of \(text)"
        context.emit(
            try EventDraft(
                message, of: AggregateReference(type: "message", id: event.aggregate.id),
                sequence: version, districts: event.districts))
    }

    /// The event's name; fails or ends the process where the name asks for it.
    private static func read(_ event: ReceivedEvent, _ manner: Manner) throws -> String {
        let name: String
        switch event.shortType {
        case "SchoolRenamed":
            name = try event.decode(Taoli_Registry_Events_V1_SchoolRenamed.self).name
        case "MessageWritten":
            name = try event.decode(Taoli_Notification_Events_V1_MessageWritten.self).template
        default: return event.shortType
        }
        guard !manner.isCured else { return name }
        if name.hasPrefix(ProbeCommand.crash) { abort() }
        if name.hasPrefix(ProbeCommand.poison) { throw Poisoned() }
        return name
    }
}
