import Foundation
package import RegistryCore
package import TaoliModels
package import TaoliPostgres

/// `registry.school_group` and `registry.membership` ↔ `Group`.
package enum GroupTable {
    private static let columns: SQL = """
        id, name, kind, district, founded_on::text AS founded_on, closed_on::text AS closed_on, \
        start_unknown, source_type, source_level, version
        """

    /// The groups of these ids, without memberships, by id; none for an id that is unknown or
    /// hidden.
    package static func select(ids: [GroupID], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.school_group \
        WHERE id = any(\(ids.map(\.rawValue))) ORDER BY id
        """ + lock.clause
    }

    /// Groups that bear these names in these districts and are not closed.
    package static func select(keys: [GroupKey], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.school_group g \
        WHERE closed_on IS NULL AND (district, name) IN (SELECT * FROM \
        unnest(\(keys.map(\.district.rawValue)), \(keys.map(\.name)))) ORDER BY id
        """ + (lock == .none ? "" : lock.clause + " OF g")
    }

    /// Every membership of these groups, in the order of joining.
    package static func memberships(of ids: [GroupID]) -> SQL {
        """
        SELECT id, group_id, site_id, school_id, site_district, role, \
        valid_from::text AS valid_from, valid_until::text AS valid_until, start_unknown, relation, \
        mode, term_until::text AS term_until FROM registry.membership WHERE group_id = any(\(ids.map(\.rawValue))) \
        ORDER BY valid_from, id
        """
    }

    /// Reads groups with their memberships, locking the groups first.
    package static func load(
        _ tx: PostgresTransaction, _ select: SQL
    ) async throws -> [Group] {
        let rows = try await tx.query(select)
        if rows.isEmpty { return [] }
        let ids = try rows.map { try $0.id("id", as: GroupID.self) }
        return try decode(rows, memberships: try await tx.query(memberships(of: ids)))
    }

    /// Groups from rows of a `select`.
    /// - Parameter memberships: rows of `memberships(of:)`, for all of the groups.
    /// - Throws: `PostgresError` or `UnreadableRow` for a row of another shape.
    package static func decode(
        _ rows: [PostgresRow], memberships: [PostgresRow]
    ) throws -> [Group] {
        var byGroup: [GroupID: [Membership]] = [:]
        for row in memberships {
            byGroup[try row.id("group_id"), default: []].append(try membership(row))
        }
        return try rows.map { row in
            let id: GroupID = try row.id("id")
            return Group(
                id: id, name: try row.get("name"), kind: try row.value("kind"),
                district: try row.district("district"),
                validity: Validity(
                    from: try row.date("founded_on"), until: try row.optionalDate("closed_on")),
                isStartUnknown: try row.get("start_unknown"),
                sourceType: try row.get("source_type"), sourceLevel: try row.get("source_level"),
                memberships: byGroup[id] ?? [], version: try row.get("version"))
        }
    }

    private static func membership(_ row: PostgresRow) throws -> Membership {
        Membership(
            id: try row.id("id"), siteID: try row.id("site_id"), schoolID: try row.id("school_id"),
            district: try row.district("site_district"), role: try row.value("role"),
            validity: Validity(
                from: try row.date("valid_from"), until: try row.optionalDate("valid_until")),
            isStartUnknown: try row.get("start_unknown"), relation: try row.get("relation"),
            mode: try row.get("mode"), termUntil: try row.optionalDate("term_until"))
    }

    static func save(_ groups: [Group]) -> [SQL] {
        // Ended ones first: a site has one open membership of a group, after every row.
        let memberships = groups.flatMap { group in
            let ended = group.memberships.filter { $0.validity.until != nil }
            let open = group.memberships.filter { $0.validity.until == nil }
            return (ended + open).map { (group, $0) }
        }
        return [saveGroups(groups)] + (memberships.isEmpty ? [] : [saveMemberships(memberships)])
    }

    private static func saveGroups(_ groups: [Group]) -> SQL {
        """
        INSERT INTO registry.school_group (id, district, districts, name, kind, founded_on, \
        start_unknown, closed_on, source_type, source_level, version) \
        SELECT g.id, g.district, string_to_array(g.districts, ','), g.name, g.kind, \
        g.founded_on::date, g.start_unknown, g.closed_on::date, g.source_type, g.source_level, \
        g.version FROM unnest(\(groups.map(\.id.rawValue)), \(groups.map(\.district.rawValue)), \
        \(groups.map(\.districts.joined)), \(groups.map(\.name)), \(groups.map(\.kind.rawValue)), \
        \(groups.map(\.validity.from.description)), \(groups.map(\.isStartUnknown)), \
        \(groups.map { $0.validity.until?.description }), \(groups.map(\.sourceType)), \
        \(groups.map(\.sourceLevel)), \(groups.map(\.version))) \
        AS g(id, district, districts, name, kind, founded_on, start_unknown, closed_on, \
        source_type, source_level, version) \
        ON CONFLICT (id) DO UPDATE SET districts = excluded.districts, name = excluded.name, \
        kind = excluded.kind, closed_on = excluded.closed_on, \
        source_type = excluded.source_type, source_level = excluded.source_level, \
        version = excluded.version
        """
    }

    /// Each row carries the whole group's districts, so that whoever sees the group sees all of it.
    private static func saveMemberships(_ rows: [(group: Group, membership: Membership)]) -> SQL {
        """
        INSERT INTO registry.membership AS old (id, group_id, site_id, school_id, site_district, \
        districts, role, valid_from, valid_until, start_unknown, relation, mode, term_until) \
        SELECT m.id, m.group_id, m.site_id, m.school_id, m.site_district, \
        string_to_array(m.districts, ','), m.role, m.valid_from::date, m.valid_until::date, \
        m.start_unknown, m.relation, m.mode, m.term_until::date \
        FROM unnest(\(rows.map(\.membership.id.rawValue)), \(rows.map(\.group.id.rawValue)), \
        \(rows.map(\.membership.siteID.rawValue)), \(rows.map(\.membership.schoolID.rawValue)), \
        \(rows.map(\.membership.district.rawValue)), \(rows.map(\.group.districts.joined)), \
        \(rows.map(\.membership.role.rawValue)), \
        \(rows.map(\.membership.validity.from.description)), \
        \(rows.map { $0.membership.validity.until?.description }), \
        \(rows.map(\.membership.isStartUnknown)), \(rows.map(\.membership.relation)), \
        \(rows.map(\.membership.mode)), \(rows.map { $0.membership.termUntil?.description })) \
        AS m(id, group_id, site_id, school_id, site_district, districts, role, valid_from, \
        valid_until, start_unknown, relation, mode, term_until) \
        ON CONFLICT (id) DO UPDATE SET districts = excluded.districts, \
        valid_until = excluded.valid_until, relation = excluded.relation, \
        term_until = excluded.term_until \
        WHERE (old.districts, old.valid_until, old.relation, old.term_until) IS DISTINCT FROM \
        (excluded.districts, excluded.valid_until, excluded.relation, excluded.term_until)
        """
    }
}
