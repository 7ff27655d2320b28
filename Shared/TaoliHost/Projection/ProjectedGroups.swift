import Foundation
package import TaoliModels
package import TaoliPostgres

/// Reads groups from a service's copy, in the order of their names.
package struct ProjectedGroups: Sendable {
    /// Which groups of those in the transaction's scope are wanted.
    package struct Filter: Hashable, Sendable {
        /// Only this group, whether it exists on the day or not.
        package var group: GroupID?
        /// Only groups in which this school has a site on the day.
        package var school: SchoolID?

        package init(group: GroupID? = nil, school: SchoolID? = nil) {
            self.group = group
            self.school = school
        }
    }

    /// Where a reading goes on.
    package struct Start: Hashable, Sendable {
        /// Name of the last group read; reading goes by name, then by id.
        package let name: String
        package let id: GroupID
        /// Whether that group itself is wanted again.
        package let isIncluded: Bool
    }

    private let schema: String

    package init(schema: String) { self.schema = schema }

    /// At most `limit` groups that exist on the day.
    /// - Throws: `PostgresError`.
    package func read(
        on date: CalendarDate, filter: Filter, from start: Start?, limit: Int,
        in tx: PostgresTransaction
    ) async throws -> [ProjectedGroup] {
        let rows = try await tx.query(statement(on: date, filter, start, limit))
        var groups: [ProjectedGroup] = []
        for run in try rows.chunked(by: "group_id") {
            groups.append(try group(run))
        }
        return groups
    }

    private func statement(
        on date: CalendarDate, _ filter: Filter, _ start: Start?, _ limit: Int
    ) -> SQL {
        let day = date.description
        var conditions: [SQL] = []
        if let group = filter.group {
            conditions.append("g.group_id = \(group.rawValue)")
        } else {
            conditions.append(
                "g.founded_on <= \(day)::date AND coalesce(g.closed_on > \(day)::date, true)")
        }
        if let school = filter.school {
            conditions.append(
                """
                EXISTS (SELECT FROM \(raw: schema).membership m \
                LEFT JOIN \(raw: schema).site s ON s.site_id = m.site_id \
                WHERE m.group_id = g.group_id AND m.starts_on <= \(day)::date \
                AND coalesce(m.ends_on > \(day)::date, true) \
                AND coalesce(s.school_id, m.school_id) = \(school.rawValue))
                """)
        }
        if let start {
            let comparison = start.isIncluded ? ">=" : ">"
            conditions.append(
                "(g.name, g.group_id) \(raw: comparison) (\(start.name), \(start.id.rawValue))")
        }
        return """
            SELECT p.group_id, p.name AS group_name, p.founded_on, p.closed_on, m.site_id, \
            coalesce(s.school_id, m.school_id) AS school_id, m.role, m.starts_on, m.ends_on, \
            s.name AS site_name, s.kind, s.status, s.withdrawn, c.name AS school_name \
            FROM (SELECT * FROM \(raw: schema).school_group g \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY g.name, g.group_id LIMIT \(limit)) AS p \
            LEFT JOIN \(raw: schema).membership m ON m.group_id = p.group_id \
            LEFT JOIN \(raw: schema).site s ON s.site_id = m.site_id \
            LEFT JOIN \(raw: schema).school c ON c.school_id = coalesce(s.school_id, m.school_id) \
            ORDER BY p.name, p.group_id, m.starts_on, m.membership_id
            """
    }

    private func group(_ rows: ArraySlice<PostgresRow>) throws -> ProjectedGroup {
        guard let first = rows.first else { throw StoredValueError(column: "group_id") }
        return ProjectedGroup(
            id: GroupID(try first.get("group_id", as: UUID.self)),
            name: try first.get("group_name"),
            validity: Validity(
                from: try first.date("founded_on"), until: try first.optionalDate("closed_on")),
            members: try rows.compactMap(member))
    }

    /// `nil` for a group without members, and for a site that was taken back.
    private func member(_ row: PostgresRow) throws -> ProjectedMember? {
        guard let site = try row.get("site_id", as: UUID?.self),
            try row.get("withdrawn", as: Bool?.self) != true
        else { return nil }
        guard let role = MembershipRole(rawValue: try row.get("role")) else {
            throw StoredValueError(column: "role")
        }
        return ProjectedMember(
            siteID: SiteID(site), schoolID: SchoolID(try row.get("school_id", as: UUID.self)),
            schoolName: try row.get("school_name", as: String?.self) ?? "", role: role,
            validity: Validity(
                from: try row.date("starts_on"), until: try row.optionalDate("ends_on")),
            site: try projectedSite(row))
    }

    private func projectedSite(_ row: PostgresRow) throws -> ProjectedSite? {
        guard let name = try row.get("site_name", as: String?.self) else { return nil }
        let status = SchoolStatus(rawValue: try row.get("status"))
        return ProjectedSite(
            name: name, kind: SchoolKind(rawValue: try row.get("kind")) ?? .unknown,
            isUnbuilt: status == .planned || status == .underConstruction)
    }
}

/// A row holds what the table's checks should not have let in: a fault of ours.
package struct StoredValueError: Error, Hashable {
    /// The column's name in the table.
    package let column: String

    package init(column: String) { self.column = column }
}

extension PostgresRow {
    /// A `date` column.
    /// - Throws: `PostgresError` when there is no such column or it is NULL.
    package func date(_ column: String) throws -> CalendarDate {
        guard let date = CalendarDate(try get(column, as: String.self)) else {
            throw StoredValueError(column: column)
        }
        return date
    }

    /// A `date` column that may be NULL.
    package func optionalDate(_ column: String) throws -> CalendarDate? {
        try get(column, as: String?.self) == nil ? nil : try date(column)
    }
}

extension [PostgresRow] {
    /// Runs of neighbouring rows with the same id in that column.
    fileprivate func chunked(by column: String) throws -> [ArraySlice<PostgresRow>] {
        var runs: [ArraySlice<PostgresRow>] = []
        var (start, current) = (startIndex, UUID?.none)
        for (index, row) in enumerated() {
            let id: UUID = try row.get(column)
            if let current, current != id {
                runs.append(self[start..<index])
                start = index
            }
            current = id
        }
        if start < endIndex { runs.append(self[start...]) }
        return runs
    }
}
