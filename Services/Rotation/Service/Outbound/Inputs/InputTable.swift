import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPostgres

/// What a bureau recorded for a group's year.
struct StoredInputs: Sendable {
    let id: InputsID
    let version: Int64
}

/// `rotation.inputs` and its four tables ↔ `PlanInputs`.
extension InputTable {
    /// Everything recorded for a group's year; empty where nothing is.
    static func load(_ tx: PostgresTransaction, _ group: GroupID, _ year: SchoolYear)
        async throws -> PlanInputs
    {
        var inputs = PlanInputs()
        guard let found = try await find(tx, group, year, lock: "") else { return inputs }
        let id = found.id.rawValue
        let results = try await tx.pipeline([
            "SELECT school_id, stage, places, team FROM rotation.input_places WHERE inputs_id = \(id)",
            """
            SELECT school_id, stage, subject, posts, weight FROM rotation.input_need \
            WHERE inputs_id = \(id)
            """,
            """
            SELECT person_id, eligible, hardship, willing, years_to_retirement, wishes \
            FROM rotation.input_teacher WHERE inputs_id = \(id)
            """,
            """
            SELECT owner_type, owner_id, to_school, minutes, extra_minutes \
            FROM rotation.input_way WHERE inputs_id = \(id)
            """,
        ])
        inputs.places = try results[0].rows.map(places)
        inputs.needs = try results[1].rows.map(need)
        inputs.teachers = try results[2].rows.map(teacher)
        inputs.ways = try results[3].rows.map(way)
        return inputs
    }

    /// - Parameter lock: ` FOR SHARE`, ` FOR UPDATE` or nothing.
    static func find(
        _ tx: PostgresTransaction, _ group: GroupID, _ year: SchoolYear, lock: SQL
    ) async throws -> StoredInputs? {
        let rows = try await tx.query(
            """
            SELECT id, version FROM rotation.inputs WHERE group_id = \(group.rawValue) \
            AND school_year = \(year.description)
            """ + lock)
        return try rows.first.map { row in
            StoredInputs(id: try row.id("id"), version: try row.get("version"))
        }
    }

    private static func places(_ row: PostgresRow) throws -> PlacesInput {
        PlacesInput(
            school: try row.id("school_id"), stage: try row.value("stage"),
            places: try row.get("places"), isTeamAsked: try row.get("team"))
    }

    private static func need(_ row: PostgresRow) throws -> NeedInput {
        NeedInput(
            school: try row.id("school_id"), stage: try row.value("stage"),
            subject: try row.get("subject"), posts: try row.get("posts"),
            weight: try row.get("weight"))
    }

    private static func teacher(_ row: PostgresRow) throws -> TeacherInput {
        TeacherInput(
            person: try row.id("person_id"), isEligible: try row.get("eligible", as: Bool?.self),
            isInHardship: try row.get("hardship"), willing: try row.get("willing"),
            yearsToRetirement: try row.get("years_to_retirement", as: Int?.self),
            wishes: try row.ids("wishes"))
    }

    private static func way(_ row: PostgresRow) throws -> WayInput {
        let isPerson = try row.get("owner_type", as: String.self) == "person"
        return WayInput(
            owner: try isPerson ? .person(row.id("owner_id")) : .school(row.id("owner_id")),
            to: try row.id("to_school"), minutes: try row.get("minutes"),
            extraMinutes: try row.get("extra_minutes"))
    }

    /// Writes the rows of one table; rows of the same key take the place of earlier ones.
    static func save(
        _ rows: PlanInputs, in id: InputsID, districts: [String]
    ) -> [SQL] {
        var statements: [SQL] = []
        if !rows.places.isEmpty { statements.append(save(rows.places, id, districts)) }
        if !rows.needs.isEmpty { statements.append(save(rows.needs, id, districts)) }
        statements += rows.teachers.map { save($0, id, districts) }
        if !rows.ways.isEmpty { statements.append(save(rows.ways, id, districts)) }
        return statements
    }

    private static func save(_ rows: [PlacesInput], _ id: InputsID, _ districts: [String]) -> SQL {
        """
        INSERT INTO rotation.input_places (inputs_id, school_id, stage, places, team, districts) \
        SELECT \(id.rawValue), r.school, r.stage, r.places, r.team, \(districts) \
        FROM unnest(\(rows.map(\.school.rawValue))::uuid[], \
        \(rows.map(\.stage.rawValue))::text[], \(rows.map(\.places))::int8[], \
        \(rows.map(\.isTeamAsked))::boolean[]) AS r(school, stage, places, team) \
        ON CONFLICT (inputs_id, school_id, stage) DO UPDATE SET places = excluded.places, \
        team = excluded.team, districts = excluded.districts
        """
    }

    private static func save(_ rows: [NeedInput], _ id: InputsID, _ districts: [String]) -> SQL {
        """
        INSERT INTO rotation.input_need (inputs_id, school_id, stage, subject, posts, weight, \
        districts) SELECT \(id.rawValue), r.school, r.stage, r.subject, r.posts, r.weight, \
        \(districts) FROM unnest(\(rows.map(\.school.rawValue))::uuid[], \
        \(rows.map(\.stage.rawValue))::text[], \(rows.map(\.subject))::text[], \
        \(rows.map(\.posts))::int8[], \(rows.map(\.weight))::int8[]) \
        AS r(school, stage, subject, posts, weight) \
        ON CONFLICT (inputs_id, school_id, stage, subject) DO UPDATE SET posts = excluded.posts, \
        weight = excluded.weight, districts = excluded.districts
        """
    }

    /// One statement a teacher, since lists of wishes differ in length.
    private static func save(_ row: TeacherInput, _ id: InputsID, _ districts: [String]) -> SQL {
        """
        INSERT INTO rotation.input_teacher (inputs_id, person_id, eligible, hardship, willing, \
        years_to_retirement, wishes, districts) \
        VALUES (\(id.rawValue), \(row.person.rawValue), \(row.isEligible), \
        \(row.isInHardship), \(row.willing), \(row.yearsToRetirement), \
        \(row.wishes.map(\.rawValue)), \(districts)) \
        ON CONFLICT (inputs_id, person_id) DO UPDATE SET eligible = excluded.eligible, \
        hardship = excluded.hardship, willing = excluded.willing, \
        years_to_retirement = excluded.years_to_retirement, wishes = excluded.wishes, \
        districts = excluded.districts
        """
    }

    private static func save(_ rows: [WayInput], _ id: InputsID, _ districts: [String]) -> SQL {
        let owners = rows.map { row -> (type: String, id: UUID) in
            switch row.owner {
            case .person(let id): ("person", id.rawValue)
            case .school(let id): ("school", id.rawValue)
            }
        }
        return """
            INSERT INTO rotation.input_way (inputs_id, owner_type, owner_id, to_school, minutes, \
            extra_minutes, districts) \
            SELECT \(id.rawValue), r.owner_type, r.owner_id, r.to_school, r.minutes, r.extra, \
            \(districts) FROM unnest(\(owners.map(\.type))::text[], \(owners.map(\.id))::uuid[], \
            \(rows.map(\.to.rawValue))::uuid[], \(rows.map(\.minutes))::int8[], \
            \(rows.map(\.extraMinutes))::int8[]) \
            AS r(owner_type, owner_id, to_school, minutes, extra) \
            ON CONFLICT (inputs_id, owner_id, to_school) DO UPDATE SET \
            minutes = excluded.minutes, extra_minutes = excluded.extra_minutes, \
            districts = excluded.districts
            """
    }
}
