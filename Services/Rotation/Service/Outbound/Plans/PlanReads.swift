import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPostgres

/// A plan as it is shown.
struct PlanView: Sendable {
    let stored: StoredPlan
    let groupName: String
    let job: PlanJobState?
}

/// What a list of plans is narrowed to; `nil` does not narrow.
struct PlanFilter: Sendable {
    let group: GroupID?
    let year: SchoolYear?
    let state: PlanState?
}

/// Reads plans within a transaction in the caller's scope; the reader's condition narrows it.
struct PlanReads {
    let tx: PostgresTransaction
    let reader: RotationReader

    /// - Throws: `not-found`.
    func view(_ id: PlanID) async throws -> PlanView {
        let rows = try await tx.query(
            """
            SELECT 1 FROM rotation.plan p WHERE p.id = \(id.rawValue) \
            AND \(fragment: reader.plans)
            """)
        guard !rows.isEmpty, let view = try await views([id]).first else {
            throw RotationRefusals.notFound("id", "方案", "plan")
        }
        return view
    }

    /// Newest first: ids are UUIDv7.
    func list(_ filter: PlanFilter, after: PlanID?, size: Int) async throws
        -> (plans: [PlanView], next: PlanID?)
    {
        var conditions: [SQL] = [reader.plans]
        if let group = filter.group { conditions.append("p.group_id = \(group.rawValue)") }
        if let year = filter.year { conditions.append("p.school_year = \(year.description)") }
        if let state = filter.state { conditions.append("p.state = \(state.rawValue)") }
        if let after { conditions.append("p.id < \(after.rawValue)") }
        let rows = try await tx.query(
            """
            SELECT p.id FROM rotation.plan p \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY p.id DESC LIMIT \(size + 1)
            """)
        let ids = try rows.prefix(size).map { try $0.id("id", as: PlanID.self) }
        let byID = Dictionary(
            try await views(ids).map { ($0.stored.plan.id, $0) },
            uniquingKeysWith: { first, _ in first })
        return (ids.compactMap { byID[$0] }, rows.count > size ? ids.last : nil)
    }

    /// Moves of a plan, or of a ready plan, by person.
    func moves(
        _ plan: PlanID, ready: ReadyKind?, school: SchoolID?, after: PersonID?, size: Int
    ) async throws -> (moves: [PlannedMove], next: PersonID?) {
        _ = try await view(plan)
        let all = try await PlanTable.moves(tx, [plan], ready: ready)[plan] ?? []
        let left = all.filter { move in
            (school.map { move.home == $0 || move.receiving == $0 } ?? true)
                && (after.map { move.person.description > $0.description } ?? true)
        }.sorted { $0.person.description < $1.person.description }
        let page = Array(left.prefix(size))
        return (page, left.count > size ? page.last?.person : nil)
    }

    private func views(_ ids: [PlanID]) async throws -> [PlanView] {
        let plans = try await PlanTable.load(tx, ids)
        let jobs = try await PlanJobs.load(tx, ids)
        let names = try await groupNames(Set(plans.map(\.plan.group)))
        return plans.map { stored in
            PlanView(
                stored: stored, groupName: names[stored.plan.group] ?? "",
                job: jobs[stored.plan.id])
        }
    }

    private func groupNames(_ groups: Set<GroupID>) async throws -> [GroupID: String] {
        let rows = try await tx.query(
            """
            SELECT group_id, name FROM rotation.school_group \
            WHERE group_id = any(\(groups.map(\.rawValue)))
            """)
        return Dictionary(
            try rows.map { (try $0.id("group_id"), try $0.get("name")) },
            uniquingKeysWith: { first, _ in first })
    }
}
