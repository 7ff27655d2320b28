import Foundation
import TaoliPostgres

/// The SQL of the copy. Each upsert joins what is known already, so that a patch may leave fields
/// out; a patch of a row that was never registered writes nothing.
struct RegistryProjectionStatements {
    let schema: String

    func all(_ fold: RegistryFold) -> [SQL] {
        var statements: [SQL] = []
        if !fold.schools.isEmpty { statements.append(schools(inOrder(fold.schools))) }
        if !fold.sites.isEmpty { statements.append(sites(inOrder(fold.sites))) }
        if !fold.groups.isEmpty { statements.append(groups(inOrder(fold.groups))) }
        if !fold.memberships.isEmpty {
            statements.append(memberships(inOrder(fold.memberships), fold.groups))
        }
        return statements.isEmpty ? [] : statements + scopes(fold)
    }

    private func schools(_ rows: [(key: UUID, value: SchoolPatch)]) -> SQL {
        """
        INSERT INTO \(raw: schema).school (school_id, name, district, districts) \
        SELECT u.id, coalesce(u.name, k.name), coalesce(u.district, k.district), \
        coalesce(k.districts, ARRAY[u.district]) \
        FROM unnest(\(rows.map(\.key))::uuid[], \(rows.map(\.value.name))::text[], \
        \(rows.map(\.value.district))::text[]) AS u(id, name, district) \
        LEFT JOIN \(raw: schema).school k ON k.school_id = u.id \
        WHERE k.school_id IS NOT NULL OR u.district IS NOT NULL \
        ON CONFLICT (school_id) DO UPDATE SET name = excluded.name, district = excluded.district
        """
    }

    private func sites(_ rows: [(key: UUID, value: SitePatch)]) -> SQL {
        """
        INSERT INTO \(raw: schema).site \
        (site_id, school_id, name, district, kind, status, withdrawn, districts) \
        SELECT u.id, coalesce(u.school, k.school_id), coalesce(u.name, k.name), \
        coalesce(u.district, k.district), coalesce(u.kind, k.kind), \
        coalesce(u.status, k.status), coalesce(u.withdrawn, k.withdrawn), \
        coalesce(k.districts, ARRAY[u.district]) \
        FROM unnest(\(rows.map(\.key))::uuid[], \(rows.map(\.value.schoolID))::uuid[], \
        \(rows.map(\.value.name))::text[], \(rows.map(\.value.district))::text[], \
        \(rows.map(\.value.kind))::text[], \(rows.map(\.value.status))::text[], \
        \(rows.map(\.value.isWithdrawn))::boolean[]) \
        AS u(id, school, name, district, kind, status, withdrawn) \
        LEFT JOIN \(raw: schema).site k ON k.site_id = u.id \
        WHERE k.site_id IS NOT NULL OR (u.school IS NOT NULL AND u.district IS NOT NULL) \
        ON CONFLICT (site_id) DO UPDATE SET school_id = excluded.school_id, \
        name = excluded.name, district = excluded.district, kind = excluded.kind, \
        status = excluded.status, withdrawn = excluded.withdrawn
        """
    }

    private func groups(_ rows: [(key: UUID, value: GroupPatch)]) -> SQL {
        """
        INSERT INTO \(raw: schema).school_group \
        (group_id, name, district, founded_on, closed_on, districts) \
        SELECT u.id, coalesce(u.name, k.name), coalesce(u.district, k.district), \
        coalesce(u.founded_on::date, k.founded_on), coalesce(u.closed_on::date, k.closed_on), \
        string_to_array(u.districts, ',') \
        FROM unnest(\(rows.map(\.key))::uuid[], \(rows.map(\.value.name))::text[], \
        \(rows.map(\.value.district))::text[], \(rows.map(\.value.foundedOn))::text[], \
        \(rows.map(\.value.closedOn))::text[], \(rows.map(\.value.districts))::text[]) \
        AS u(id, name, district, founded_on, closed_on, districts) \
        LEFT JOIN \(raw: schema).school_group k ON k.group_id = u.id \
        WHERE k.group_id IS NOT NULL OR u.district IS NOT NULL \
        ON CONFLICT (group_id) DO UPDATE SET name = excluded.name, \
        district = excluded.district, founded_on = excluded.founded_on, \
        closed_on = excluded.closed_on, districts = excluded.districts
        """
    }

