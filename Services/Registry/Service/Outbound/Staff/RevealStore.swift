import Foundation
import RegistryCore
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// One look at a person's numbers, as it was kept.
struct RevealLine: Sendable {
    let line: Int64
    let person: PersonID
    let personName: String
    let fields: [String]
    let reason: String
    let actor: String
    let actorRole: String
    let revealedAt: Date
}

/// Shows numbers, each time after it was written down who looks and why. It is no command: the
/// command log would keep the answer.
struct RevealStore: Sendable {
    let context: ServiceContext
    let seal: PersonSeal

    init(_ context: ServiceContext) {
        self.context = context
        seal = PersonSeal(keys: context.keys)
    }

    /// - Returns: the numbers, once the look at them is committed.
    /// - Throws: `not-found` for a person outside the caller's scope.
    func reveal(_ id: PersonID, reason: String, by caller: Caller) async throws -> PersonFacts {
        let seal = seal
        let now = context.now()
        let options = TransactionOptions(preamble: context.scope.preamble(caller.scope))
        return try await context.pool.transaction(options) { tx in
            let select = PersonTable.select(ids: [id])
            guard let person = try await PersonTable.load(select, seal, tx).first,
                !person.isWithdrawn
            else { throw StoreRefusals.notFound("person_id", "人员", "person") }
            let fields = RevealStore.fields(person.facts)
            let author = ChangeAuthor(caller, reason: reason)
            _ = try await tx.execute(
                """
                INSERT INTO registry.person_reveal \
                (person_id, districts, fields, reason, actor, actor_role, revealed_at) \
                VALUES (\(id.rawValue), \(person.districts.map(\.rawValue)), \(fields), \
                \(reason), \(author.actor), \(author.role), \(now))
                """)
            return person.facts
        }
    }

    /// A page of persons with their numbers, once the look at each of them is committed.
    func export(
        _ filter: StaffFilter, on date: CalendarDate, after: [String]?, size: Int, reason: String,
        by caller: Caller
    ) async throws -> ListPage<PersonView> {
        let seal = seal
        let now = context.now()
        let reader = try StaffReader(caller)
        let author = ChangeAuthor(caller, reason: reason)
        let options = TransactionOptions(preamble: context.scope.preamble(caller.scope))
        return try await context.pool.transaction(options) { tx in
            let page = try await StaffReads(tx: tx, reader: reader, seal: seal)
                .list(filter, on: date, after: after, size: size)
            let persons = page.rows.map(\.person)
            let fields = persons.map { person in
                (RevealStore.fields(person.facts) + ["export"]).joined(separator: ",")
            }
            _ = try await tx.execute(
                """
                INSERT INTO registry.person_reveal \
                (person_id, districts, fields, reason, actor, actor_role, revealed_at) \
                SELECT r.person_id, string_to_array(r.districts, ','), \
                string_to_array(r.fields, ','), \(reason), \(author.actor), \(author.role), \
                \(now) FROM unnest(\(persons.map(\.id.rawValue)), \
                \(persons.map(\.districts.joined)), \(fields)) \
                AS r(person_id, districts, fields)
                """)
            return page
        }
    }

    /// What there is to see.
    private static func fields(_ facts: PersonFacts) -> [String] {
        (facts.number == nil ? [] : ["number"]) + (facts.phone == nil ? [] : ["phone"])
    }

    /// Looks at numbers, newest first.
    /// - Parameter person: only at this one's; `nil` for everybody's.
    /// - Parameter line: the last line of the page before; 0 for the first page.
    func list(_ person: PersonID?, before line: Int64, size: Int, in tx: PostgresTransaction)
        async throws -> ListPage<RevealLine>
    {
        var conditions: [SQL] = ["true"]
        if let person { conditions.append("r.person_id = \(person.rawValue)") }
        if line > 0 { conditions.append("r.id < \(line)") }
        let rows = try await tx.query(
            """
            SELECT r.id, r.person_id, coalesce(p.name, '') AS name, r.fields, r.reason, r.actor, \
            r.actor_role, r.revealed_at FROM registry.person_reveal r \
            LEFT JOIN registry.person p ON p.id = r.person_id \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY r.id DESC LIMIT \(size + 1)
            """)
        let lines = try rows.prefix(size).map { row in
            RevealLine(
                line: try row.get("id"), person: try row.id("person_id"),
                personName: try row.get("name"), fields: try row.get("fields"),
                reason: try row.get("reason"), actor: try row.get("actor"),
                actorRole: try row.get("actor_role"), revealedAt: try row.get("revealed_at"))
        }
        return ListPage(
            rows: lines, next: rows.count > size ? lines.last.map { ["\($0.line)"] } : nil)
    }
}
