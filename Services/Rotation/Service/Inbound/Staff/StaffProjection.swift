import Foundation
import TaoliHost
package import TaoliMessaging
import TaoliModels
package import TaoliPostgres

/// rotation's own copy of who works where: posts and levels of persons, and the categories that
/// bureaus give to schools. Kept apart from the copy that TaoliHost keeps for every service, since
/// only planning needs it.
package struct StaffProjection: Sendable {
    /// The topics whose events it understands.
    package static let topics = ["taoli.registry.person", "taoli.registry.school"]

    /// Its tables, which do not depend on one another.
    package static let tables = ["person", "post", "key_level", "category"]

    /// The schema with ``tables``.
    package let schema: String

    /// - Parameter schema: the service's, or the one in which a rebuild fills them anew.
    package init(schema: String) { self.schema = schema }

    /// The consumer that does nothing but keep the copy.
    package static func consumer(service: String) -> ConsumerDefinition {
        .projection(
            name: "\(service)-staff", producer: "registry", topics: topics,
            tables: CopyTables(schema: service, names: tables)
        ) { events, tx, schema in
            try await StaffProjection(schema: schema).apply(events, in: tx)
        }
    }

    /// Writes what the events say, in one round trip. Applied twice it changes nothing.
    ///
    /// - Throws: `ProjectionError` for an event whose ids or dates cannot be read, SwiftProtobuf's
    ///   error for bytes that are not the message, `PostgresError`.
    package func apply(_ events: [ReceivedEvent], in tx: PostgresTransaction) async throws {
        var fold = StaffFold()
        for event in events { try fold.add(event) }
        let statements = StaffStatements(schema: schema).all(fold)
        if !statements.isEmpty { _ = try await tx.pipeline(statements) }
    }
}
