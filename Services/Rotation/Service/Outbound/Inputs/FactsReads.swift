import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPostgres

/// A group as planning needs it.
struct PlanningGroup: Sendable {
    let id: GroupID
    let name: String
    let district: DistrictCode
    /// All districts concerned.
    let districts: [DistrictCode]
    let validity: Validity

    /// - Throws: `group-unknown`.
    static func load(_ id: GroupID, _ tx: PostgresTransaction) async throws -> PlanningGroup {
        let rows = try await tx.query(
            """
            SELECT name, district, districts, founded_on, closed_on FROM rotation.school_group \
            WHERE group_id = \(id.rawValue)
            """)
        guard let row = rows.first else { throw RotationRefusals.groupUnknown }
        return PlanningGroup(
            id: id, name: try row.get("name"), district: try row.district("district"),
            districts: try row.districts("districts"),
            validity: Validity(
                from: try row.date("founded_on"), until: try row.optionalDate("closed_on")))
    }
}

/// Reads the facts of a year's plan, within a transaction that sees every district.
struct FactsReads {
    let tx: PostgresTransaction
    let group: PlanningGroup
    let stage: Stage
    let year: SchoolYear
    /// The day whose facts count.
    let on: CalendarDate

    /// The day whose facts a plan rests on: the first of the school year, or today when it is later.
    static func day(of year: SchoolYear, today: CalendarDate) -> CalendarDate {
        max(year.firstDay, today)
    }

    /// - Throws: `group-absent`, `too-many-teachers`.
    func load() async throws -> PlanningFacts {
        guard group.validity.holds(on: on) else { throw RotationRefusals.groupAbsent(on) }
        var facts = PlanningFacts(stage: stage, year: year, on: on)
        facts.members = try await members()
        let schools = facts.members.map(\.school.rawValue)
        facts.categories = try await FactsReads.categories(tx, schools)
        facts.posts = try await posts(schools)
        let people = Array(Set(facts.posts.map(\.person.rawValue)))
        facts.levels = try await levels(people)
        facts.serving = try await serving(schools, people)
        facts.inputs = try await InputTable.load(tx, group.id, year)
        return facts
    }

    /// What schools are called.
    static func names(_ tx: PostgresTransaction, _ schools: [SchoolID]) async throws
        -> [SchoolID: String]
    {
        let rows = try await tx.query(
            """
            SELECT school_id, name FROM rotation.school \
            WHERE school_id = any(\(schools.map(\.rawValue)))
            """)
        return Dictionary(
            try rows.map { (try $0.id("school_id"), try $0.get("name")) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The group's schools of the day: one of several sites is led or taught as any of them is.
    func members() async throws -> [PlanningMember] {
        let rows = try await tx.query(
            """
            SELECT coalesce(s.school_id, m.school_id) AS school_id, m.role, s.kind \
            FROM rotation.membership m LEFT JOIN rotation.site s ON s.site_id = m.site_id \
            WHERE m.group_id = \(group.id.rawValue) AND m.starts_on <= \(on.description)::date \
            AND (m.ends_on IS NULL OR m.ends_on > \(on.description)::date) \
            AND coalesce(s.withdrawn, false) = false \
            AND coalesce(s.status, '') NOT IN ('planned', 'under_construction') \
            ORDER BY 1, m.role
            """)
        var found: [SchoolID: PlanningMember] = [:]
        for row in rows {
            let id: SchoolID = try row.id("school_id")
            let kind = try row.get("kind", as: String?.self).flatMap { SchoolKind(rawValue: $0) }
            let before = found[id]
            found[id] = PlanningMember(
                school: id,
                isLead: try before?.isLead == true || row.get("role", as: String.self) == "lead",
                stages: (before?.stages ?? []).union(kind?.stages ?? []))
        }
        return found.values.sorted { $0.school.description < $1.school.description }
    }

    /// What bureaus say of schools, at any time.
    static func categories(_ tx: PostgresTransaction, _ schools: [UUID]) async throws
        -> [PlanningCategory]
    {
        let rows = try await tx.query(
            """
            SELECT school_id, value, stage, starts_on, ends_on FROM rotation.category \
            WHERE school_id = any(\(schools)) ORDER BY designation_id
            """)
        return try rows.map { row in
            PlanningCategory(
                school: try row.id("school_id"), value: try row.get("value"),
                stage: Stage(rawValue: try row.get("stage", as: String.self)),
                validity: Validity(
                    from: try row.date("starts_on"), until: try row.optionalDate("ends_on")))
        }
    }

    /// - Parameter people: only theirs; `nil` for everybody's.
    func posts(_ schools: [UUID], of people: [UUID]? = nil) async throws -> [PlanningPost] {
        let whose: SQL = people.map { "AND p.person_id = any(\($0))" } ?? ""
        let rows = try await tx.query(
            """
            SELECT p.person_id, p.school_id, p.post, p.subject, p.stage, p.starts_on, p.ends_on, \
            p.school_since FROM rotation.post p \
            LEFT JOIN rotation.person x ON x.person_id = p.person_id \
            WHERE p.school_id = any(\(schools)) AND p.kind = 'main' \
            AND p.starts_on <= \(on.description)::date \
            AND (p.ends_on IS NULL OR p.ends_on > \(on.description)::date) \
            AND coalesce(x.withdrawn, false) = false \(fragment: whose) \
            ORDER BY p.person_id, p.employment_id LIMIT \(RotationLimits.teachersMax + 1)
            """)
        guard rows.count <= RotationLimits.teachersMax else {
            throw RotationRefusals.tooManyTeachers
        }
        return try rows.map { row in
            PlanningPost(
                person: try row.id("person_id"), school: try row.id("school_id"),
                post: StaffPost(rawValue: try row.get("post", as: String.self)) ?? .other,
                subject: try row.get("subject"),
                stage: Stage(rawValue: try row.get("stage", as: String.self)),
                validity: Validity(
                    from: try row.date("starts_on"), until: try row.optionalDate("ends_on")),
                schoolSince: try row.date("school_since"))
        }
    }

    func levels(_ people: [UUID]) async throws -> [PlanningLevel] {
        let rows = try await tx.query(
            """
            SELECT person_id, level, starts_on, ends_on FROM rotation.key_level \
            WHERE person_id = any(\(people)) ORDER BY award_id
            """)
        // A level that a newer registry knows is none that this planner counts.
        return try rows.compactMap { row in
            guard let level = KeyTeacherLevel(rawValue: try row.get("level", as: String.self))
            else { return nil }
            return PlanningLevel(
                person: try row.id("person_id"), level: level,
                validity: Validity(
                    from: try row.date("starts_on"), until: try row.optionalDate("ends_on")))
        }
    }

    private func serving(_ schools: [UUID], _ people: [UUID]) async throws -> [ServingStay] {
        let rows = try await tx.query(
            """
            SELECT person_id, receiving, starts_on, ends_on, share FROM rotation.placement \
            WHERE (home = any(\(schools)) OR receiving = any(\(schools)) \
            OR person_id = any(\(people))) AND starts_on <= \(on.description)::date \
            AND ends_on > \(on.description)::date ORDER BY id
            """)
        return try rows.map { row in
            ServingStay(
                person: try row.id("person_id"), receiving: try row.id("receiving"),
                validity: Validity(
                    from: try row.date("starts_on"), until: try row.date("ends_on")),
                share: try row.get("share"))
        }
    }
}
