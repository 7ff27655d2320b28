import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.body` and `registry.body_member` ↔ `Body`.
enum BodyTable {
    private static let columns: SQL = """
        b.id, b.district, b.districts, b.pack, b.pack_version, b.kind, b.name, b.unit, \
        b.established_on::text AS established_on, b.dissolved_on::text AS dissolved_on, b.version
        """

    /// Reads bodies with all they ever had, locking the bodies first. By id.
    static func load(_ tx: PostgresTransaction, _ ids: [BodyID], lock: RowLock = .none)
        async throws -> [Body]
    {
        try await load(tx, where: "b.id = any(\(ids.map(\.rawValue)))", lock: lock)
    }

    /// A unit's bodies of a kind that are not dissolved.
    static func standing(_ tx: PostgresTransaction, kind: String, of unit: UnitReference)
        async throws -> [Body]
    {
        try await load(
            tx,
            where: """
                b.unit = \(unit.description) AND b.kind = \(kind) AND b.dissolved_on IS NULL
                """, lock: .none)
    }

    private static func load(_ tx: PostgresTransaction, where condition: SQL, lock: RowLock)
        async throws -> [Body]
    {
        let rows = try await tx.query(
            """
            SELECT \(fragment: columns) FROM registry.body b \
            WHERE \(fragment: condition) ORDER BY b.id
            """ + lock.clause)
        if rows.isEmpty { return [] }
        let ids = try rows.map { try $0.get("id", as: UUID.self) }
        let held = try await tx.query(
            """
            SELECT id, body_id, post, person_id, office, unit, valid_from::text AS valid_from, \
            valid_until::text AS valid_until FROM registry.body_member \
            WHERE body_id = any(\(ids)) ORDER BY valid_from, id
            """)
        var byBody: [BodyID: [BodyAppointment]] = [:]
        for row in held { byBody[try row.id("body_id"), default: []].append(try appointment(row)) }
        return try rows.map { row in
            let id: BodyID = try row.id("id")
            return Body(
                id: id, pack: try row.get("pack"), packVersion: try row.get("pack_version"),
                kind: try row.get("kind"), name: try row.get("name"),
                owner: try ownership(row),
                validity: Validity(
                    from: try row.date("established_on"),
                    until: try row.optionalDate("dissolved_on")),
                appointments: byBody[id] ?? [], version: try row.get("version"))
        }
    }

    /// Columns `unit`, `district`, `districts`.
    static func ownership(_ row: PostgresRow) throws -> UnitOwnership {
        UnitOwnership(
            unit: try unit(row.get("unit")), district: try row.district("district"),
            districts: try row.get("districts", as: [String].self).compactMap { DistrictCode($0) })
    }

    private static func appointment(_ row: PostgresRow) throws -> BodyAppointment {
        let person: UUID? = try row.get("person_id")
        let office: String? = try row.get("office")
        return BodyAppointment(
            id: try row.id("id"), post: try row.get("post"),
            holder: person.map { .person(PersonID($0)) } ?? .office(office ?? ""),
            unit: try row.get("unit", as: String?.self).map { try unit($0) },
            validity: Validity(
                from: try row.date("valid_from"), until: try row.optionalDate("valid_until")))
    }

    private static func unit(_ text: String) throws -> UnitReference {
        guard let unit = UnitReference(text) else {
            throw UnreadableRow(description: "'\(text)' is no unit")
        }
        return unit
    }

    /// Writes a body with its members.
    /// - Parameter isOnly: the unit has one body of the kind only.
    static func save(_ body: Body, isOnly: Bool) -> [SQL] {
        let (unit, districts) = (body.owner.unit, body.owner.districts.map(\.rawValue))
        let file: SQL = """
            INSERT INTO registry.body (id, district, districts, pack, pack_version, kind, name, \
            unit, group_id, school_id, slot, established_on, dissolved_on, version) \
            VALUES (\(body.id.rawValue), \(body.owner.district.rawValue), \(districts), \
            \(body.pack), \(body.packVersion), \(body.kind), \(body.name), \(unit.description), \
            \(unit.groupID), \(unit.schoolID), \(isOnly ? "" : body.name), \
            \(body.validity.from.description)::date, \
            \(body.validity.until?.description)::date, \(body.version)) \
            ON CONFLICT (id) DO UPDATE SET districts = excluded.districts, \
            dissolved_on = excluded.dissolved_on, version = excluded.version
            """
        return body.appointments.isEmpty ? [file] : [file, saveMembers(body, districts)]
    }

    private static func saveMembers(_ body: Body, _ districts: [String]) -> SQL {
        let held = body.appointments
        let people: [UUID?] = held.map {
            if case .person(let id) = $0.holder { id.rawValue } else { nil }
        }
        let offices: [String?] = held.map {
            if case .office(let title) = $0.holder { title } else { nil }
        }
        return """
            INSERT INTO registry.body_member AS old (id, body_id, districts, post, person_id, \
            office, unit, valid_from, valid_until) \
            SELECT m.id, \(body.id.rawValue), \(districts), m.post, m.person_id, m.office, \
            m.unit, m.valid_from::date, m.valid_until::date \
            FROM unnest(\(held.map(\.id.rawValue)), \(held.map(\.post)), \(people)::uuid[], \
            \(offices)::text[], \(held.map { $0.unit?.description })::text[], \
            \(held.map(\.validity.from.description)), \
            \(held.map { $0.validity.until?.description })::text[]) \
            AS m(id, post, person_id, office, unit, valid_from, valid_until) \
            ON CONFLICT (id) DO UPDATE SET districts = excluded.districts, \
            valid_until = excluded.valid_until \
            WHERE (old.districts, old.valid_until) \
            IS DISTINCT FROM (excluded.districts, excluded.valid_until)
            """
    }
}

extension UnitReference {
    /// The id of a group; `nil` for other units.
    var groupID: UUID? { kind == .group ? GroupID(id)?.rawValue : nil }
    /// The id of a school; `nil` for other units.
    var schoolID: UUID? { kind == .school ? SchoolID(id)?.rawValue : nil }
}
