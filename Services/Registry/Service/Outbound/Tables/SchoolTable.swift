import Foundation
package import RegistryCore
package import TaoliModels
package import TaoliPostgres

/// `registry.school` and `registry.school_code` ↔ `School`.
package enum SchoolTable {
    static let columns: SQL = """
        id, name, district, closed_on::text AS closed_on, successor, version, \
        (SELECT coalesce(json_agg(json_build_object('scheme', c.scheme, 'value', c.value, \
        'from', c.valid_from::text, 'until', c.valid_until::text) \
        ORDER BY c.scheme, c.valid_from), '[]')::text \
        FROM registry.school_code c WHERE c.school_id = registry.school.id) AS codes
        """

    /// The schools of these ids with their codes, by id; none for an id that is unknown or hidden.
    package static func select(ids: [SchoolID], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.school \
        WHERE id = any(\(ids.map(\.rawValue))) ORDER BY id
        """ + lock.clause
    }

    /// Schools of these names that are not closed.
    package static func select(names: [String], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.school \
        WHERE name = any(\(names)) AND closed_on IS NULL ORDER BY id
        """ + lock.clause
    }

    /// Schools from rows of a `select`.
    /// - Throws: `PostgresError` or `UnreadableRow` for a row of another shape.
    package static func decode(_ rows: [PostgresRow]) throws -> [School] {
        try rows.map { row in
            School(
                id: try row.id("id"), name: try row.get("name"),
                district: try row.district("district"), closedOn: try row.optionalDate("closed_on"),
                successor: try row.get("successor", as: UUID?.self).map { SchoolID($0) },
                codes: try codes(try row.get("codes")), version: try row.get("version"))
        }
    }

    static func save(_ schools: [School]) -> [SQL] {
        let codes = schools.flatMap { school in school.codes.map { (school, $0) } }
        return [saveSchools(schools)] + (codes.isEmpty ? [] : [saveCodes(codes)])
    }

    private static func saveSchools(_ schools: [School]) -> SQL {
        """
        INSERT INTO registry.school (id, district, name, closed_on, successor, version) \
        SELECT s.id, s.district, s.name, s.closed_on::date, s.successor::uuid, s.version \
        FROM unnest(\(schools.map(\.id.rawValue)), \(schools.map(\.district.rawValue)), \
        \(schools.map(\.name)), \(schools.map { $0.closedOn?.description }), \
        \(schools.map { $0.successor?.description }), \(schools.map(\.version))) \
        AS s(id, district, name, closed_on, successor, version) \
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, closed_on = excluded.closed_on, \
        successor = excluded.successor, version = excluded.version
        """
    }

    private static func saveCodes(_ codes: [(school: School, code: OfficialCode)]) -> SQL {
        """
        INSERT INTO registry.school_code \
        (school_id, scheme, value, valid_from, valid_until, district) \
        SELECT c.school_id, c.scheme, c.value, c.valid_from::date, c.valid_until::date, c.district \
        FROM unnest(\(codes.map(\.school.id.rawValue)), \(codes.map(\.code.scheme)), \
        \(codes.map(\.code.value)), \(codes.map(\.code.validity.from.description)), \
        \(codes.map { $0.code.validity.until?.description }), \
        \(codes.map(\.school.district.rawValue))) \
        AS c(school_id, scheme, value, valid_from, valid_until, district) \
        ON CONFLICT (school_id, scheme, valid_from) DO UPDATE SET value = excluded.value, \
        valid_until = excluded.valid_until
        """
    }

    private static func codes(_ json: String) throws -> [OfficialCode] {
        struct Stored: Decodable {
            let scheme, value, from: String
            let until: String?
        }
        return try JSONDecoder().decode([Stored].self, from: Data(json.utf8)).map { stored in
            guard let from = CalendarDate(stored.from) else {
                throw UnreadableRow(description: "school_code.valid_from: \(stored.from)")
            }
            return OfficialCode(
                scheme: stored.scheme, value: stored.value,
                validity: Validity(from: from, until: stored.until.flatMap { CalendarDate($0) }))
        }
    }
}
