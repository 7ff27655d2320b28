import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPostgres

/// A plan with what it rests on.
struct StoredPlan: Sendable {
    let plan: YearPlan
    /// `RecordedInstance` as JSON.
    let instance: Data
    /// The pack's file as it was then.
    let packFile: Data
    /// `taoli.rotation.v1.PlanReport`; `nil` where there is a plan, or none yet.
    let report: Data?

    func recorded() throws -> RecordedInstance {
        try JSONDecoder().decode(RecordedInstance.self, from: instance)
    }
}

/// `rotation.plan` and its rows ↔ `YearPlan`.
enum PlanTable {
    /// What a plan is made of, without what it rests on.
    static let columns: SQL = """
        id, group_id, district, districts, stage, school_year, facts_on, pack, pack_version, clause, \
        instance_hash, sending, receiving, teachers, eligible, state, outcome, objective, bound, \
        ready, quota_missing, key_missing, withdrawn, consulted_until, decided_on, years, version
        """

    /// Reads plans with moves and objections, by id.
    static func load(_ tx: PostgresTransaction, _ ids: [PlanID], isLocked: Bool = false)
        async throws -> [StoredPlan]
    {
        let lock: SQL = isLocked ? " FOR UPDATE" : ""
        let rows = try await tx.query(
            """
            SELECT \(fragment: columns), pack_file, instance, report FROM rotation.plan WHERE id = any(\(ids.map(\.rawValue))) ORDER BY id
            """ + lock)
        if rows.isEmpty { return [] }
        let found = try rows.map { try $0.id("id", as: PlanID.self) }
        let moves = try await moves(tx, found, ready: nil)
        let objections = try await objections(tx, found)
        return try rows.map { row in
            let id: PlanID = try row.id("id")
            return StoredPlan(
                plan: try plan(row, moves[id] ?? [], objections[id] ?? []),
                instance: try row.get("instance"), packFile: try row.get("pack_file"),
                report: try row.get("report"))
        }
    }

    /// - Parameter row: ``columns``.
    static func plan(
        _ row: PostgresRow, _ moves: [PlannedMove], _ objections: [PlanObjection]
    ) throws -> YearPlan {
        let outcome: PlanResult.Outcome? = try row.optionalValue("outcome")
        return YearPlan(
            id: try row.id("id"), group: try row.id("group_id"),
            district: try row.district("district"), districts: try row.districts("districts"),
            stage: try row.value("stage"), year: try row.year("school_year"),
            factsOn: try row.date("facts_on"), pack: try row.get("pack"),
            packVersion: try row.get("pack_version"), clause: try row.get("clause"),
            instanceHash: try row.get("instance_hash"), sending: try row.ids("sending"),
            receiving: try row.ids("receiving"), teachers: try row.get("teachers"),
            eligible: try row.get("eligible"), state: try row.value("state"),
            result: try outcome.map {
                PlanResult(
                    outcome: $0, objective: try row.get("objective", as: Int?.self),
                    bound: try row.get("bound", as: Int?.self))
            },
            ready: try row.optionalValue("ready"), moves: moves,
            quotaMissing: try row.get("quota_missing"), keyMissing: try row.get("key_missing"),
            withdrawn: try row.ids("withdrawn"),
            consultedUntil: try row.optionalDate("consulted_until"), objections: objections,
            decidedOn: try row.optionalDate("decided_on"),
            years: try row.get("years", as: Int?.self), version: try row.get("version"))
    }

    private static func objections(_ tx: PostgresTransaction, _ ids: [PlanID]) async throws
        -> [PlanID: [PlanObjection]]
    {
        let rows = try await tx.query(
            """
            SELECT id, plan_id, unit, person_id, text, raised_on, status, answer, answered_on \
            FROM rotation.plan_objection WHERE plan_id = any(\(ids.map(\.rawValue))) \
            ORDER BY plan_id, id
            """)
        var found: [PlanID: [PlanObjection]] = [:]
        for row in rows {
            guard let unit = UnitReference(try row.get("unit", as: String.self)) else {
                throw StoredValueError(column: "unit")
            }
            found[try row.id("plan_id"), default: []].append(
                PlanObjection(
                    id: try row.id("id"), unit: unit,
                    person: try row.get("person_id", as: UUID?.self).map { PersonID($0) },
                    text: try row.get("text"), raisedOn: try row.date("raised_on"),
                    status: try row.value("status"), answer: try row.get("answer"),
                    answeredOn: try row.optionalDate("answered_on")))
        }
        return found
    }

    /// Moves of plans, by person; `nil` for the plan's own.
    static func moves(_ tx: PostgresTransaction, _ ids: [PlanID], ready: ReadyKind?) async throws
        -> [PlanID: [PlannedMove]]
    {
        let rows = try await tx.query(
            """
            SELECT plan_id, person_id, home, receiving, subject, is_key, minutes, extra_minutes, \
            wish, hardship, willing FROM rotation.plan_move \
            WHERE plan_id = any(\(ids.map(\.rawValue))) AND ready = \(ready?.rawValue ?? "") \
            ORDER BY plan_id, person_id
            """)
        var found: [PlanID: [PlannedMove]] = [:]
        for row in rows {
            found[try row.id("plan_id"), default: []].append(
                PlannedMove(
                    person: try row.id("person_id"), home: try row.id("home"),
                    receiving: try row.id("receiving"), subject: try row.get("subject"),
                    isKey: try row.get("is_key"), minutes: try row.get("minutes"),
                    extraMinutes: try row.get("extra_minutes"),
                    wish: try row.get("wish", as: Int?.self),
                    isInHardship: try row.get("hardship"), willing: try row.get("willing")))
        }
        return found
    }
}
