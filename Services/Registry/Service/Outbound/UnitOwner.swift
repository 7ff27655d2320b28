import Foundation
import TaoliModels
import TaoliPostgres

/// Who owns a unit, and which districts whoever works there may see.
enum UnitOwner {
    /// The district that owns a unit; `nil` when there is none such in the transaction's scope.
    static func district(of unit: UnitReference, _ tx: PostgresTransaction) async throws
        -> DistrictCode?
    {
        guard let query = owner(unit), let row = try await tx.query(query).first else { return nil }
        return try row.district("district")
    }

    private static func owner(_ unit: UnitReference) -> SQL? {
        switch unit.kind {
        case .city:
            """
            SELECT code AS district FROM registry.district \
            WHERE code = \(unit.id) AND is_city AND NOT is_withdrawn
            """
        case .district:
            """
            SELECT code AS district FROM registry.district \
            WHERE code = \(unit.id) AND NOT is_city AND NOT is_withdrawn
            """
        case .group:
            GroupID(unit.id).map {
                "SELECT district FROM registry.school_group WHERE id = \($0.rawValue)"
            }
        case .school:
            SchoolID(unit.id).map {
                "SELECT district FROM registry.school WHERE id = \($0.rawValue)"
            }
        }
    }

    /// What a role at a unit sees: a group, the districts of its sites; a school, its own and those
    /// of the groups that its sites are or were in.
    static func scope(_ role: Role, at unit: UnitReference, _ tx: PostgresTransaction) async throws
        -> DataScope
    {
        switch unit.kind {
        case .city: return .all
        case .district: return .districts(DistrictCode(unit.id).map { [$0] } ?? [])
        case .group:
            guard let id = GroupID(unit.id) else { return .districts([]) }
            return try await codes(
                tx,
                """
                SELECT unnest(districts) AS code FROM registry.school_group \
                WHERE id = \(id.rawValue) ORDER BY 1
                """)
        case .school:
            guard let id = SchoolID(unit.id) else { return .districts([]) }
            return try await codes(
                tx,
                """
                SELECT district AS code FROM registry.school WHERE id = \(id.rawValue) \
                UNION SELECT unnest(m.districts) FROM registry.membership m \
                LEFT JOIN registry.site i ON i.id = m.site_id \
                WHERE m.school_id = \(id.rawValue) OR i.school_id = \(id.rawValue) ORDER BY 1
                """)
        }
    }

    private static func codes(_ tx: PostgresTransaction, _ query: SQL) async throws -> DataScope {
        .districts(try await tx.query(query).map { try $0.district("code") })
    }
}
