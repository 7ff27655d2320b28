import Foundation
import RegistryCore
import TaoliHost
import TaoliModels
import TaoliPostgres

/// A person as it is shown: with the names of its schools, and figures of one day.
struct PersonView: Sendable {
    let person: Person
    /// Of those schools that the reader's scope shows.
    let schools: [SchoolID: String]
    let date: CalendarDate
}

/// What a list of persons is asked for.
struct StaffFilter: Sendable {
    var school: SchoolID?
    var name: String?
    var post: StaffPost?
    var subject: TeachingSubject?
    var stage: Stage?
    var level: KeyTeacherLevel?
    var number: IdentityNumber?
}

/// Reads persons within a transaction of the caller's scope.
struct StaffReads {
    let tx: PostgresTransaction
    let reader: StaffReader
    let seal: PersonSeal

    /// A person. - Throws: `not-found`.
    func view(_ id: PersonID, on date: CalendarDate) async throws -> PersonView {
        let rows = try await tx.query(
            """
            SELECT \(fragment: PersonTable.columns) FROM registry.person p \
            WHERE p.id = \(id.rawValue) AND NOT p.is_withdrawn \
            AND \(fragment: reader.condition(on: date))
            """)
        guard let person = try await PersonTable.complete(rows, seal, tx).first else {
            throw StoreRefusals.notFound("id", "人员", "person")
        }
        return try await StaffReads.view(person, on: date, tx)
    }

    /// Persons who hold a post on a day, by name; with a number, whoever bears it.
    /// - Parameter after: name and id of the last row before.
    func list(_ filter: StaffFilter, on date: CalendarDate, after: [String]?, size: Int)
        async throws -> ListPage<PersonView>
    {
        let conditions = conditions(filter, date, after)
        let rows = try await tx.query(
            """
            SELECT \(fragment: PersonTable.columns) FROM registry.person p \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY p.name, p.id::text LIMIT \(size + 1)
            """)
        let persons = try await PersonTable.complete(Array(rows.prefix(size)), seal, tx)
        let schools = try await StaffReads.names(persons, tx)
        let last = rows.count > size ? persons.last : nil
        return ListPage(
            rows: persons.map { PersonView(person: $0, schools: schools, date: date) },
            next: last.map { [$0.facts.name, $0.id.description] })
    }

    /// A page of what happened to a person. - Throws: `not-found`.
    func history(_ id: PersonID, on date: CalendarDate, after line: Int64, size: Int) async throws
        -> ListPage<HistoryLine>
    {
        _ = try await view(id, on: date)
        let page = HistoryTable.page(of: .person(id), after: line, size: size)
        return try HistoryLine.page(try await tx.query(page), size: size)
    }

    /// The person with the names of its schools. The transaction sees at least the person.
    static func view(_ person: Person, on date: CalendarDate, _ tx: PostgresTransaction)
        async throws -> PersonView
    {
        PersonView(person: person, schools: try await names([person], tx), date: date)
    }

    private static func names(_ persons: [Person], _ tx: PostgresTransaction) async throws
        -> [SchoolID: String]
    {
        let ids = Set(persons.flatMap { $0.employments.map(\.school) })
        if ids.isEmpty { return [:] }
        let rows = try await tx.query(
            "SELECT id, name FROM registry.school WHERE id = any(\(ids.map(\.rawValue)))")
        var names: [SchoolID: String] = [:]
        for row in rows { names[try row.id("id")] = try row.get("name") }
        return names
    }

    private func conditions(_ filter: StaffFilter, _ date: CalendarDate, _ after: [String]?)
        -> [SQL]
    {
        var conditions: [SQL] = ["NOT p.is_withdrawn", reader.condition(on: date)]
        if let number = filter.number {
            conditions.append("p.number_index = any(\(seal.candidates(number)))")
        } else {
            conditions.append(StaffReads.holds(filter, date))
        }
        if let name = filter.name {
            conditions.append("p.id IN (SELECT id FROM registry.persons_named(\(name)))")
        }
        if let level = filter.level {
            conditions.append(
                """
                EXISTS (SELECT FROM registry.key_level k WHERE k.person_id = p.id \
                AND k.level = \(level.rawValue) AND k.valid_from <= \(date.description)::date \
                AND (k.valid_until IS NULL OR k.valid_until > \(date.description)::date))
                """)
        }
        if let after {
            conditions.append("(p.name, p.id::text) > (\(after[0]), \(after[1]))")
        }
        return conditions
    }

    /// A post on that day that is as the filter asks.
    private static func holds(_ filter: StaffFilter, _ date: CalendarDate) -> SQL {
        var wanted: [SQL] = [StaffReader.held(on: date)]
        if let school = filter.school { wanted.append("e.school_id = \(school.rawValue)") }
        if let post = filter.post { wanted.append("e.post = \(post.rawValue)") }
        if let subject = filter.subject { wanted.append("e.subject = \(subject.rawValue)") }
        if let stage = filter.stage { wanted.append("e.stage = \(stage.rawValue)") }
        return """
            p.id IN (SELECT e.person_id FROM registry.employment e \
            WHERE \(fragment: wanted.joined(separator: " AND ")))
            """
    }
}

/// Whom a caller may read beyond the districts of its scope, which the database checks.
enum StaffReader: Sendable {
    /// Everybody in the scope.
    case official
    /// Whoever holds a post at the school.
    case school(SchoolID)

    /// - Throws: `no-unit` for a school role whose unit is no id, and for other roles.
    init(_ caller: Caller) throws(Refusal) {
        switch try Reader(caller) {
        case .school(let id): self = .school(id)
        case .official: self = .official
        case .group: throw StoreRefusals.notYourStaff
        }
    }

    /// A condition on `registry.person AS p`.
    func condition(on date: CalendarDate) -> SQL {
        switch self {
        case .official: "true"
        case .school(let id):
            """
            p.id IN (SELECT e.person_id FROM registry.employment e \
            WHERE e.school_id = \(id.rawValue) AND \(fragment: StaffReader.held(on: date)))
            """
        }
    }

    /// A condition on `registry.employment AS e`.
    static func held(on date: CalendarDate) -> SQL {
        """
        e.valid_from <= \(date.description)::date \
        AND (e.valid_until IS NULL OR e.valid_until > \(date.description)::date)
        """
    }
}
