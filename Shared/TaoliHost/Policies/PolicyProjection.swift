import Foundation
import TaoliContracts
package import TaoliMessaging
import TaoliModels
package import TaoliPostgres

/// A service's own copy of the packs that districts bind in registry, with their files.
///
/// Its tables lie in the service's schema; its migration makes them, see
/// `Services/Rotation/Service/Migrations`. A district's events come in order, so that every file
/// stands there before the binding that names it.
package struct PolicyProjection: Sendable {
    /// The topics whose events it understands.
    package static let topics = ["taoli.registry.district"]

    /// Its tables, which do not depend on one another.
    package static let tables = ["policy_file", "policy_binding"]

    /// The schema with ``tables``.
    package let schema: String

    /// - Parameter schema: the service's, or the one in which a rebuild fills them anew.
    package init(schema: String) { self.schema = schema }

    /// The consumer that does nothing but keep the copy.
    package static func consumer(service: String) -> ConsumerDefinition {
        .projection(
            name: "\(service)-policies", producer: "registry", topics: topics,
            tables: CopyTables(schema: service, names: tables)
        ) { events, tx, schema in
            try await PolicyProjection(schema: schema).apply(events, in: tx)
        }
    }

    /// Writes what the events say, in one round trip. Applied twice it changes nothing.
    ///
    /// - Throws: `ProjectionError` for an event that no row can be made from, SwiftProtobuf's error
    ///   for bytes that are not the message, `PostgresError`.
    package func apply(_ events: [ReceivedEvent], in tx: PostgresTransaction) async throws {
        let statements = try events.compactMap(statement)
        if !statements.isEmpty { _ = try await tx.pipeline(statements) }
    }

    private func statement(_ event: ReceivedEvent) throws -> SQL? {
        switch event.type {
        case Taoli_Registry_Events_V1_PolicyFileKept.protoMessageName:
            let part = try event.decode(Taoli_Registry_Events_V1_PolicyFileKept.self)
            return """
                INSERT INTO \(raw: schema).policy_file (district, version, part, parts, pack, bytes) \
                VALUES (\(try district(part.district, event)), \(part.version), \(part.part), \
                \(part.parts), \(part.pack), \(part.bytes)) ON CONFLICT DO NOTHING
                """
        case Taoli_Registry_Events_V1_PolicyBound.protoMessageName:
            return try bind(event.decode(Taoli_Registry_Events_V1_PolicyBound.self), event)
        default: return nil
        }
    }

    private func bind(
        _ bound: Taoli_Registry_Events_V1_PolicyBound, _ event: ReceivedEvent
    ) throws -> SQL {
        guard let year = SchoolYear(bound.schoolYear) else {
            throw ProjectionError.unreadable(type: event.type, field: "school_year")
        }
        guard let time = try? Date(bound.boundAt, strategy: .iso8601) else {
            throw ProjectionError.unreadable(type: event.type, field: "bound_at")
        }
        return """
            INSERT INTO \(raw: schema).policy_binding \
            (district, function, school_year, pack, version, bound_at, bound_by) \
            VALUES (\(try district(bound.district, event)), \(bound.function), \
            \(Int32(year.startYear)), \(bound.pack), \(bound.version), \(time), \(bound.boundBy)) \
            ON CONFLICT (district, function, school_year) DO UPDATE SET pack = excluded.pack, \
            version = excluded.version, bound_at = excluded.bound_at, bound_by = excluded.bound_by
            """
    }

    private func district(_ text: String, _ event: ReceivedEvent) throws -> String {
        guard let code = DistrictCode(text) else {
            throw ProjectionError.unreadable(type: event.type, field: "district")
        }
        return code.rawValue
    }
}
