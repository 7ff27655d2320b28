import RegistryCore
import TaoliImports
import TaoliModels
import TaoliPostgres

/// What came after a job and rests on what it did: while there is any, it cannot be undone.
struct ImportDependents {
    let job: ImportJob
    /// Only what rests on these; `nil` for all that the job touched.
    let only: [RegistryAggregate]?

    /// The first found; `nil` when there is none.
    func first(in tx: PostgresTransaction) async throws -> ImportProblem? {
        let results = try await tx.pipeline([
            laterChange, memberships, foreignSites, districtsInUse, staff,
        ])
        for (result, what) in zip(results, ImportDependents.words) {
            if let row = result.rows.first {
                return ImportDependents.problem(try row.get(0), what)
            }
        }
        return nil
    }

    private static let words = [
        Wording("后来的改动", "a later change"),
        Wording("集团仍有其校区为成员", "a group still has its site as a member"),
        Wording("其他校区属于其学校", "another site belongs to its school"),
        Wording("该区已有学校、集团或账号", "schools, groups or accounts of its district"),
        Wording("其学校已有教职工", "staff of its school"),
    ]

    private static func problem(_ name: String, _ what: Wording) -> ImportProblem {
        ImportProblem(
            "import-in-use", value: name,
            Wording(
                "不能撤销：\(what.chinese)依赖本次导入（\(name)）。",
                "It cannot be undone: \(what.english) rests on it (\(name))."))
    }

    private var touched: SQL {
        let all: SQL = "registry.import_touch AS t"
        guard let only else { return all }
        return all + """
             JOIN unnest(\(only.map(\.type)), \(only.map(\.key))) AS o(type, id) \
            ON o.type = t.aggregate_type AND o.id = t.aggregate_id
            """
    }

    /// A change above the job's last, unless an undone job made it: that one took it back itself.
    private var laterChange: SQL {
        """
        SELECT h.what || ' ' || h.aggregate_type || '/' || h.aggregate_id || ', ' \
        || to_char(h.recorded_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') || ', ' \
        || h.actor FROM \(fragment: touched) JOIN registry.change_history h \
        ON h.aggregate_type = t.aggregate_type AND h.aggregate_id = t.aggregate_id \
        AND h.version > t.last_version WHERE t.job_id = \(job.id) AND NOT EXISTS (\
        SELECT FROM registry.import_touch u JOIN registry.import_job j ON j.id = u.job_id \
        WHERE j.state = 'undone' AND u.aggregate_type = t.aggregate_type \
        AND u.aggregate_id = t.aggregate_id AND h.version BETWEEN u.first_version \
        AND u.last_version) ORDER BY h.id LIMIT 1
        """
    }

    /// The id of a touched record of that type, in a form that the tables' indexes serve; NULL for
    /// another type, whose key may be no id at all.
    private func id(of type: String) -> SQL {
        "CASE WHEN t.aggregate_type = \(type) THEN t.aggregate_id::uuid END"
    }

    private var memberships: SQL {
        """
        SELECT g.name || ' / ' || s.name FROM \(fragment: touched) \
        JOIN registry.site s ON s.id = \(fragment: id(of: "site")) \
        JOIN registry.membership m ON m.site_id = s.id \
        AND (m.valid_until IS NULL OR m.valid_until > m.valid_from) \
        JOIN registry.school_group g ON g.id = m.group_id \
        WHERE t.job_id = \(job.id) AND t.first_version = 1 LIMIT 1
        """
    }

    /// Asked school by school (OFFSET 0 keeps the planner from another order): statistics of a
    /// table that an import has just filled are no guide.
    private var foreignSites: SQL {
        """
        SELECT s.name FROM \(fragment: touched) CROSS JOIN LATERAL (\
        SELECT i.id, i.name FROM registry.site i \
        WHERE i.school_id = \(fragment: id(of: "school")) AND NOT i.is_withdrawn OFFSET 0) AS s \
        CROSS JOIN LATERAL (SELECT count(*) AS own FROM registry.import_touch u \
        WHERE u.job_id = t.job_id AND u.aggregate_type = 'site' \
        AND u.aggregate_id = s.id::text OFFSET 0) AS mine \
        WHERE t.job_id = \(job.id) AND t.first_version = 1 AND mine.own = 0 LIMIT 1
        """
    }

    private var staff: SQL {
        """
        SELECT s.name FROM \(fragment: touched) \
        JOIN registry.school s ON s.id = \(fragment: id(of: "school")) \
        WHERE t.job_id = \(job.id) AND t.first_version = 1 AND EXISTS (\
        SELECT FROM registry.employment e WHERE e.school_id = s.id \
        AND (e.valid_until IS NULL OR e.valid_until > e.valid_from)) LIMIT 1
        """
    }

    private var districtsInUse: SQL {
        """
        SELECT t.aggregate_id FROM \(fragment: touched) WHERE t.job_id = \(job.id) \
        AND t.aggregate_type = 'district' AND EXISTS (SELECT FROM registry.change_history h \
        WHERE h.aggregate_type = 'district' AND h.aggregate_id = t.aggregate_id \
        AND h.what = 'DistrictRegistered' \
        AND h.version BETWEEN t.first_version AND t.last_version) AND (\
        EXISTS (SELECT FROM registry.site s WHERE s.district = t.aggregate_id \
        AND NOT s.is_withdrawn) \
        OR EXISTS (SELECT FROM registry.school c WHERE c.district = t.aggregate_id \
        AND c.closed_on IS NULL) \
        OR EXISTS (SELECT FROM registry.school_group g WHERE g.district = t.aggregate_id \
        AND g.closed_on IS NULL) \
        OR EXISTS (SELECT FROM registry.account_grant a WHERE a.district = t.aggregate_id \
        AND a.revoked_at IS NULL)) LIMIT 1
        """
    }
}