    /// Whoever joins has no end but one that came with it: a membership that was ended by mistake goes
    /// on under its id.
    private func memberships(
        _ rows: [(key: UUID, value: MembershipPatch)], _ groups: [UUID: GroupPatch]
    ) -> SQL {
        """
        INSERT INTO \(raw: schema).membership \
        (membership_id, group_id, site_id, school_id, role, starts_on, ends_on, districts) \
        SELECT u.id, u.group_id, coalesce(u.site, k.site_id), coalesce(u.school, k.school_id), \
        coalesce(u.role, k.role), coalesce(u.starts_on::date, k.starts_on), \
        CASE WHEN u.starts_on IS NULL THEN coalesce(u.ends_on::date, k.ends_on) \
        ELSE u.ends_on::date END, string_to_array(u.districts, ',') \
        FROM unnest(\(rows.map(\.key))::uuid[], \(rows.map(\.value.groupID))::uuid[], \
        \(rows.map(\.value.siteID))::uuid[], \(rows.map(\.value.schoolID))::uuid[], \
        \(rows.map(\.value.role))::text[], \(rows.map(\.value.startsOn))::text[], \
        \(rows.map(\.value.endsOn))::text[], \
        \(rows.map { groups[$0.value.groupID]?.districts ?? "" })::text[]) \
        AS u(id, group_id, site, school, role, starts_on, ends_on, districts) \
        LEFT JOIN \(raw: schema).membership k ON k.membership_id = u.id \
        WHERE k.membership_id IS NOT NULL OR u.site IS NOT NULL \
        ON CONFLICT (membership_id) DO UPDATE SET site_id = excluded.site_id, \
        school_id = excluded.school_id, role = excluded.role, starts_on = excluded.starts_on, \
        ends_on = excluded.ends_on, districts = excluded.districts
        """
    }

    // MARK: - Scopes

    /// Who may see a row follows from rows of other aggregates, which may come first or last: each
    /// batch computes it anew for the rows it touched and their neighbours.
    private func scopes(_ fold: RegistryFold) -> [SQL] {
        let groups = Array(fold.groups.keys)
        var statements: [SQL] = []
        if !groups.isEmpty { statements.append(membershipScopes(groups)) }
        if !groups.isEmpty || !fold.sites.isEmpty {
            statements.append(siteScopes(groups, Array(fold.sites.keys)))
        }
        let schools = Array(Set(fold.schools.keys).union(fold.leftSchools))
        statements.append(schoolScopes(groups, Array(fold.sites.keys), schools))
        return statements
    }

    private func membershipScopes(_ groups: [UUID]) -> SQL {
        """
        UPDATE \(raw: schema).membership m SET districts = g.districts \
        FROM \(raw: schema).school_group g WHERE g.group_id = m.group_id \
        AND g.group_id = ANY(\(groups)::uuid[]) AND m.districts <> g.districts
        """
    }

    /// A site: its own district and those of every group it is or was in.
    private func siteScopes(_ groups: [UUID], _ sites: [UUID]) -> SQL {
        """
        UPDATE \(raw: schema).site s SET districts = w.districts FROM (\
        SELECT t.site_id, ARRAY(SELECT t.district UNION SELECT unnest(m.districts) \
        FROM \(raw: schema).membership m WHERE m.site_id = t.site_id ORDER BY 1) AS districts \
        FROM \(raw: schema).site t WHERE t.site_id = ANY(\(sites)::uuid[]) OR t.site_id IN \
        (SELECT m.site_id FROM \(raw: schema).membership m \
        WHERE m.group_id = ANY(\(groups)::uuid[]))) AS w \
        WHERE w.site_id = s.site_id AND s.districts <> w.districts
        """
    }

    /// A school: its own district, those of its sites, and those of the groups its sites joined.
    private func schoolScopes(_ groups: [UUID], _ sites: [UUID], _ schools: [UUID]) -> SQL {
        """
        UPDATE \(raw: schema).school c SET districts = w.districts FROM (\
        SELECT t.school_id, ARRAY(SELECT t.district \
        UNION SELECT unnest(s.districts) FROM \(raw: schema).site s \
        WHERE s.school_id = t.school_id \
        UNION SELECT unnest(m.districts) FROM \(raw: schema).membership m \
        WHERE m.school_id = t.school_id ORDER BY 1) AS districts \
        FROM \(raw: schema).school t WHERE t.school_id IN (\
        SELECT unnest(\(schools)::uuid[]) \
        UNION SELECT s.school_id FROM \(raw: schema).site s \
        WHERE s.site_id = ANY(\(sites)::uuid[]) \
        UNION SELECT m.school_id FROM \(raw: schema).membership m \
        WHERE m.group_id = ANY(\(groups)::uuid[]) \
        UNION SELECT s.school_id FROM \(raw: schema).membership m \
        JOIN \(raw: schema).site s ON s.site_id = m.site_id \
        WHERE m.group_id = ANY(\(groups)::uuid[]))) AS w \
        WHERE w.school_id = c.school_id AND c.districts <> w.districts
        """
    }
}

/// The same order in every transaction, so that two never wait for each other in a circle.
private func inOrder<Patch>(_ patches: [UUID: Patch]) -> [(key: UUID, value: Patch)] {
    patches.sorted { $0.key.uuidString < $1.key.uuidString }
}
