import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// A school as it is shown: on one day, with its sites and their memberships.
struct SchoolView: Sendable {
    struct Membership: Sendable {
        let group: GroupID
        let groupName: String
        let site: SiteID
        let role: MembershipRole
    }

    let school: School
    let sites: [Site]
    let memberships: [Membership]
    let summary: SchoolSummary
}

/// Reads districts and schools within a transaction of the caller's scope.
struct SchoolReads {
    let tx: PostgresTransaction
    let reader: Reader

    /// The districts in the transaction's scope, the city among them.
    func districts() async throws -> [District] {
        try DistrictTable.decode(try await tx.query(DistrictTable.select()))
            .filter { !$0.isWithdrawn }
    }

    /// A school on a day. - Throws: `not-found`.
    func view(_ id: SchoolID, on date: CalendarDate) async throws -> SchoolView {
        try await requireVisible(id, field: "id")
        guard let view = try await views([id], on: date).first else {
            throw StoreRefusals.notFound("id", "学校", "school")
        }
        return view
    }

    /// The school to which the site of this id in its source belongs on a day.
    /// - Throws: `not-found`, `ambiguous-external-id`.
    func view(externalID: String, on date: CalendarDate) async throws -> SchoolView {
        let rows = try await tx.query(
            """
            SELECT coalesce((SELECT h.school_id FROM registry.site_school h \
            WHERE h.site_id = i.id AND \(fragment: SchoolReads.held(on: date)) LIMIT 1), \
            i.school_id) AS school_id FROM registry.site i \
            WHERE i.external_id = \(externalID) AND NOT i.is_withdrawn
            """)
        guard let row = rows.first else {
            throw StoreRefusals.notFound("external_id", "校区", "site")
        }
        guard rows.count == 1 else { throw StoreRefusals.ambiguousExternalID }
        let id: SchoolID = try row.id("school_id")
        try await requireVisible(id, field: "external_id")
        guard let view = try await views([id], on: date).first else {
            throw StoreRefusals.notFound("external_id", "学校", "school")
        }
        return view
    }

    /// Schools that exist on a day, by district and name.
    ///
    /// - Parameters:
    ///   - name: part of a school's or site's name.
    ///   - stage: one that a site of it covers.
    ///   - after: sort key of the last row before: district, name, id.
    func list(
        name: String?, district: String?, stage: Stage?, on date: CalendarDate, after: [String]?,
        size: Int
    ) async throws -> ListPage<SchoolView> {
        let conditions = conditions(name, district, stage, date, after)
        let rows = try await tx.query(
            """
            SELECT s.id, s.district, s.name FROM registry.school s \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY s.district, s.name, s.id::text LIMIT \(size + 1)
            """)
        let ids = try rows.prefix(size).map { try $0.id("id", as: SchoolID.self) }
        let page = try await views(Array(ids), on: date)
        let last = rows.count > size ? page.last?.school : nil
        return ListPage(
            rows: page, next: last.map { [$0.district.rawValue, $0.name, $0.id.description] })
    }

    /// A page of what happened to a school and to the sites that are or were its own, with the
    /// cases among these that brought it about.
    /// - Throws: `not-found`.
    func history(_ id: SchoolID, cases: SQL, after line: Int64, size: Int) async throws
        -> ListPage<HistoryLine>
    {
        try await requireVisible(id, field: "id")
        let sites = try await tx.query(
            """
            SELECT DISTINCT site_id FROM registry.site_school \
            WHERE school_id = \(id.rawValue)
            """
        ).map { try $0.id("site_id", as: SiteID.self) }
        let page = HistoryTable.page(
            of: .school(id), sites: sites, cases: cases, after: line, size: size)
        return try HistoryLine.page(try await tx.query(page), size: size)
    }

