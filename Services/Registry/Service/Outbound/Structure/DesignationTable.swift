import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.designation` ↔ `Designation`.
enum DesignationTable {
    static let columns: SQL = """
        x.id, x.unit_type, x.unit_id, x.kind, x.value, x.name_chinese, x.name_english, x.stage, \
        x.valid_from::text AS valid_from, x.valid_until::text AS valid_until, x.reason
        """

    /// All that was ever said of these units, oldest first.
    static func select(_ units: [UnitKey]) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.designation x \
        WHERE (x.unit_type, x.unit_id) IN (SELECT * FROM unnest(\(units.map(\.type)), \
        \(units.map(\.id)))) ORDER BY x.valid_from, x.id
        """
    }

    static func decode(_ rows: [PostgresRow]) throws -> [Designation] {
        try rows.map { row in
            let id: UUID = try row.get("unit_id")
            let isGroup: Bool = try row.get("unit_type", as: String.self) == "group"
            return Designation(
                id: try row.id("id"),
                subject: isGroup ? .group(GroupID(id)) : .school(SchoolID(id)),
                kind: try row.value("kind"), value: try row.get("value"),
                name: Wording(try row.get("name_chinese"), try row.get("name_english")),
                stage: try row.get("stage", as: String?.self).flatMap { Stage(rawValue: $0) },
                validity: Validity(
                    from: try row.date("valid_from"), until: try row.optionalDate("valid_until")),
                reason: try row.get("reason"))
        }
    }

    /// - Parameter districts: those that the unit concerns.
    static func save(_ items: [Designation], districts: [DistrictCode]) -> SQL {
        let units = items.map { UnitKey($0.subject) }
        return """
            INSERT INTO registry.designation (id, unit_type, unit_id, districts, kind, value, \
            name_chinese, name_english, stage, valid_from, valid_until, reason) \
            SELECT d.id, d.unit_type, d.unit_id, \(districts.map(\.rawValue)), d.kind, d.value, \
            d.name_chinese, d.name_english, d.stage, d.valid_from::date, d.valid_until::date, \
            d.reason FROM unnest(\(items.map(\.id.rawValue)), \(units.map(\.type)), \
            \(units.map(\.id)), \(items.map(\.kind.rawValue)), \(items.map(\.value)), \
            \(items.map(\.name.chinese)), \(items.map(\.name.english)), \
            \(items.map { $0.stage?.rawValue }), \(items.map(\.validity.from.description)), \
            \(items.map { $0.validity.until?.description }), \(items.map(\.reason))) \
            AS d(id, unit_type, unit_id, kind, value, name_chinese, name_english, stage, \
            valid_from, valid_until, reason) \
            ON CONFLICT (id) DO UPDATE SET valid_until = excluded.valid_until
            """
    }
}
