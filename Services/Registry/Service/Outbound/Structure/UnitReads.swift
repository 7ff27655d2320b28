import Foundation
import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Reads units within a transaction of the caller's scope.
struct UnitReads {
    let tx: PostgresTransaction
    let reader: Reader
    let policies: PolicyStore

    /// A unit on a day. - Throws: `not-found`.
    func view(_ unit: UnitKey, on date: CalendarDate) async throws -> UnitView {
        guard let row = try await tx.query(face(unit)).first else {
            throw StoreRefusals.notFound("unit", "单位", "unit")
        }
        let names = try NameTable.decode(try await tx.query(NameTable.select(unit)))
        var view = UnitView(
            unit: unit, name: names.name(on: date, now: try row.get("name")),
            district: try row.district("district"), on: date, names: names)
        view.links = try await tx.query(links(unit)).map { try UnitView.Link($0) }
        view.designations = try DesignationTable.decode(
            try await tx.query(DesignationTable.select([unit]))
        ).filter { !$0.isEmpty }
        if case .group(let id) = unit {
            view.rights = try await rights(id, view, on: date)
        }
        return view
    }

    /// Which designations are wanted.
    struct Filter: Sendable {
        let what: String?
        let value: String?
        let stage: String?
        let district: String?
        let unit: UnitKey?
        let on: CalendarDate?
    }

    /// Designations by their first day.
    ///
    /// - Parameter after: sort key of the last row before: first day and id.
    func list(_ filter: Filter, after: [String]?, size: Int) async throws
        -> ListPage<ListedDesignation>
    {
        var conditions: [SQL] = [
            "(g.id IS NOT NULL OR s.id IS NOT NULL)",
            "(x.valid_until IS NULL OR x.valid_until > x.valid_from)",
        ]
        if let what = filter.what { conditions.append("x.kind = \(what)") }
        if let value = filter.value { conditions.append("x.value = \(value)") }
        if let stage = filter.stage { conditions.append("(x.stage IS NULL OR x.stage = \(stage))") }
        if let district = filter.district {
            conditions.append("coalesce(g.district, s.district) = \(district)")
        }
        if let unit = filter.unit {
            conditions.append("x.unit_type = \(unit.type) AND x.unit_id = \(unit.id)")
        }
        if let day = filter.on?.description {
            conditions.append(
                """
                x.valid_from <= \(day)::date \
                AND (x.valid_until IS NULL OR x.valid_until > \(day)::date)
                """)
        }
        if let after {
            conditions.append(
                "(x.valid_from, x.id::text) > (\(after[0])::date, \(after[1]))")
        }
        let rows = try await tx.query(
            """
            SELECT \(fragment: DesignationTable.columns), \
            coalesce(g.name, s.name) AS unit_name, coalesce(g.district, s.district) AS district \
            FROM registry.designation x \
            LEFT JOIN registry.school_group g ON x.unit_type = 'group' AND g.id = x.unit_id \
            AND \(fragment: reader.groups) \
            LEFT JOIN registry.school s ON x.unit_type = 'school' AND s.id = x.unit_id \
            AND \(fragment: reader.schools) \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY x.valid_from, x.id::text LIMIT \(size + 1)
            """)
        let page = try zip(rows, DesignationTable.decode(rows)).prefix(size).map { row, item in
            ListedDesignation(
                item: item, unitName: try row.get("unit_name"),
                district: try row.district("district"))
        }
        let last = rows.count > size ? page.last?.item : nil
        return ListPage(
            rows: page, next: last.map { [$0.validity.from.description, $0.id.description] })
    }

    private func face(_ unit: UnitKey) -> SQL {
        switch unit {
        case .group(let id):
            """
            SELECT g.name, g.district FROM registry.school_group g \
            WHERE g.id = \(id.rawValue) AND \(fragment: reader.groups)
            """
        case .school(let id):
            """
            SELECT s.name, s.district FROM registry.school s \
            WHERE s.id = \(id.rawValue) AND \(fragment: reader.schools)
            """
        case .site(let id):
            """
            SELECT i.name, i.district FROM registry.site i \
            JOIN registry.school s ON s.id = i.school_id \
            WHERE i.id = \(id.rawValue) AND NOT i.is_withdrawn AND \(fragment: reader.schools)
            """
        }
    }

    private func links(_ unit: UnitKey) -> SQL {
        switch unit {
        case .group(let id): SuccessionTable.links(of: id)
        case .school(let id): SuccessionTable.links(of: id)
        case .site(let id): SuccessionTable.links(of: id)
        }
    }

    /// What the group's grade opens on the day, by the pack of that day.
    private func rights(_ id: GroupID, _ view: UnitView, on date: CalendarDate) async throws
        -> [UnitRightRule]
    {
        guard let grade = view.designations.grade(on: date),
            let group = try await GroupTable.load(tx, GroupTable.select(ids: [id])).first,
            group.validity.holds(on: date)
        else { return [] }
        let leads = group.members(on: date).filter { $0.role == .lead }
        let said = try DesignationTable.decode(
            try await tx.query(DesignationTable.select(leads.map { .school($0.schoolID) })))
        let categories = leads.reduce(into: Set<String>()) {
            $0.formUnion(said.categories(of: $1.schoolID, stages: [], on: date))
        }
        return UnitRights.open(
            grade: grade, leadCategories: categories,
            pack: try await policies.followed(tx, view.district, on: date))
    }
}

/// A designation in a list, with whose it is.
struct ListedDesignation: Sendable {
    let item: Designation
    let unitName: String
    let district: DistrictCode
}
