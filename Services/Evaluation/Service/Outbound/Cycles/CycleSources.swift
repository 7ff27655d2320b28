import EvaluationCore
import Foundation
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// What was imported and surveyed, as inputs of a cycle of standards; of a tree what was surveyed.
struct CycleSources {
    let tx: PostgresTransaction
    /// Surveys whose last day is before it are over.
    let today: CalendarDate

    /// - Parameter recorded: what people wrote; it may say which further schools are weak.
    /// - Returns: nothing for levels, which people give; for trees scores from surveys (JD-6), all
    ///   else people give there too.
    /// - Throws: `unknown-tree` when the pack has none of the cycle's name.
    func inputs(of cycle: Cycle, _ pack: PolicyPack, _ recorded: [CycleInput]) async throws
        -> [CycleInput]
    {
        switch cycle.kind {
        case .levels: return []
        case .tree(let id):
            let scores = SurveyScores(cycle, pack, try PackTree(pack, id))
            guard scores.areAsked else { return [] }
            let answers = try await satisfaction(cycle)
            return scores.inputs(answers)
        case .standards: break
        }
        let year = cycle.period.schoolYear
        let last = SchoolYear(startYear: year.startYear - 1)
        let derived = DerivedInputs(
            now: try await sums(year, cycle), before: try await sums(last, cycle),
            schoolsOfDistrict: try await schools(cycle.district, year))
        let designated = try await designated(cycle, pack)
        let weak = Set((recorded.filter { $0.key.what == .weak } + designated).map(\.key))
        return designated + derived.inputs(of: cycle, weak: weak) + (try await satisfaction(cycle))
            + (try await resources(cycle, pack, derived.schoolsOfDistrict))
    }

    /// Members that the bureau designated as weak on the day of the members, by stage, where the pack
    /// asks whether such schools came on (SH-11, decisions 3 and 5).
    private func designated(_ cycle: Cycle, _ pack: PolicyPack) async throws -> [CycleInput] {
        let standards = pack[EvaluationSection.self].standards
        guard standards.contains(where: { $0.measure == .weakProgress }) else { return [] }
        let rows = try await tx.query(
            """
            SELECT DISTINCT school_id, stage FROM evaluation.category \
            WHERE value = 'weak' AND school_id = any(\(cycle.members.map(\.school.rawValue))) \
            AND starts_on <= \(cycle.membersOn.description)::date \
            AND coalesce(ends_on > \(cycle.membersOn.description)::date, true)
            """)
        let taught = Dictionary(cycle.members.map { ($0.school, $0.stages) }) { $0 + $1 }
        var keys: Set<CycleInput.Key> = []
        for row in rows {
            let school: SchoolID = try row.id("school_id")
            let stage = Stage(rawValue: try row.get("stage", as: String.self))
            for own in taught[school] ?? [] where stage == nil || stage == own {
                keys.insert(CycleInput.Key(what: .weak, school: school, stage: own))
            }
        }
        return keys.map { CycleInput($0, source: "registry") }
    }

    /// What the district's schools and members from elsewhere have, where the pack asks for it.
    private func resources(
        _ cycle: Cycle, _ pack: PolicyPack, _ schoolsOfDistrict: [Stage: Int]
    ) async throws -> [CycleInput] {
        let section = pack[EvaluationSection.self]
        let wanted = Set(section.resources.map(\.id))
        if wanted.isEmpty { return [] }
        let rows = try await tx.query(
            SchoolResourceTable.select(
                cycle.period.schoolYear, only: (cycle.district, cycle.members.map(\.school)))
        ).map(SchoolResourceTable.decode)
        let own = rows.flatMap { row in
            row.resources.amounts.filter { wanted.contains($0.key) }.map { id, amount in
                CycleInput(
                    CycleInput.Key(
                        what: .resource, school: row.place.school, stage: row.place.stage, item: id),
                    values: [
                        amount, Double(row.resources.students),
                        row.district == cycle.district ? 1 : 0,
                    ], source: "import")
            }
        }
        guard !own.isEmpty else { return [] }
        return own
            + section.resourceSpreads.map { rule in
                CycleInput(
                    CycleInput.Key(what: .resource, stage: rule.stage, item: "schools"),
                    values: [Double(schoolsOfDistrict[rule.stage] ?? 0)], source: "registry")
            }
    }

