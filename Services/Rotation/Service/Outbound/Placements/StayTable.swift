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
            p.began_on, p.ground, p.ended_reason, p.version \
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
            id: id, plan: try row.id("plan_id"), group: try row.id("group_id"),
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
            version: try row.get("version"))
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
            ground, ended_reason, version) VALUES (\(stay.id.rawValue), \(stay.plan.rawValue), \
            \(stay.group.rawValue), \(stay.district.rawValue), \(codes), \
            \(stay.person.rawValue), \(stay.kind.rawValue), \(stay.home.rawValue), \
            \(stay.receiving.rawValue), \(stay.stage.rawValue), \(stay.subject), \
            \(stay.isKey), \(stay.year.description), \(stay.from.description)::date, \
            \(stay.until.description)::date, \(stay.state.rawValue), \(stay.pack), \
            \(stay.packVersion), \(stay.clause), \(stay.yearsAtLeast), \
            \(stay.appraiser?.rawValue), \(stay.beganOn?.description)::date, \
            \(stay.ground?.rawValue), \(stay.endedReason), \(stay.version)) \
            ON CONFLICT (id) DO UPDATE SET ends_on = excluded.ends_on, state = excluded.state, \
            began_on = excluded.began_on, ground = excluded.ground, \
            ended_reason = excluded.ended_reason, version = excluded.version
            """
        return [row]
            + stay.appraisals.map { appraisal in
                """
                INSERT INTO rotation.placement_appraisal (placement_id, school_year, grade, \
                recorded_on, districts) VALUES (\(stay.id.rawValue), \
                \(appraisal.year.description), \(appraisal.grade.rawValue), \
                \(appraisal.recordedOn.description)::date, \(codes)) ON CONFLICT DO NOTHING
                """
            }
    }
}
