import EvaluationCore
import Foundation
import TaoliHost
import TaoliModels
import TaoliPostgres

/// Who belongs to a district's groups on a day, from the copy of registry.
enum CycleMembers {
    /// - Parameter groups: only these; empty for all of the district that exist on that day.
    /// - Returns: one member for each school and group; sites that nobody built yet and memberships
    ///   that were taken back do not count.
    /// - Throws: `group-unknown` when one of `groups` is not the district's on that day.
    static func read(
        of district: DistrictCode, groups: [GroupID], on day: CalendarDate,
        in tx: PostgresTransaction
    ) async throws -> [CycleMember] {
        let found = try await tx.query(
            """
            SELECT g.group_id FROM evaluation.school_group g \
            WHERE g.district = \(district.rawValue) AND g.founded_on <= \(day.description)::date \
            AND coalesce(g.closed_on > \(day.description)::date, true) \
            AND (cardinality(\(groups.map(\.rawValue))::uuid[]) = 0 \
            OR g.group_id = any(\(groups.map(\.rawValue))))
            """
        ).map { try $0.id("group_id", as: GroupID.self) }
        let missing = Set(groups).subtracting(found)
        guard missing.isEmpty else {
            throw EvaluationRefusals.groupsNotYours(groups.filter(missing.contains))
        }
        let rows = try await tx.query(
            """
            SELECT m.group_id, g.name AS group_name, m.membership_id, m.site_id, m.role, \
            coalesce(s.school_id, m.school_id) AS school_id, c.name AS school_name, s.kind, \
            coalesce(s.district, c.district, g.district) AS own_district \
            FROM evaluation.membership m \
            JOIN evaluation.school_group g ON g.group_id = m.group_id \
            LEFT JOIN evaluation.site s ON s.site_id = m.site_id \
            LEFT JOIN evaluation.school c ON c.school_id = coalesce(s.school_id, m.school_id) \
            WHERE m.group_id = any(\(found.map(\.rawValue))) \
            AND m.starts_on <= \(day.description)::date \
            AND coalesce(m.ends_on > \(day.description)::date, true) \
            AND s.withdrawn IS NOT TRUE \
            AND coalesce(s.status NOT IN ('planned', 'under_construction'), true) \
            ORDER BY m.group_id, school_id, m.starts_on, m.membership_id
            """)
        return try Dictionary(grouping: rows.map(Site.init), by: \.subject).values.compactMap(
            member)
    }

    private struct Site {
        let subject: CycleSubject
        let groupName: String
        let schoolName: String
        let leads: Bool
        let stages: [Stage]
        let site: SiteID
        let membership: UUID
        let district: DistrictCode

        init(_ row: PostgresRow) throws {
            subject = CycleSubject(group: try row.id("group_id"), school: try row.id("school_id"))
            groupName = try row.get("group_name")
            schoolName = try row.get("school_name", as: String?.self) ?? ""
            leads = try row.get("role", as: String.self) == MembershipRole.lead.rawValue
            let kind = try row.get("kind", as: String?.self)
            stages = kind.flatMap { SchoolKind(rawValue: $0) }?.stages ?? []
            site = try row.id("site_id")
            membership = try row.get("membership_id")
            district = try row.district("own_district")
        }
    }

    /// Sites are in the order of their memberships: the first has the oldest.
    private static func member(_ sites: [Site]) -> CycleMember? {
        guard let first = sites.first, let school = first.subject.school else { return nil }
        return CycleMember(
            group: first.subject.group, groupName: first.groupName, school: school,
            schoolName: first.schoolName, leads: sites.contains(where: \.leads),
            stages: Set(sites.flatMap(\.stages)).sorted(), sites: sites.map(\.site),
            membership: first.membership, districts: Set(sites.map(\.district)).sorted())
    }
}
