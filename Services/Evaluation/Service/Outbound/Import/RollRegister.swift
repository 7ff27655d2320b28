import EvaluationCore
import Foundation
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// What is known of the schools, students and results that files name. Sees every district: whether
/// a row may be taken by its importer is asked of the row.
struct RollRegister: Sendable {
    let pool: PostgresPool
    let scope: DatabaseScope
    let seal: StudentSeal

    /// What is known of the students of some rows, by digest under any key.
    struct Known: Sendable {
        var enrolments: [StudentKey: Enrolment] = [:]
        var results: [StudentRowReader.Mark: StudentScore] = [:]
    }

    func read<Value: Sendable>(
        _ body: @Sendable (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await pool.transaction(
            TransactionOptions(readOnly: true, preamble: scope.preamble(.all)), body)
    }

    /// All open schools of the city by id, own name and names of sites: a few thousand texts.
    func directory() async throws -> SchoolDirectory {
        let rows = try await read { tx in
            try await tx.query(
                """
                SELECT s.school_id, s.name AS site_name, s.kind, c.name, c.district \
                FROM evaluation.site s JOIN evaluation.school c ON c.school_id = s.school_id \
                WHERE NOT s.withdrawn AND s.status <> 'closed'
                """)
        }
        var stages: [SchoolID: Set<Stage>] = [:]
        var districts: [SchoolID: DistrictCode] = [:]
        var names: [String: Set<SchoolID>] = [:]
        for row in rows {
            let id: SchoolID = try row.id("school_id")
            districts[id] = try row.district("district")
            stages[id, default: []].formUnion(
                SchoolKind(rawValue: try row.get("kind"))?.stages ?? [])
            let own: [String] = [try row.get("name"), try row.get("site_name"), "\(id)"]
            for name in own { names[name, default: []].insert(id) }
        }
        return SchoolDirectory(
            names.mapValues { ids in
                ids.compactMap { id in
                    districts[id].map {
                        SchoolDirectory.School(id: id, district: $0, stages: stages[id] ?? [])
                    }
                }
            })
    }

    /// What accepted rows of a file's check, which are stored by now, named before.
    ///
    /// - Parameter keys: as staged rows have them.
    /// - Returns: rows with `key`, `school` and `subject`; none where nothing was named.
    func staged(_ keys: [StudentKey], of job: UUID) async throws -> [PostgresRow] {
        let lookup = Self.lookup(keys.map(\.base64), of: job)
        return try await read { try await $0.query(lookup) }
    }

    /// One look into the one index that can serve it a key, whatever the statistics say.
    static func lookup(_ keys: [String], of job: UUID) -> SQL {
        """
        SELECT k.key, s.school, s.subject FROM unnest(\(keys)) AS k(key) \
        CROSS JOIN LATERAL (SELECT record[2] AS school, coalesce(record[5], '') AS subject \
        FROM evaluation.import_staging WHERE job_id::text || record[1] = \(job.text) || k.key) s
        """
    }

    /// Results of one student in a school year.
    private static let subjectsMax: Int64 = 100

    /// - Parameter hasResults: results are looked up besides.
    func known(_ students: [StudentKey], in year: SchoolYear, hasResults: Bool) async throws
        -> Known
    {
        let keys = students.map(\.data)
        return try await read { tx in
            var known = Known()
            let enrolled = try await tx.query(
                """
                SELECT e.* FROM unnest(\(keys)) AS k(key) CROSS JOIN LATERAL (\
                SELECT student, school_id, stage FROM evaluation.enrolled_student \
                WHERE school_year = \(year.description) AND student = k.key LIMIT 1) e
                """)
            for row in enrolled {
                known.enrolments[try row.student()] = Enrolment(
                    school: try row.id("school_id"), stage: try row.value("stage"))
            }
            guard hasResults else { return known }
            let results = try await tx.query(
                """
                SELECT r.* FROM unnest(\(keys)) AS k(key) CROSS JOIN LATERAL (\
                SELECT student, subject, score, prior, is_passed, absence \
                FROM evaluation.student_result \
                WHERE school_year = \(year.description) AND student = k.key \
                LIMIT \(RollRegister.subjectsMax)) r
                """)
            for row in results {
                let subject: String = try row.get("subject")
                known.results[
                    StudentRowReader.Mark(student: try row.student(), subject: subject)] =
                    StudentScore(
                        subject: subject,
                        score: try row.get("score", as: Int32?.self).map(Int.init),
                        prior: try row.get("prior", as: Int32?.self).map(Int.init),
                        isPassed: try row.get("is_passed"), absence: try row.value("absence"))
            }
            return known
        }
    }
}

extension PostgresRow {
    /// The digest in column `student`.
    func student() throws -> StudentKey {
        StudentKey(Array(try get("student", as: Data.self)))
    }
}
