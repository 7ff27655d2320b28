import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// `rotation.placement` and its appraisals ↔ `TeacherStay`.
enum StayTable {
    /// Reads placements with their appraisals, by id.
    static func load(
        _ tx: PostgresTransaction, where condition: SQL, limit: Int = 100_000,
        isNewestFirst: Bool = false, isLocked: Bool = false
    ) async throws -> [TeacherStay] {
        let order: SQL = isNewestFirst ? "ORDER BY p.id DESC" : "ORDER BY p.id"
        let lock: SQL = isLocked ? " FOR UPDATE" : ""
        let rows = try await tx.query(
            """
            SELECT p.id, p.plan_id, p.group_id, p.district, p.districts, p.person_id, p.kind, \
            p.home, p.receiving, p.stage, p.subject, p.is_key, p.school_year, p.starts_on, \
            p.ends_on, p.state, p.pack, p.pack_version, p.clause, p.years_at_least, p.appraiser, \
            p.began_on, p.ground, p.ended_reason, p.version, p.share, p.arranged_by, p.mode, \
            p.post, p.team_id, p.mentor_id, p.moves_employment, p.duty_grade, p.duty_tasks, \
            p.duty_clause, p.duty_opened_on, p.duty_task, p.duty_taken_on, p.allowance_clause, \
            p.allowance_home, p.allowance_receiving, p.allowance_fen \
            FROM rotation.placement p WHERE \(fragment: condition) \(fragment: order) \
            LIMIT \(limit)
            """ + lock)
        if rows.isEmpty { return [] }
        let appraisals = try await appraisals(tx, rows.map { try $0.get("id", as: UUID.self) })
        return try rows.map { try stay($0, appraisals) }
    }

    private static func stay(_ row: PostgresRow, _ appraisals: [PlacementID: [StayAppraisal]])
        throws -> TeacherStay
    {
        let id: PlacementID = try row.id("id")
        return TeacherStay(
            id: id, plan: try row.optionalID("plan_id"), group: try row.id("group_id"),
            district: try row.district("district"), districts: try row.districts("districts"),
            person: try row.id("person_id"), kind: try row.value("kind"),
            home: try row.id("home"), receiving: try row.id("receiving"),
            stage: try row.value("stage"), subject: try row.get("subject"),
            isKey: try row.get("is_key"), year: try row.year("school_year"),
            from: try row.date("starts_on"), until: try row.date("ends_on"),
            state: try row.value("state"), pack: try row.get("pack"),
            packVersion: try row.get("pack_version"), clause: try row.get("clause"),
            yearsAtLeast: try row.get("years_at_least"),
            appraiser: try row.optionalValue("appraiser"),
            beganOn: try row.optionalDate("began_on"), appraisals: appraisals[id] ?? [],
            ground: try row.optionalValue("ground"), endedReason: try row.get("ended_reason"),
            share: try row.get("share"), arrangement: try arrangement(row), duty: try duty(row),
            allowance: try allowance(row), version: try row.get("version"))
    }

    private static func arrangement(_ row: PostgresRow) throws -> StayArrangement? {
        guard let by = try row.optionalValue("arranged_by", as: Arranger.self) else { return nil }
        return StayArrangement(
            by: by, mode: try row.get("mode"), post: try row.get("post"),
            team: try row.optionalID("team_id"), mentor: try row.optionalID("mentor_id"),
            movesEmployment: try row.get("moves_employment"))
    }

    private static func duty(_ row: PostgresRow) throws -> ReturnDuty? {
        guard let grade = try row.optionalValue("duty_grade", as: AppraisalGrade.self) else {
            return nil
        }
        return ReturnDuty(
            gradeAtLeast: grade, tasks: try row.get("duty_tasks"),
            clause: try row.get("duty_clause"), openedOn: try row.optionalDate("duty_opened_on"),
            task: try row.get("duty_task"), takenUpOn: try row.optionalDate("duty_taken_on"))
    }

    private static func allowance(_ row: PostgresRow) throws -> AllowanceTerms? {
        guard let clause = try row.get("allowance_clause", as: String?.self) else { return nil }
        return AllowanceTerms(
            home: try row.get("allowance_home"), receiving: try row.get("allowance_receiving"),
            fenPerMonth: try row.get("allowance_fen", as: Int?.self), clause: clause)
    }

