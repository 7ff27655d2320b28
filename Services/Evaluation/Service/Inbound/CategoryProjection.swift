import Foundation
import TaoliContracts
import TaoliHost
package import TaoliMessaging
import TaoliModels
package import TaoliPostgres

/// evaluation's own copy of the categories that bureaus give to schools, such as `weak` (decision 3).
/// A consumer of its own, beside the copy that TaoliHost keeps for every service.
package struct CategoryProjection: Sendable {
    /// The schema with the table: the service's, or the one in which a rebuild fills it anew.
    package let schema: String

    package init(schema: String) { self.schema = schema }

    /// The consumer that does nothing but keep the copy.
    package static func consumer(service: String) -> ConsumerDefinition {
        .projection(
            name: "\(service)-category", producer: "registry", topics: ["taoli.registry.school"],
            tables: CopyTables(schema: service, names: ["category"])
        ) { events, tx, schema in
            try await CategoryProjection(schema: schema).apply(events, in: tx)
        }
    }

    private struct Row {
        let school: UUID
        let value: String
        let stage: String
        let from: String
        let until: String?
        let districts: String
    }

    /// Writes what the events say; each holds the whole state of a designation. Applied twice it
    /// changes nothing.
    ///
    /// - Throws: `ProjectionError` for an event whose ids or dates cannot be read, SwiftProtobuf's
    ///   error for bytes that are not the message, `PostgresError`.
    package func apply(_ events: [ReceivedEvent], in tx: PostgresTransaction) async throws {
        typealias Designated = Taoli_Registry_Events_V1_SchoolDesignated
        var rows: [UUID: Row] = [:]
        for event in events where event.type == Designated.protoMessageName {
            let message = try event.decode(Designated.self)
            guard message.what == "category" else { continue }
            rows[try event.id("designation_id", message.designationID)] = Row(
                school: event.aggregate.id, value: message.value, stage: message.stage,
                from: try event.date("from", message.from),
                until: message.until.isEmpty ? nil : try event.date("until", message.until),
                districts: event.districts.map(\.rawValue).joined(separator: ","))
        }
        // The same order in every transaction, so that two never wait for each other in a circle.
        let ordered = rows.sorted { $0.key.uuidString < $1.key.uuidString }
        if !ordered.isEmpty { try await tx.execute(upsert(ordered)) }
    }

    private func upsert(_ rows: [(key: UUID, value: Row)]) -> SQL {
        """
        INSERT INTO \(raw: schema).category (designation_id, school_id, value, stage, starts_on, \
        ends_on, districts) SELECT u.id, u.school, u.value, u.stage, u.starts_on::date, \
        u.ends_on::date, string_to_array(u.districts, ',') \
        FROM unnest(\(rows.map(\.key))::uuid[], \(rows.map(\.value.school))::uuid[], \
        \(rows.map(\.value.value))::text[], \(rows.map(\.value.stage))::text[], \
        \(rows.map(\.value.from))::text[], \(rows.map(\.value.until))::text[], \
        \(rows.map(\.value.districts))::text[]) \
        AS u(id, school, value, stage, starts_on, ends_on, districts) \
        ON CONFLICT (designation_id) DO UPDATE SET value = excluded.value, \
        stage = excluded.stage, starts_on = excluded.starts_on, ends_on = excluded.ends_on, \
        districts = excluded.districts
        """
    }
}
