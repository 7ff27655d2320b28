import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// A unit as bodies and documents look at it.
struct UnitFace: Sendable {
    let owner: UnitOwnership
    /// When it exists.
    let lifetime: Validity
    let name: String

    /// A unit, within a transaction that sees every district.
    ///
    /// - Parameter lock: `update` lets one command at a time give the unit a body or a document, so
    ///   that each sees those before it.
    /// - Throws: `not-found`.
    static func load(
        _ tx: PostgresTransaction, _ unit: UnitReference, lock: RowLock
    ) async throws -> UnitFace {
        guard let query = query(unit), let row = try await tx.query(query + lock.clause).first
        else {
            throw StoreRefusals.notFound("unit", "单位", "unit")
        }
        return UnitFace(
            owner: UnitOwnership(
                unit: unit, district: try row.district("district"),
                districts: try row.get("districts", as: [String].self)
                    .compactMap { DistrictCode($0) }),
            lifetime: Validity(from: try row.date("starts"), until: try row.optionalDate("ends")),
            name: try row.get("name"))
    }

    private static func query(_ unit: UnitReference) -> SQL? {
        switch unit.kind {
        case .group:
            GroupID(unit.id).map {
                """
                SELECT district, districts, name, founded_on::text AS starts, \
                closed_on::text AS ends FROM registry.school_group \
                WHERE id = \($0.rawValue)
                """
            }
        case .school:
            SchoolID(unit.id).map {
                """
                SELECT district, ARRAY[district] AS districts, name, '1900-01-01' AS starts, \
                closed_on::text AS ends FROM registry.school WHERE id = \($0.rawValue)
                """
            }
        case .district, .city:
            """
            SELECT code AS district, ARRAY[code] AS districts, name, '1900-01-01' AS starts, \
            NULL::text AS ends FROM registry.district WHERE code = \(unit.id) \
            AND NOT is_withdrawn AND is_city = \(unit.kind == .city)
            """
        }
    }

    /// The districts that a group concerns now; `nil` for another unit.
    static func districts(_ tx: PostgresTransaction, of unit: UnitReference) async throws
        -> [DistrictCode]?
    {
        guard let group = unit.groupID else { return nil }
        return try await tx.query(
            "SELECT districts FROM registry.school_group WHERE id = \(group)"
        ).first?.get("districts", as: [String].self).compactMap { DistrictCode($0) }
    }

    /// The schools of a group on a day, as they are now; none for another unit.
    static func schools(
        _ tx: PostgresTransaction, of unit: UnitReference, on date: CalendarDate
    ) async throws -> UnitSchools {
        guard let group = unit.groupID else { return UnitSchools() }
        let rows = try await tx.query(
            """
            SELECT DISTINCT m.role, coalesce(s.school_id, m.school_id) AS school_id \
            FROM registry.membership m LEFT JOIN registry.site s ON s.id = m.site_id \
            WHERE m.group_id = \(group) AND m.valid_from <= \(date.description)::date \
            AND (m.valid_until IS NULL OR m.valid_until > \(date.description)::date)
            """)
        var schools: [MembershipRole: Set<SchoolID>] = [:]
        for row in rows {
            schools[try row.value("role"), default: []].insert(try row.id("school_id"))
        }
        return UnitSchools(leads: schools[.lead] ?? [], members: schools[.member] ?? [])
    }

    /// Names of units, as far as they are known.
    static func names(_ tx: PostgresTransaction, of units: some Sequence<UnitReference>)
        async throws -> [UnitReference: String]
    {
        let units = Set(units)
        if units.isEmpty { return [:] }
        let codes = units.filter { [.district, .city].contains($0.kind) }.map(\.id)
        let rows = try await tx.query(
            """
            SELECT 'group' AS kind, id::text AS id, name FROM registry.school_group \
            WHERE id = any(\(units.compactMap(\.groupID))) \
            UNION ALL SELECT 'school', id::text, name FROM registry.school \
            WHERE id = any(\(units.compactMap(\.schoolID))) \
            UNION ALL SELECT CASE WHEN is_city THEN 'city' ELSE 'district' END, code, name \
            FROM registry.district WHERE code = any(\(codes))
            """)
        return Dictionary(
            try rows.map {
                (UnitReference(try $0.value("kind"), try $0.get("id")), try $0.get("name"))
            }
        ) { first, _ in first }
    }
}

/// Which units' bodies and documents a caller may see: officials those that concern their
/// districts, a group its own, a school its own and those of the groups that it is or was in.
struct UnitReader: Sendable {
    private let reader: Reader
    private let scope: DataScope

    /// - Throws: `no-unit` for a role whose unit is no id.
    init(_ caller: Caller) throws(Refusal) {
        reader = try Reader(caller)
        scope = caller.scope
    }

    /// A condition on a table `x` with `district`, `group_id` and `school_id`, within a transaction
    /// that sees every district.
    var condition: SQL {
        switch (reader, scope) {
        case (.official, .all): "true"
        case (.official, .districts(let codes)):
            """
            (x.district = any(\(codes.map(\.rawValue))) OR EXISTS (SELECT \
            FROM registry.school_group g WHERE g.id = x.group_id \
            AND g.districts && \(codes.map(\.rawValue))::text[]))
            """
        case (.group(let id), _): "x.group_id = \(id.rawValue)"
        case (.school(let id), _):
            """
            (x.school_id = \(id.rawValue) OR x.group_id IN (SELECT g.id \
            FROM registry.school_group g WHERE \(fragment: Reader.school(id).groups)))
            """
        }
    }
}
