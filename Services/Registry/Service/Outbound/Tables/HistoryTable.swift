import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.change_history`: one line a change, written in the change's own transaction.
enum HistoryTable {
    static func insert(_ changes: [RegistryChange], by author: ChangeAuthor) throws -> SQL {
        """
        INSERT INTO registry.change_history (aggregate_type, aggregate_id, version, what, \
        effective_on, site_id, actor, actor_role, reason, fields, districts) \
        SELECT c.type, c.aggregate, c.version, c.what, c.effective_on::date, c.site::uuid, \
        \(author.actor), \(author.role), \(author.reason), c.fields::jsonb, \
        string_to_array(c.districts, ',') \
        FROM unnest(\(changes.map(\.aggregate.type)), \(changes.map(\.aggregate.key)), \
        \(changes.map(\.sequence)), \(changes.map(\.event.name)), \
        \(changes.map { $0.effectiveOn?.description }), \
        \(changes.map { $0.event.site?.description }), \(try changes.map { try json($0.fields) }), \
        \(changes.map(\.districts.joined))) WITH ORDINALITY \
        AS c(type, aggregate, version, what, effective_on, site, fields, districts, n) ORDER BY c.n
        """
    }

    /// A page of a record's changes, oldest first, after a line's number.
    ///
    /// - Parameter sites: a school's sites, whose changes and joinings belong to it.
    static func page(
        of aggregate: RegistryAggregate, sites: [SiteID] = [], after line: Int64, size: Int
    ) -> SQL {
        """
        SELECT id, version, what, effective_on::text AS effective_on, actor, actor_role, reason, \
        fields::text AS fields, recorded_at FROM registry.change_history \
        WHERE id > \(line) AND ((aggregate_type = \(aggregate.type) \
        AND aggregate_id = \(aggregate.key)) OR site_id = any(\(sites.map(\.rawValue)))) \
        ORDER BY id LIMIT \(size + 1)
        """
    }

    private static func json(_ fields: [FieldDifference]) throws -> String {
        let rows = fields.map { ["field": $0.field, "before": $0.before, "after": $0.after] }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // PostgreSQL's jsonb has no NUL; names are checked, a reason or label may bring one.
        return String(decoding: try encoder.encode(rows), as: UTF8.self)
            .replacing("\\u0000", with: "")
    }
}

extension RegistryAggregate {
    /// How the history names it: an id, or a district's code.
    var key: String {
        switch self {
        case .district(let code): code.rawValue
        case .school(let id): id.description
        case .site(let id): id.description
        case .group(let id): id.description
        case .account(let id): id.description
        case .case(let id): id.description
        case .person(let id): id.description
        case .body(let id): id.description
        case .document(let id): id.description
        case .partner(let id): id.description
        }
    }
}
