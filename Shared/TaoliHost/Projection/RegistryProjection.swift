package import TaoliMessaging
package import TaoliPostgres

/// A service's own small copy of what registry says about schools, sites, groups and memberships.
///
/// Every service that needs it keeps its tables in its own schema (its migration makes them: see
/// `Services/Rotation/Service/Migrations`) and fills them through this one reader of registry's
/// events. Facts come in order per aggregate and in any order across aggregates: a membership may
/// name a site that nobody has heard of yet, which is a normal state and no error. The copy keeps a
/// site's present school; what school it had at an earlier date is registry's history.
package struct RegistryProjection: Sendable {
    /// The topics whose events it understands.
    package static let topics = [
        "taoli.registry.school", "taoli.registry.site", "taoli.registry.group",
    ]

    /// Its tables, which do not depend on one another.
    package static let tables = ["school", "site", "school_group", "membership"]

    /// The schema with ``tables``: the service's, or the one in which a rebuild fills them anew.
    package let schema: String

    package init(schema: String) { self.schema = schema }

    /// The consumer that does nothing but keep the copy.
    ///
    /// - Parameter service: the service's name; the consumer's is made from it, so that programs
    ///   which look at all services see it apart.
    package static func consumer(service: String) -> ConsumerDefinition {
        .projection(
            name: "\(service)-registry", producer: "registry", topics: topics,
            tables: CopyTables(schema: service, names: tables)
        ) { events, tx, schema in
            try await RegistryProjection(schema: schema).apply(events, in: tx)
        }
    }

    /// Writes what the events say, in one round trip. Applied twice it changes nothing.
    ///
    /// - Throws: `ProjectionError` for an event whose ids or dates cannot be read, SwiftProtobuf's
    ///   error for bytes that are not the message, `PostgresError`.
    package func apply(_ events: [ReceivedEvent], in tx: PostgresTransaction) async throws {
        let statements = try statements(for: events)
        if !statements.isEmpty { _ = try await tx.pipeline(statements) }
    }

    /// The statements that write what the events say: one a table, then those that keep scopes in
    /// step. Empty when no event says anything about these tables.
    package func statements(for events: [ReceivedEvent]) throws -> [SQL] {
        var fold = RegistryFold()
        for event in events { try fold.add(event) }
        return RegistryProjectionStatements(schema: schema).all(fold)
    }
}

/// An event of registry that no row can be made from. The event is parked, others go on.
package enum ProjectionError: Error, Hashable {
    /// The field of that event type does not hold what its contract says.
    case unreadable(type: String, field: String)
}
