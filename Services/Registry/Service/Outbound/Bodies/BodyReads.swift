import Foundation
import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// What a list of agenda items is narrowed to; `nil` does not narrow.
struct ResolutionFilter: Sendable {
    let body: BodyID?
    let status: ResolutionStatus?
    let school: SchoolID?
}

/// Reads bodies and their agendas within a transaction that sees every district; the reader's
/// condition narrows it.
struct BodyReads {
    let tx: PostgresTransaction
    let reader: UnitReader
    let policies: PolicyStore
    let today: CalendarDate

    /// A body on a day. - Throws: `not-found`.
    func view(_ id: BodyID, on date: CalendarDate) async throws -> BodyView {
        let rows = try await tx.query(
            """
            SELECT 1 FROM registry.body x \
            WHERE x.id = \(id.rawValue) AND \(fragment: reader.condition)
            """)
        guard !rows.isEmpty, let view = try await views([id], on: date).first else {
            throw StoreRefusals.notFound("id", "机构", "body")
        }
        return view
    }

    /// A page of what happened to a body and on its agenda. - Throws: `not-found`.
    func history(_ id: BodyID, after line: Int64, size: Int) async throws
        -> ListPage<HistoryLine>
    {
        _ = try await view(id, on: today)
        let page = HistoryTable.page(of: .body(id), after: line, size: size)
        return try HistoryLine.page(try await tx.query(page), size: size)
    }

    /// Bodies that exist on a day, newest first: ids are UUIDv7.
    func list(
        unit: UnitReference?, kind: String?, on date: CalendarDate, after: BodyID?, size: Int
    ) async throws -> ListPage<BodyView> {
        var conditions: [SQL] = [
            reader.condition,
            """
            x.established_on <= \(date.description)::date \
            AND (x.dissolved_on IS NULL OR x.dissolved_on > \(date.description)::date)
            """,
        ]
        if let unit { conditions.append("x.unit = \(unit.description)") }
        if let kind { conditions.append("x.kind = \(kind)") }
        if let after { conditions.append("x.id < \(after.rawValue)") }
        let rows = try await tx.query(
            """
            SELECT x.id FROM registry.body x \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY x.id DESC LIMIT \(size + 1)
            """)
        let ids = try rows.prefix(size).map { try $0.id("id", as: BodyID.self) }
        let byID = Dictionary(try await views(ids, on: date).map { ($0.body.id, $0) }) { first, _ in
            first
        }
        let page = ids.compactMap { byID[$0] }
        let last = rows.count > size ? page.last : nil
        return ListPage(rows: page, next: last.map { [$0.body.id.description] })
    }

    /// An agenda item. - Throws: `not-found`.
    func resolution(_ id: ResolutionID) async throws -> ResolutionView {
        let rows = try await tx.query(
            """
            SELECT r.id FROM registry.resolution r JOIN registry.body x ON x.id = r.body_id \
            WHERE r.id = \(id.rawValue) AND \(fragment: reader.condition)
            """)
        guard !rows.isEmpty, let view = try await resolutions([id]).first else {
            throw StoreRefusals.notFound("id", "议题", "resolution")
        }
        return view
    }

    /// Agenda items, newest first.
    func resolutions(_ filter: ResolutionFilter, after: ResolutionID?, size: Int)
        async throws -> ListPage<ResolutionView>
    {
        var conditions: [SQL] = [reader.condition]
        if let body = filter.body { conditions.append("r.body_id = \(body.rawValue)") }
        if let status = filter.status { conditions.append("r.status = \(status.rawValue)") }
        if let school = filter.school { conditions.append("r.school_id = \(school.rawValue)") }
        if let after { conditions.append("r.id < \(after.rawValue)") }
        let rows = try await tx.query(
            """
            SELECT r.id FROM registry.resolution r JOIN registry.body x ON x.id = r.body_id \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY r.id DESC LIMIT \(size + 1)
            """)
        let ids = try rows.prefix(size).map { try $0.id("id", as: ResolutionID.self) }
        let byID = Dictionary(try await resolutions(ids).map { ($0.item.id, $0) }) { first, _ in
            first
        }
        let page = ids.compactMap { byID[$0] }
        let last = rows.count > size ? page.last : nil
        return ListPage(rows: page, next: last.map { [$0.item.id.description] })
    }

    private func resolutions(_ ids: [ResolutionID]) async throws -> [ResolutionView] {
        let items = try await ResolutionTable.load(tx, ids)
        let bodies = try await BodyTable.load(tx, Array(Set(items.map(\.body))))
        return try await ResolutionStore.views(items, bodies, tx)
    }

    private func views(_ ids: [BodyID], on date: CalendarDate) async throws -> [BodyView] {
        let bodies = try await BodyTable.load(tx, ids)
        let units = bodies.flatMap { [$0.owner.unit] + $0.members(on: date).compactMap(\.unit) }
        let names = try await UnitFace.names(tx, of: units)
        var views: [BodyView] = []
        for body in bodies {
            let rules = try await LoadedBody.rules(of: body, tx, policies, on: today)
            views.append(BodyView(body: body, rules: rules, on: date, names: names))
        }
        return views
    }
}