    /// Sums of the district's schools and of members from elsewhere; scores are whole hundredths.
    private func sums(_ year: SchoolYear, _ cycle: Cycle) async throws -> [ScoreSums] {
        try await tx.query(
            """
            SELECT school_id, stage, subject, \
            bool_and(district = \(cycle.district.rawValue)) AS is_own, count(*) AS students, \
            count(*) FILTER (WHERE absence = 'missing') AS missing, \
            count(*) FILTER (WHERE is_passed) AS passed, \
            count(score) = count(is_passed) AND count(score) > 0 AS is_judged, \
            count(score) AS n, coalesce(sum(score::bigint), 0)::bigint AS r, \
            coalesce(sum(score::bigint * score), 0)::bigint AS rr, \
            count(score) FILTER (WHERE prior IS NOT NULL) AS pn, \
            coalesce(sum(prior::bigint) FILTER (WHERE score IS NOT NULL), 0)::bigint AS pp, \
            coalesce(sum(score::bigint) FILTER (WHERE prior IS NOT NULL), 0)::bigint AS pr, \
            coalesce(sum(prior::bigint * prior) FILTER (WHERE score IS NOT NULL), 0)::bigint AS ppp, \
            coalesce(sum(score::bigint * score) FILTER (WHERE prior IS NOT NULL), 0)::bigint AS prr, \
            coalesce(sum(prior::bigint * score), 0)::bigint AS ppr \
            FROM evaluation.student_result WHERE school_year = \(year.description) \
            AND (district = \(cycle.district.rawValue) \
            OR school_id = any(\(cycle.members.map(\.school.rawValue)))) \
            GROUP BY school_id, stage, subject ORDER BY school_id, stage, subject
            """
        ).map(Self.sums)
    }

    private static func sums(_ row: PostgresRow) throws -> ScoreSums {
        let isJudged: Bool = try row.get("is_judged")
        let passed: Int64 = try row.get("passed")
        return ScoreSums(
            school: try row.id("school_id"), isOfDistrict: try row.get("is_own"),
            stage: try row.value("stage"), subject: try row.get("subject"),
            students: Int(try row.get("students", as: Int64.self)),
            missing: Int(try row.get("missing", as: Int64.self)),
            passed: isJudged ? Int(passed) : nil,
            scores: ScoreSums.Moments(
                count: try row.get("n"), result: try row.get("r"), resultSquared: try row.get("rr")),
            pairs: ScoreSums.Moments(
                count: try row.get("pn"), prior: try row.get("pp"), result: try row.get("pr"),
                priorSquared: try row.get("ppp"), resultSquared: try row.get("prr"),
                product: try row.get("ppr")))
    }

    /// Schools of a district by stage, as the rolls of the year have them: a school may have been
    /// opened or closed since. Where no roll was imported, those open now, from the copy of registry.
    private func schools(_ district: DistrictCode, _ year: SchoolYear) async throws
        -> [Stage: Int]
    {
        let rolls = try await tx.query(
            """
            SELECT stage, count(DISTINCT school_id) AS schools FROM evaluation.enrolled_student \
            WHERE school_year = \(year.description) AND district = \(district.rawValue) \
            GROUP BY stage
            """)
        if !rolls.isEmpty {
            return try rolls.reduce(into: [:]) {
                $0[try $1.value("stage")] = Int(try $1.get("schools", as: Int64.self))
            }
        }
        let rows = try await tx.query(
            """
            SELECT DISTINCT school_id, kind FROM evaluation.site \
            WHERE district = \(district.rawValue) AND NOT withdrawn AND status = 'open'
            """)
        var found: [Stage: Set<UUID>] = [:]
        for row in rows {
            let stages = SchoolKind(rawValue: try row.get("kind"))?.stages ?? []
            for stage in stages { found[stage, default: []].insert(try row.get("school_id")) }
        }
        return found.mapValues(\.count)
    }

    /// Counts of surveys under the same pack that are over; the last one that asked about a group
    /// counts for it: what parents say of one group is no word about another of the school's.
    private func satisfaction(_ cycle: Cycle) async throws -> [CycleInput] {
        try await tx.query(
            """
            SELECT DISTINCT ON (m.group_id, n.school_id, n.respondent) m.group_id, n.school_id, \
            n.respondent, n.roll, n.answered, n.satisfied, s.title \
            FROM evaluation.cycle_member m \
            JOIN evaluation.survey s ON m.group_id = any(s.group_ids) \
            JOIN evaluation.survey_count n ON n.survey_id = s.id AND n.school_id = m.school_id \
            WHERE m.cycle_id = \(cycle.id.rawValue) AND s.pack = \(cycle.pack) \
            AND (s.status = 'closed' OR s.ends_on < \(today.description)::date) \
            AND s.period = \(cycle.period.description) \
            ORDER BY m.group_id, n.school_id, n.respondent, s.ends_on DESC, s.id DESC
            """
        ).map { row in
            CycleInput(
                CycleInput.Key(
                    what: .satisfaction, group: try row.id("group_id"),
                    school: try row.id("school_id"), item: try row.get("respondent")),
                values: [
                    Double(try row.get("roll", as: Int64.self)),
                    Double(try row.get("answered", as: Int64.self)),
                    Double(try row.get("satisfied", as: Int64.self)),
                ], source: try row.get("title"))
        }
    }
}
