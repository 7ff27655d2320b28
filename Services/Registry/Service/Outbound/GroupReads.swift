import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// Reads groups within a transaction of the caller's scope.
struct GroupReads {
    let tx: PostgresTransaction
    let reader: Reader

    /// A group on a day. - Throws: `not-found`.
    func view(_ id: GroupID, on date: CalendarDate) async throws -> GroupView {
        try await requireVisible(id)
        guard let group = try await GroupTable.load(tx, GroupTable.select(ids: [id])).first else {
            throw StoreRefusals.notFound("id", "集团", "group")
        }
        let sites = group.members(on: date).map(\.siteID)
        return GroupView(group: group, on: date, faces: try await SiteFace.load(tx, sites))
    }

    /// Groups that exist on a day, by district and name.
    ///
    /// - Parameters:
    ///   - name: part of the name.
    ///   - district: the owner's code.
    ///   - after: sort key of the last row before: district, name, id.
    func list(
        name: String?, district: String?, on date: CalendarDate, after: [String]?, size: Int
    ) async throws -> ListPage<Group> {
        var conditions: [SQL] = [
            reader.groups,
            """
            g.founded_on <= \(date.description)::date \
            AND (g.closed_on IS NULL OR g.closed_on > \(date.description)::date)
            """,
        ]
        if let name { conditions.append("g.id IN (SELECT id FROM registry.groups_named(\(name)))") }
        if let district { conditions.append("g.district = \(district)") }
        if let after {
            conditions.append(
                "(g.district, g.name, g.id::text) > (\(after[0]), \(after[1]), \(after[2]))")
        }
        let rows = try await tx.query(
            """
            SELECT g.id FROM registry.school_group g \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY g.district, g.name, g.id::text LIMIT \(size + 1)
            """)
        let ids = try rows.prefix(size).map { try $0.id("id", as: GroupID.self) }
        let groups = try await GroupTable.load(tx, GroupTable.select(ids: Array(ids)))
        let byID = Dictionary(groups.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let page = ids.compactMap { byID[$0] }
        let last = rows.count > size ? page.last : nil
        return ListPage(
            rows: page,
            next: last.map { [$0.district.rawValue, $0.name, $0.id.description] })
    }

    /// A page of a group's history, with the cases among these that brought a change about.
    /// - Throws: `not-found`.
    func history(_ id: GroupID, cases: SQL, after line: Int64, size: Int) async throws
        -> ListPage<HistoryLine>
    {
        try await requireVisible(id)
        let page = HistoryTable.page(of: .group(id), cases: cases, after: line, size: size)
        return try HistoryLine.page(try await tx.query(page), size: size)
    }

    private func requireVisible(_ id: GroupID) async throws {
        let rows = try await tx.query(
            """
            SELECT 1 FROM registry.school_group g \
            WHERE g.id = \(id.rawValue) AND \(fragment: reader.groups)
            """)
        guard !rows.isEmpty else { throw StoreRefusals.notFound("id", "集团", "group") }
    }
}
