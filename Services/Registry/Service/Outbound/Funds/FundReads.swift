import Foundation
import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Reads money and agreements within a transaction of the caller's scope.
struct FundReads {
    let tx: PostgresTransaction
    let reader: Reader

    /// An entry with the group's name and what takes it back.
    struct Entry: Sendable {
        let entry: LedgerEntry
        let groupName: String
        let reversedBy: LedgerEntryID?
    }

    /// Which entries are wanted; `nil` is any.
    struct Filter: Sendable {
        var group: GroupID?
        var year: Int32?
        var source: String?
        var purpose: String?
        var district: String?
    }

    /// Entries by day.
    ///
    /// - Parameter after: sort key of the last row before: day and id.
    func entries(_ filter: Filter, after: [String]?, size: Int) async throws -> ListPage<Entry> {
        var conditions = conditions(filter)
        if let source = filter.source { conditions.append("e.source = \(source)") }
        if let purpose = filter.purpose { conditions.append("e.purpose = \(purpose)") }
        if let after {
            conditions.append("(e.booked_on, e.id::text) > (\(after[0])::date, \(after[1]))")
        }
        let rows = try await tx.query(
            """
            SELECT \(fragment: LedgerTable.columns), g.name AS group_name, r.id AS reversed_by \
            FROM registry.ledger_entry e JOIN registry.school_group g ON g.id = e.group_id \
            LEFT JOIN registry.ledger_entry r ON r.reverses = e.id \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY e.booked_on, e.id::text LIMIT \(size + 1)
            """)
        let page = try rows.prefix(size).map { row in
            Entry(
                entry: try LedgerTable.decode(row), groupName: try row.get("group_name"),
                reversedBy: try row.get("reversed_by", as: UUID?.self).map { LedgerEntryID($0) })
        }
        let last = rows.count > size ? page.last?.entry : nil
        return ListPage(
            rows: page, next: last.map { [$0.bookedOn.description, $0.id.description] })
    }

    /// One sum: of a source, or of all sources of a purpose when `source` is empty.
    struct Total: Sendable {
        let group: GroupID
        let groupName: String
        let district: DistrictCode
        let year: Int32
        let purpose: String
        let purposeName: Wording
        let source: String
        let sourceName: Wording
        let income: Int64
        let spending: Int64
        var reference: FundReferenceRule?

        init(_ row: PostgresRow) throws {
            group = try row.id("group_id")
            groupName = try row.get("group_name")
            district = try row.district("district")
            year = try row.get("year")
            purpose = try row.get("purpose")
            purposeName = Wording(
                try row.get("purpose_chinese"), try row.get("purpose_english"))
            source = try row.get("source", as: String?.self) ?? ""
            sourceName = Wording(
                try row.get("source_chinese", as: String?.self) ?? "",
                try row.get("source_english", as: String?.self) ?? "")
            income = try row.get("income")
            spending = try row.get("spending")
        }

        /// Where the next page begins.
        var key: [String] { [group.description, "\(year)", purpose, source] }
    }

    /// Sums by group, year, purpose and source; behind the sources of a purpose their sum.
    ///
    /// - Parameter after: sort key of the last row before.
    func totals(_ filter: Filter, after: [String]?, size: Int) async throws -> ListPage<Total> {
        let later: SQL =
            after.map {
                """
                WHERE (t.group_id::text, t.year::text, t.purpose, t.source IS NULL, \
                coalesce(t.source, '')) > (\($0[0]), \($0[1]), \($0[2]), \($0[3].isEmpty), \
                \($0[3]))
                """
            } ?? ""
        let rows = try await tx.query(
            """
            SELECT * FROM (SELECT e.group_id, min(g.name) AS group_name, \
            min(g.district) AS district, extract(year FROM e.booked_on)::integer AS year, \
            e.purpose, min(e.purpose_chinese) AS purpose_chinese, \
            min(e.purpose_english) AS purpose_english, e.source, \
            CASE WHEN e.source IS NOT NULL THEN min(e.source_chinese) END AS source_chinese, \
            CASE WHEN e.source IS NOT NULL THEN min(e.source_english) END AS source_english, \
            coalesce(sum(CASE WHEN e.reverses IS NULL THEN e.fen ELSE -e.fen END) \
            FILTER (WHERE e.direction = 'income'), 0)::bigint AS income, \
            coalesce(sum(CASE WHEN e.reverses IS NULL THEN e.fen ELSE -e.fen END) \
            FILTER (WHERE e.direction = 'spending'), 0)::bigint AS spending \
            FROM registry.ledger_entry e JOIN registry.school_group g ON g.id = e.group_id \
            WHERE \(fragment: conditions(filter).joined(separator: " AND ")) \
            GROUP BY GROUPING SETS ((e.group_id, extract(year FROM e.booked_on), e.purpose, \
            e.source), (e.group_id, extract(year FROM e.booked_on), e.purpose))) t \
            \(fragment: later) ORDER BY t.group_id::text, t.year::text, t.purpose, \
            t.source IS NULL, t.source LIMIT \(size + 1)
            """)
        let page = try rows.prefix(size).map { try Total($0) }
        let last = rows.count > size ? page.last : nil
        return ListPage(rows: page, next: last?.key)
    }