    private func conditions(
        _ name: String?, _ district: String?, _ stage: Stage?, _ date: CalendarDate,
        _ after: [String]?
    ) -> [SQL] {
        var conditions: [SQL] = [
            reader.schools,
            "(s.closed_on IS NULL OR s.closed_on > \(date.description)::date)",
            // A school that has sites, but none yet on that day, was not there yet.
            """
            (NOT EXISTS (SELECT FROM registry.site_school h WHERE h.school_id = s.id) \
            OR EXISTS (SELECT FROM registry.site_school h \
            JOIN registry.site i ON i.id = h.site_id AND NOT i.is_withdrawn \
            WHERE h.school_id = s.id AND \(fragment: SchoolReads.held(on: date)) \
            \(fragment: kinds(stage))))
            """,
        ]
        if stage != nil {
            conditions.append(
                "EXISTS (SELECT FROM registry.site_school h WHERE h.school_id = s.id)")
        }
        if let name {
            conditions.append("s.id IN (SELECT id FROM registry.schools_named(\(name)))")
        }
        if let district { conditions.append("s.district = \(district)") }
        if let after {
            conditions.append(
                "(s.district, s.name, s.id::text) > (\(after[0]), \(after[1]), \(after[2]))")
        }
        return conditions
    }

    private func kinds(_ stage: Stage?) -> SQL {
        guard let stage else { return "" }
        let kinds = SchoolKind.allCases.filter { $0.stages.contains(stage) }.map(\.rawValue)
        return "AND i.status <> 'closed' AND i.kind = any(\(kinds))"
    }

    /// A condition on `registry.site_school AS h`.
    private static func held(on date: CalendarDate) -> SQL {
        """
        (h.valid_from IS NULL OR h.valid_from <= \(date.description)::date) \
        AND (h.valid_until IS NULL OR h.valid_until > \(date.description)::date)
        """
    }

    /// The schools in the order of the ids, with what belonged to them on that day.
    private func views(_ ids: [SchoolID], on date: CalendarDate) async throws -> [SchoolView] {
        let results = try await tx.pipeline([
            SchoolTable.select(ids: ids), sites(of: ids, on: date), memberships(of: ids, on: date),
        ])
        let schools = Dictionary(
            try SchoolTable.decode(results[0].rows).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        var sites: [SchoolID: [Site]] = [:]
        for (row, site) in zip(results[1].rows, try SiteTable.decode(results[1].rows)) {
            sites[try row.id("held_by"), default: []].append(site)
        }
        var memberships: [SiteID: [SchoolView.Membership]] = [:]
        for row in results[2].rows {
            let site: SiteID = try row.id("site_id")
            memberships[site, default: []].append(
                SchoolView.Membership(
                    group: try row.id("group_id"), groupName: try row.get("group_name"), site: site,
                    role: try row.value("role")))
        }
        return ids.compactMap { schools[$0] }.map { school in
            let own = (sites[school.id] ?? []).sorted {
                ($0.name, $0.id.description) < ($1.name, $1.id.description)
            }
            return SchoolView(
                school: school, sites: own, memberships: own.flatMap { memberships[$0.id] ?? [] },
                summary: SchoolSummary(school, sites: own, on: date))
        }
    }

    private func sites(of ids: [SchoolID], on date: CalendarDate) -> SQL {
        """
        SELECT i.*, h.school_id AS held_by FROM registry.site_school h \
        JOIN registry.site i ON i.id = h.site_id \
        WHERE h.school_id = any(\(ids.map(\.rawValue))) AND NOT i.is_withdrawn \
        AND \(fragment: SchoolReads.held(on: date))
        """
    }

    private func memberships(of ids: [SchoolID], on date: CalendarDate) -> SQL {
        """
        SELECT DISTINCT m.group_id, g.name AS group_name, m.site_id, m.role \
        FROM registry.site_school h JOIN registry.membership m ON m.site_id = h.site_id \
        JOIN registry.school_group g ON g.id = m.group_id \
        WHERE h.school_id = any(\(ids.map(\.rawValue))) AND \(fragment: SchoolReads.held(on: date)) \
        AND m.valid_from <= \(date.description)::date \
        AND (m.valid_until IS NULL OR m.valid_until > \(date.description)::date) \
        ORDER BY group_name, m.group_id
        """
    }

    private func requireVisible(_ id: SchoolID, field: String) async throws {
        let rows = try await tx.query(
            """
            SELECT 1 FROM registry.school s \
            WHERE s.id = \(id.rawValue) AND \(fragment: reader.schools)
            """)
        guard !rows.isEmpty else { throw StoreRefusals.notFound(field, "学校", "school") }
    }
}
