import EvaluationCore
import Foundation
import TaoliHost
import TaoliModels
import TaoliPostgres

/// `evaluation.school_resource` ↔ `SchoolResources`.
enum SchoolResourceTable {
    /// One row of the table.
    struct Row: Sendable {
        let place: ResourceRowReader.Place
        let district: DistrictCode
        let resources: SchoolResources
    }

    /// All schools of a year; `only` narrows it to some districts' and to some schools.
    static func select(_ year: SchoolYear, only: (DistrictCode, [SchoolID])? = nil) -> SQL {
        let condition: SQL =
            if let (district, schools) = only {
                "AND (district = \(district.rawValue) OR school_id = any(\(schools.map(\.rawValue))))"
            } else {
                ""
            }
        return """
            SELECT district, school_id, stage, students, amounts FROM evaluation.school_resource \
            WHERE school_year = \(year.description) \(fragment: condition) \
            ORDER BY school_id, stage
            """
    }

    static func decode(_ row: PostgresRow) throws -> Row {
        Row(
            place: ResourceRowReader.Place(
                school: try row.id("school_id"), stage: try row.value("stage")),
            district: try row.district("district"),
            resources: SchoolResources(
                students: Int(try row.get("students", as: Int32.self)),
                amounts: Self.amounts(try row.get("amounts"))))
    }

    /// Writes rows that are not there yet; returns `school_id` and `stage` of those it wrote.
    static func insert(_ rows: [Row], _ job: UUID, _ year: SchoolYear) -> SQL {
        """
        INSERT INTO evaluation.school_resource (district, school_year, school_id, stage, students, \
        amounts, job_id) SELECT r.district, \(year.description), r.school_id, r.stage, r.students, \
        r.amounts, \(job) FROM unnest(\(rows.map(\.district.rawValue)), \
        \(rows.map(\.place.school.rawValue)), \(rows.map(\.place.stage.rawValue)), \
        \(rows.map { Int32($0.resources.students) }), \
        \(rows.map { Self.text($0.resources.amounts) })) \
        AS r(district, school_id, stage, students, amounts) ON CONFLICT DO NOTHING \
        RETURNING school_id, stage
        """
    }

    /// Takes back what a job wrote of these places.
    static func delete(_ places: [ResourceRowReader.Place], _ job: UUID, _ year: SchoolYear) -> SQL
    {
        """
        DELETE FROM evaluation.school_resource r \
        USING unnest(\(places.map(\.school.rawValue)), \(places.map(\.stage.rawValue))) \
        AS u(school_id, stage) WHERE r.school_year = \(year.description) AND r.job_id = \(job) \
        AND r.school_id = u.school_id AND r.stage = u.stage
        """
    }

    /// `id=amount`, by id.
    static func text(_ amounts: [String: Double]) -> String {
        amounts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }

    /// The other way round.
    static func amounts(_ text: String) -> [String: Double] {
        Dictionary(
            text.split(separator: " ").compactMap { pair in
                let parts = pair.split(separator: "=")
                guard parts.count == 2, let amount = Double(parts[1]) else { return nil }
                return (String(parts[0]), amount)
            }
        ) { first, _ in first }
    }
}
