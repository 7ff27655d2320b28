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
    /// Beside each line stands what it does not say itself, by today's names: the group for the
    /// history of a school, the school for that of a group, and the case that brought the change
    /// about, which is the one about the group that changed in the same transaction.
    ///
    /// - Parameters:
    ///   - sites: a school's sites, whose changes and joinings belong to it.
    ///   - cases: a condition on `registry.case_file AS c`: the cases that the reader may see.
    static func page(
        of aggregate: RegistryAggregate, sites: [SiteID] = [], cases: SQL = "false",
        after line: Int64, size: Int
    ) -> SQL {
        """
        SELECT h.id, h.version, h.what, h.effective_on::text AS effective_on, h.actor, \
        h.actor_role, h.reason, h.fields::text AS fields, h.recorded_at, \
        CASE WHEN h.aggregate_type = \(aggregate.type) THEN '' ELSE coalesce(g.name, '') END \
        AS group_name, \
        CASE WHEN g.id IS NULL OR h.aggregate_type <> \(aggregate.type) THEN '' \
        ELSE coalesce(f.school_name, '') END AS school_name, \
        CASE WHEN g.id IS NULL OR f.name IS NOT DISTINCT FROM f.school_name THEN '' \
        ELSE coalesce(f.name, '') END AS site_name, \
        coalesce(k.case_id, '') AS case_id, coalesce(k.reason, '') AS case_reason \
        FROM (SELECT * FROM registry.change_history \
        WHERE id > \(line) AND ((aggregate_type = \(aggregate.type) \
        AND aggregate_id = \(aggregate.key)) OR site_id = any(\(sites.map(\.rawValue)))) \
        ORDER BY id LIMIT \(size + 1)) AS h \
        LEFT JOIN registry.school_group g \
        ON g.id = CASE h.aggregate_type WHEN 'group' THEN h.aggregate_id::uuid END \
        LEFT JOIN LATERAL registry.site_faces(ARRAY[h.site_id]) AS f ON h.site_id IS NOT NULL \
        LEFT JOIN LATERAL (SELECT c.id::text AS case_id, o.reason FROM registry.case_file c \
        JOIN registry.change_history a ON a.aggregate_type = 'case' \
        AND a.aggregate_id = c.id::text AND a.recorded_at = h.recorded_at \
        JOIN registry.change_history o ON o.aggregate_type = 'case' \
        AND o.aggregate_id = a.aggregate_id AND o.version = 1 \
        WHERE c.group_id = g.id AND \(fragment: cases) LIMIT 1) AS k ON true \
        ORDER BY h.id
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