    private static func appraisals(_ tx: PostgresTransaction, _ ids: [UUID]) async throws
        -> [PlacementID: [StayAppraisal]]
    {
        let rows = try await tx.query(
            """
            SELECT placement_id, school_year, grade, recorded_on \
            FROM rotation.placement_appraisal WHERE placement_id = any(\(ids)) \
            ORDER BY placement_id, school_year
            """)
        var found: [PlacementID: [StayAppraisal]] = [:]
        for row in rows {
            found[try row.id("placement_id"), default: []].append(
                StayAppraisal(
                    year: try row.year("school_year"), grade: try row.value("grade"),
                    recordedOn: try row.date("recorded_on")))
        }
        return found
    }

    /// Writes a placement with its appraisals.
    static func save(_ stay: TeacherStay) -> [SQL] {
        let codes = stay.districts.map(\.rawValue)
        let row: SQL = """
            INSERT INTO rotation.placement (id, plan_id, group_id, district, districts, \
            person_id, kind, home, receiving, stage, subject, is_key, school_year, starts_on, \
            ends_on, state, pack, pack_version, clause, years_at_least, appraiser, began_on, \
            ground, ended_reason, version, share, arranged_by, mode, post, team_id, mentor_id, \
            moves_employment, duty_grade, duty_tasks, duty_clause, allowance_clause, \
            allowance_home, allowance_receiving, allowance_fen) \
            VALUES (\(stay.id.rawValue), \(stay.plan?.rawValue), \
            \(stay.group.rawValue), \(stay.district.rawValue), \(codes), \
            \(stay.person.rawValue), \(stay.kind.rawValue), \(stay.home.rawValue), \
            \(stay.receiving.rawValue), \(stay.stage.rawValue), \(stay.subject), \
            \(stay.isKey), \(stay.year.description), \(stay.from.description)::date, \
            \(stay.until.description)::date, \(stay.state.rawValue), \(stay.pack), \
            \(stay.packVersion), \(stay.clause), \(stay.yearsAtLeast), \
            \(stay.appraiser?.rawValue), \(stay.beganOn?.description)::date, \
            \(stay.ground?.rawValue), \(stay.endedReason), \(stay.version), \
            \(fragment: terms(stay))) \
            ON CONFLICT (id) DO UPDATE SET ends_on = excluded.ends_on, state = excluded.state, \
            began_on = excluded.began_on, ground = excluded.ground, \
            ended_reason = excluded.ended_reason, version = excluded.version
            """
        let duty: [SQL] =
            stay.duty?.openedOn == nil
            ? []
            : [
                """
                UPDATE rotation.placement SET \
                duty_opened_on = \(stay.duty?.openedOn?.description)::date, \
                duty_task = \(stay.duty?.task ?? ""), \
                duty_taken_on = \(stay.duty?.takenUpOn?.description)::date \
                WHERE id = \(stay.id.rawValue)
                """
            ]
        return [row] + duty
            + stay.appraisals.map { appraisal in
                """
                INSERT INTO rotation.placement_appraisal (placement_id, school_year, grade, \
                recorded_on, districts) VALUES (\(stay.id.rawValue), \
                \(appraisal.year.description), \(appraisal.grade.rawValue), \
                \(appraisal.recordedOn.description)::date, \(codes)) ON CONFLICT DO NOTHING
                """
            }
    }

    /// Values of what a placement began with and keeps, from `share` on.
    private static func terms(_ stay: TeacherStay) -> SQL {
        let arranged = stay.arrangement
        return """
            \(stay.share), \(arranged?.by.rawValue), \(arranged?.mode ?? ""), \
            \(arranged?.post ?? ""), \(arranged?.team?.rawValue), \(arranged?.mentor?.rawValue), \
            \(arranged?.movesEmployment ?? false), \(stay.duty?.gradeAtLeast.rawValue), \
            \(stay.duty?.tasks ?? []), \(stay.duty?.clause ?? ""), \(stay.allowance?.clause), \
            \(stay.allowance?.home ?? ""), \(stay.allowance?.receiving ?? ""), \
            \(stay.allowance?.fenPerMonth)
            """
    }
}
