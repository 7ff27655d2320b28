import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.name_period` ↔ `NameHistory`.
enum NameTable {
    static func select(_ unit: UnitKey) -> SQL {
        """
        SELECT name, valid_from::text AS valid_from, valid_until::text AS valid_until \
        FROM registry.name_period WHERE unit_type = \(unit.type) AND unit_id = \(unit.id) \
        ORDER BY position
        """
    }

    static func decode(_ rows: [PostgresRow]) throws -> NameHistory {
        NameHistory(
            try rows.map { row in
                NamePeriod(
                    name: try row.get("name"), from: try row.optionalDate("valid_from"),
                    until: try row.optionalDate("valid_until"))
            })
    }

    /// A history only grows, or its last line is corrected: a line keeps its position.
    static func save(_ history: NameHistory, of unit: UnitKey, districts: [DistrictCode]) -> SQL {
        let periods = history.periods
        return """
            INSERT INTO registry.name_period (unit_type, unit_id, position, districts, name, \
            valid_from, valid_until) SELECT \(unit.type), \(unit.id), n.position, \
            \(districts.map(\.rawValue)), n.name, n.valid_from::date, n.valid_until::date \
            FROM unnest(\(periods.indices.map { Int32($0) }), \(periods.map(\.name)), \
            \(periods.map { $0.from?.description }), \(periods.map { $0.until?.description })) \
            AS n(position, name, valid_from, valid_until) \
            ON CONFLICT (unit_type, unit_id, position) DO UPDATE SET name = excluded.name, \
            valid_from = excluded.valid_from, valid_until = excluded.valid_until
            """
    }
}