    /// Agreements with the groups' names, by first day.
    func agreements(
        group: GroupID?, district: String?, on date: CalendarDate?, after: [String]?, size: Int
    ) async throws -> ListPage<(agreement: FeeAgreement, groupName: String)> {
        var conditions: [SQL] = [reader.groups]
        if let group { conditions.append("a.group_id = \(group.rawValue)") }
        if let district { conditions.append("g.district = \(district)") }
        if let day = date?.description {
            conditions.append(
                """
                a.valid_from <= \(day)::date \
                AND (a.valid_until IS NULL OR a.valid_until > \(day)::date)
                """)
        }
        if let after {
            conditions.append("(a.valid_from, a.id::text) > (\(after[0])::date, \(after[1]))")
        }
        let rows = try await tx.query(
            """
            SELECT a.id, a.kind, a.kind_chinese, a.kind_english, a.group_id, g.district, \
            a.parties::text AS parties, a.fen_a_year, a.reference, \
            a.valid_from::text AS valid_from, a.valid_until::text AS valid_until, \
            g.name AS group_name FROM registry.fee_agreement a \
            JOIN registry.school_group g ON g.id = a.group_id \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY a.valid_from, a.id::text LIMIT \(size + 1)
            """)
        let page = try rows.prefix(size).map {
            (
                agreement: try AgreementTable.decode($0),
                groupName: try $0.get("group_name", as: String.self)
            )
        }
        let last = rows.count > size ? page.last?.agreement : nil
        return ListPage(
            rows: page, next: last.map { [$0.validity.from.description, $0.id.description] })
    }

    private func conditions(_ filter: Filter) -> [SQL] {
        var conditions: [SQL] = [reader.groups]
        if let group = filter.group { conditions.append("e.group_id = \(group.rawValue)") }
        if let district = filter.district { conditions.append("g.district = \(district)") }
        if let year = filter.year {
            conditions.append("extract(year FROM e.booked_on)::integer = \(year)")
        }
        return conditions
    }
}

/// Reads partners within a transaction of the caller's scope.
struct PartnerReads {
    let tx: PostgresTransaction
    let reader: Reader

    /// Partners by name.
    ///
    /// - Parameter after: sort key of the last row before: name and id.
    func partners(
        name: String?, kind: String?, district: String?, after: [String]?, size: Int
    ) async throws -> ListPage<Partner> {
        var conditions: [SQL] = ["true"]
        if let name { conditions.append("strpos(p.name, \(name)) > 0") }
        if let kind { conditions.append("p.kind = \(kind)") }
        if let district { conditions.append("p.district = \(district)") }
        if let after { conditions.append("(p.name, p.id::text) > (\(after[0]), \(after[1]))") }
        let rows = try await tx.query(
            """
            SELECT p.id, p.name, p.kind, p.district, p.version FROM registry.partner p \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY p.name, p.id::text LIMIT \(size + 1)
            """)
        let page = try rows.prefix(size).map {
            Partner(
                id: try $0.id("id"), name: try $0.get("name"), kind: try $0.value("kind"),
                district: try $0.district("district"), version: try $0.get("version"))
        }
        let last = rows.count > size ? page.last : nil
        return ListPage(rows: page, next: last.map { [$0.name, $0.id.description] })
    }

    /// A partnership with the names of both sides.
    struct Link: Sendable {
        let id: String
        let partner: PartnerID
        let partnerName: String
        let partnerKind: String
        let group: GroupID
        let groupName: String
        let subject: String
        let from: String
        let until: String
    }

    /// Partnerships with groups that the caller may see, by first day.
    ///
    /// - Parameter after: sort key of the last row before: first day and id.
    func links(
        group: GroupID?, partner: PartnerID?, on date: CalendarDate?, after: [String]?, size: Int
    ) async throws -> ListPage<Link> {
        var conditions: [SQL] = [reader.groups]
        if let group { conditions.append("l.group_id = \(group.rawValue)") }
        if let partner { conditions.append("l.partner_id = \(partner.rawValue)") }
        if let day = date?.description {
            conditions.append(
                """
                l.valid_from <= \(day)::date \
                AND (l.valid_until IS NULL OR l.valid_until > \(day)::date)
                """)
        }
        if let after {
            conditions.append("(l.valid_from, l.id::text) > (\(after[0])::date, \(after[1]))")
        }
        let rows = try await tx.query(
            """
            SELECT l.id, l.partner_id, p.name AS partner_name, p.kind, l.group_id, \
            g.name AS group_name, l.subject, l.valid_from::text AS valid_from, \
            coalesce(l.valid_until::text, '') AS valid_until FROM registry.partnership l \
            JOIN registry.partner p ON p.id = l.partner_id \
            JOIN registry.school_group g ON g.id = l.group_id \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY l.valid_from, l.id::text LIMIT \(size + 1)
            """)
        let page = try rows.prefix(size).map {
            Link(
                id: try $0.get("id", as: UUID.self).uuidString.lowercased(),
                partner: try $0.id("partner_id"), partnerName: try $0.get("partner_name"),
                partnerKind: try $0.get("kind"), group: try $0.id("group_id"),
                groupName: try $0.get("group_name"), subject: try $0.get("subject"),
                from: try $0.get("valid_from"), until: try $0.get("valid_until"))
        }
        let last = rows.count > size ? page.last : nil
        return ListPage(rows: page, next: last.map { [$0.from, $0.id] })
    }
}
