import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.person`, `registry.employment` and `registry.key_level` ↔ `Person`.
enum PersonTable {
    static let columns: SQL = """
        p.id, p.district, p.districts, p.name, p.document, p.number_sealed, p.number_index, \
        p.phone_sealed, p.working_since::text AS working_since, \
        p.teaching_since::text AS teaching_since, p.title, p.principal_grade, p.is_withdrawn, \
        p.version
        """

    static func select(ids: [PersonID], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.person p \
        WHERE p.id = any(\(ids.map(\.rawValue))) ORDER BY p.id
        """ + lock.clause
    }

    /// Whoever bears one of these indexed numbers.
    static func select(indexes: [Data], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.person p \
        WHERE p.number_index = any(\(indexes)) ORDER BY p.id
        """ + lock.clause
    }

    /// All posts of persons, as they were recorded.
    static func employments(of ids: [PersonID]) -> SQL {
        """
        SELECT id, person_id, school_id, district, kind, post, subject, stage, channel, \
        outside_limit, valid_from::text AS valid_from, valid_until::text AS valid_until, \
        school_since::text AS school_since FROM registry.employment \
        WHERE person_id = any(\(ids.map(\.rawValue))) ORDER BY id
        """
    }

    /// All levels of persons, as they were recorded.
    static func awards(of ids: [PersonID]) -> SQL {
        """
        SELECT id, person_id, level, issuer, valid_from::text AS valid_from, \
        valid_until::text AS valid_until FROM registry.key_level \
        WHERE person_id = any(\(ids.map(\.rawValue))) ORDER BY id
        """
    }

    /// Persons of a `select` with their posts and levels, in its order.
    static func load(_ select: SQL, _ seal: PersonSeal, _ tx: PostgresTransaction) async throws
        -> [Person]
    {
        try await complete(try await tx.query(select), seal, tx)
    }

    /// Persons of rows of a `select` with their posts and levels, in the rows' order.
    static func complete(
        _ rows: [PostgresRow], _ seal: PersonSeal, _ tx: PostgresTransaction
    ) async throws -> [Person] {
        if rows.isEmpty { return [] }
        let ids = try rows.map { try $0.id("id", as: PersonID.self) }
        let parts = try await tx.pipeline([employments(of: ids), awards(of: ids)])
        return try decode(rows, employments: parts[0].rows, awards: parts[1].rows, seal)
    }

    private static func decode(
        _ rows: [PostgresRow], employments: [PostgresRow], awards: [PostgresRow],
        _ seal: PersonSeal
    ) throws -> [Person] {
        var posts: [PersonID: [Employment]] = [:]
        for row in employments {
            posts[try row.id("person_id"), default: []].append(try employment(row))
        }
        var levels: [PersonID: [KeyLevelAward]] = [:]
        for row in awards {
            levels[try row.id("person_id"), default: []].append(
                KeyLevelAward(
                    id: try row.id("id"), level: try row.value("level"),
                    validity: try validity(row), issuer: try row.get("issuer")))
        }
        return try rows.map { row in
            let id: PersonID = try row.id("id")
            return Person(
                id: id, facts: try facts(row, of: id, seal),
                district: try row.district("district"),
                districts: try row.get("districts", as: [String].self)
                    .compactMap(DistrictCode.init),
                employments: posts[id] ?? [], awards: levels[id] ?? [],
                isWithdrawn: try row.get("is_withdrawn"), version: try row.get("version"))
        }
    }

    private static func facts(_ row: PostgresRow, of id: PersonID, _ seal: PersonSeal) throws
        -> PersonFacts
    {
        let document = try row.optional("document", as: IdentityDocument.self)
        let number = try row.get("number_sealed", as: Data?.self)
        let phone = try row.get("phone_sealed", as: Data?.self)
        return PersonFacts(
            name: try row.get("name"),
            number: try document.flatMap { document in
                try number.map { try seal.number(document, $0, of: id) }
            }, phone: try phone.map { try seal.phone($0, of: id) },
            workingSince: try row.optionalDate("working_since"),
            teachingSince: try row.optionalDate("teaching_since"),
            title: try row.optional("title"),
            principalGrade: try row.optional("principal_grade"))
    }

    static func employment(_ row: PostgresRow) throws -> Employment {
        Employment(
            id: try row.id("id"), school: try row.id("school_id"),
            district: try row.district("district"), kind: try row.value("kind"),
            facts: PostFacts(
                post: try row.value("post"), subject: try row.optional("subject"),
                stage: try row.optional("stage"), channel: try row.optional("channel"),
                isOutsideLimit: try row.get("outside_limit")),
            validity: try validity(row), schoolSince: try row.date("school_since"))
    }

    private static func validity(_ row: PostgresRow) throws -> Validity {
        Validity(from: try row.date("valid_from"), until: try row.optionalDate("valid_until"))
    }
}

extension PostgresRow {
    /// A closed set of values by its stored name, or `nil`.
    func optional<Value: RawRepresentable>(_ column: String, as type: Value.Type = Value.self)
        throws -> Value? where Value.RawValue == String
    {
        guard try get(column, as: String?.self) != nil else { return nil }
        return try value(column, as: type)
    }
}
