import Foundation
import RotationCore
import TaoliModels
import TaoliPostgres

extension PlanTable {
    /// A new plan, with its job.
    static func insert(_ stored: StoredPlan) -> [SQL] {
        let plan = stored.plan
        return [
            """
            INSERT INTO rotation.plan (id, group_id, district, districts, stage, school_year, \
            facts_on, pack, pack_version, pack_file, clause, instance, instance_hash, sending, \
            receiving, teachers, eligible, state, quota_missing, key_missing, withdrawn, version) \
            VALUES (\(plan.id.rawValue), \(plan.group.rawValue), \(plan.district.rawValue), \
            \(codes(plan)), \(plan.stage.rawValue), \(plan.year.description), \
            \(plan.factsOn.description)::date, \(plan.pack), \(plan.packVersion), \
            \(stored.packFile), \(plan.clause), \(stored.instance), \(plan.instanceHash), \
            \(plan.sending.map(\.rawValue)), \(plan.receiving.map(\.rawValue)), \
            \(plan.teachers), \(plan.eligible), \(plan.state.rawValue), 0, 0, \
            \([UUID]()), \(plan.version))
            """,
            """
            INSERT INTO rotation.plan_job (plan_id, district, state, attempts, step) \
            VALUES (\(plan.id.rawValue), \(plan.district.rawValue), 'waiting', 0, '')
            """,
        ]
    }

    /// What may change of a plan; its moves are written anew where they differ.
    static func update(_ plan: YearPlan, from before: YearPlan) -> [SQL] {
        var statements: [SQL] = [
            """
            UPDATE rotation.plan SET state = \(plan.state.rawValue), \
            outcome = \(plan.result?.outcome.rawValue), objective = \(plan.result?.objective), \
            bound = \(plan.result?.bound), ready = \(plan.ready?.rawValue), \
            quota_missing = \(plan.quotaMissing), key_missing = \(plan.keyMissing), \
            withdrawn = \(plan.withdrawn.map(\.rawValue)), \
            consulted_until = \(plan.consultedUntil?.description)::date, \
            decided_on = \(plan.decidedOn?.description)::date, years = \(plan.years), \
            version = \(plan.version) \
            WHERE id = \(plan.id.rawValue)
            """
        ]
        if plan.moves != before.moves {
            statements.append(
                "DELETE FROM rotation.plan_move WHERE plan_id = \(plan.id.rawValue) AND ready = ''")
            statements += insert(plan.moves, of: plan, ready: nil)
        }
        let known = Set(before.objections)
        statements += plan.objections.filter { !known.contains($0) }.map { save($0, of: plan) }
        return statements
    }

    /// Moves of the plan, or of a ready plan; nothing for none.
    static func insert(_ moves: [PlannedMove], of plan: YearPlan, ready: ReadyKind?) -> [SQL] {
        if moves.isEmpty { return [] }
        return [
            """
            INSERT INTO rotation.plan_move (plan_id, ready, person_id, home, receiving, subject, \
            is_key, minutes, extra_minutes, wish, hardship, willing, districts) \
            SELECT \(plan.id.rawValue), \(ready?.rawValue ?? ""), m.person_id, m.home, \
            m.receiving, m.subject, m.is_key, m.minutes, m.extra, m.wish, m.hardship, m.willing, \
            \(codes(plan)) \
            FROM unnest(\(moves.map(\.person.rawValue))::uuid[], \
            \(moves.map(\.home.rawValue))::uuid[], \(moves.map(\.receiving.rawValue))::uuid[], \
            \(moves.map(\.subject))::text[], \(moves.map(\.isKey))::boolean[], \
            \(moves.map(\.minutes))::int8[], \(moves.map(\.extraMinutes))::int8[], \
            \(moves.map(\.wish))::int8[], \(moves.map(\.isInHardship))::boolean[], \
            \(moves.map(\.willing))::int8[]) \
            AS m(person_id, home, receiving, subject, is_key, minutes, extra, wish, hardship, \
            willing)
            """
        ]
    }

    private static func save(_ objection: PlanObjection, of plan: YearPlan) -> SQL {
        """
        INSERT INTO rotation.plan_objection (id, plan_id, unit, person_id, text, raised_on, \
        status, answer, answered_on, districts) \
        VALUES (\(objection.id.rawValue), \(plan.id.rawValue), \(objection.unit.description), \
        \(objection.person?.rawValue), \(objection.text), \
        \(objection.raisedOn.description)::date, \(objection.status.rawValue), \
        \(objection.answer), \(objection.answeredOn?.description)::date, \(codes(plan))) \
        ON CONFLICT (id) DO UPDATE SET status = excluded.status, answer = excluded.answer, \
        answered_on = excluded.answered_on
        """
    }

    /// Why there is no plan.
    static func report(_ bytes: Data, of id: PlanID) -> SQL {
        "UPDATE rotation.plan SET report = \(bytes) WHERE id = \(id.rawValue)"
    }

    /// The schools of a decided plan as they were then.
    static func insert(_ figures: [PlanFigures], of plan: YearPlan) -> SQL {
        """
        INSERT INTO rotation.plan_school (plan_id, school_id, group_id, stage, school_year, \
        is_strong, basis, eligible, quota, key_required, districts) \
        SELECT \(plan.id.rawValue), s.school_id, \(plan.group.rawValue), \
        \(plan.stage.rawValue), \(plan.year.description), s.is_strong, s.basis, s.eligible, \
        s.quota, s.key_required, \(codes(plan)) \
        FROM unnest(\(figures.map(\.school.rawValue))::uuid[], \
        \(figures.map(\.isStrong))::boolean[], \(figures.map(\.basis.rawValue))::text[], \
        \(figures.map(\.eligible))::int8[], \(figures.map(\.quota))::int8[], \
        \(figures.map(\.keyRequired))::int8[]) \
        AS s(school_id, is_strong, basis, eligible, quota, key_required)
        """
    }

    private static func codes(_ plan: YearPlan) -> [String] { plan.districts.map(\.rawValue) }
}
