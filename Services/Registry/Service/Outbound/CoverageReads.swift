import Foundation
import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Reads which schools are in a group on a day, within a transaction of the caller's scope.
struct CoverageReads {
    let tx: PostgresTransaction

    /// Every school with an open site, by district.
    ///
    /// A site's kind and status are those of today: their past is not kept.
    func schools(district: DistrictCode?, on date: CalendarDate) async throws -> [CoveredSchool] {
        let day = date.description
        let rows = try await tx.query(
            """
            SELECT s.district, array_agg(DISTINCT i.kind) AS kinds, \
            coalesce(array_agg(DISTINCT g.kind) FILTER (WHERE g.kind IS NOT NULL), '{}') AS groups \
            FROM registry.school s JOIN registry.site_school h ON h.school_id = s.id \
            AND (h.valid_from IS NULL OR h.valid_from <= \(day)::date) \
            AND (h.valid_until IS NULL OR h.valid_until > \(day)::date) \
            JOIN registry.site i ON i.id = h.site_id AND NOT i.is_withdrawn AND i.status = 'open' \
            LEFT JOIN registry.membership m ON m.site_id = i.id AND m.valid_from <= \(day)::date \
            AND (m.valid_until IS NULL OR m.valid_until > \(day)::date) \
            LEFT JOIN registry.school_group g ON g.id = m.group_id \
            WHERE (s.closed_on IS NULL OR s.closed_on > \(day)::date) \
            AND (\(district?.rawValue)::text IS NULL OR s.district = \(district?.rawValue)) \
            GROUP BY s.id, s.district
            """)
        return try rows.map { row in
            let kinds = try row.get("kinds", as: [String].self)
            let groups = try row.get("groups", as: [String].self)
            return CoveredSchool(
                district: try row.district("district"),
                stages: Set(kinds.compactMap { SchoolKind(rawValue: $0) }.flatMap(\.stages)),
                groups: Set(groups.compactMap { GroupKind(rawValue: $0) }))
        }
    }

    /// What the groups of two days differ in, by day, group and site.
    ///
    /// - Parameter after: sort key of the last row before: day, group, site, what.
    func differences(
        from: CalendarDate, to: CalendarDate, district: DistrictCode?, reader: Reader,
        after: [String]?, size: Int
    ) async throws -> ListPage<DayDifference> {
        let (first, last) = (from.description, to.description)
        var conditions: [SQL] = [
            reader.groups,
            "(\(district?.rawValue)::text IS NULL OR g.district = \(district?.rawValue))",
        ]
        if let after {
            conditions.append(
                """
                (d.day::text, g.id::text, coalesce(d.site_id::text, ''), d.what) \
                > (\(after[0]), \(after[1]), \(after[2]), \(after[3]))
                """)
        }
        let rows = try await tx.query(
            """
            SELECT d.what, d.day::text AS day, g.id, g.name, g.district, d.site_id, d.role \
            FROM registry.school_group g, LATERAL (\
            SELECT 'founded' AS what, g.founded_on AS day, NULL::uuid AS site_id, NULL AS role \
            WHERE g.founded_on > \(first)::date AND g.founded_on <= \(last)::date \
            AND (g.closed_on IS NULL OR g.closed_on > \(last)::date) \
            UNION ALL SELECT 'closed', g.closed_on, NULL, NULL \
            WHERE g.founded_on <= \(first)::date AND g.closed_on > \(first)::date \
            AND g.closed_on <= \(last)::date \
            UNION ALL SELECT 'joined', m.valid_from, m.site_id, m.role \
            FROM registry.membership m WHERE m.group_id = g.id \
            AND m.valid_from > \(first)::date AND m.valid_from <= \(last)::date \
            AND (m.valid_until IS NULL OR m.valid_until > \(last)::date) \
            UNION ALL SELECT 'left', m.valid_until, m.site_id, m.role \
            FROM registry.membership m WHERE m.group_id = g.id \
            AND m.valid_from <= \(first)::date AND m.valid_until > \(first)::date \
            AND m.valid_until <= \(last)::date) AS d \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY d.day::text, g.id::text, coalesce(d.site_id::text, ''), d.what \
            LIMIT \(size + 1)
            """)
        let found = try rows.prefix(size).map { try DayDifference($0) }
        let faces = try await SiteFace.load(tx, found.compactMap(\.site))
        let page = found.map { $0.naming(faces) }
        let final = rows.count > size ? page.last : nil
        return ListPage(rows: page, next: final?.key)
    }
}

/// One thing in which the groups of two days differ.
struct DayDifference: Sendable {
    let what: String
    let day: String
    let group: GroupID
    let groupName: String
    let district: DistrictCode
    let site: SiteID?
    var siteName = ""
    let role: MembershipRole?

    init(_ row: PostgresRow) throws {
        what = try row.get("what")
        day = try row.get("day")
        group = try row.id("id")
        groupName = try row.get("name")
        district = try row.district("district")
        site = try row.get("site_id", as: UUID?.self).map { SiteID($0) }
        role = try row.get("role", as: String?.self).flatMap { MembershipRole(rawValue: $0) }
    }

    func naming(_ faces: [SiteID: SiteFace]) -> DayDifference {
        var named = self
        named.siteName = site.flatMap { faces[$0]?.name } ?? ""
        return named
    }

    /// Where the next page begins.
    var key: [String] { [day, group.description, site?.description ?? "", what] }
}
