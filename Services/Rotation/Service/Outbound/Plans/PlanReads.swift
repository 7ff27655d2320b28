import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPostgres

/// A plan as it is shown: in a list without its moves and objections.
struct PlanView: Sendable {
    let plan: YearPlan
    /// How many go, and key teachers among them.
    let sent: Int
    let keySent: Int
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

    /// A plan with what it rests on.
    /// - Throws: `not-found`.
    func view(_ id: PlanID) async throws -> (view: PlanView, stored: StoredPlan) {
        try await requireVisible(id)
        guard let stored = try await PlanTable.load(tx, [id]).first else { throw PlanReads.unknown }
        let plan = stored.plan
        let names = try await groupNames([plan.group])
        return (
            PlanView(
                plan: plan, sent: plan.moves.count, keySent: plan.moves.count(where: \.isKey),
                groupName: names[plan.group] ?? "",
                job: try await PlanJobs.load(tx, [id])[id]),
            stored
        )
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
        // What plans rest on is large, and of moves only the number is shown.
        let rows = try await tx.query(
            """
            SELECT \(fragment: PlanTable.columns), \
            (SELECT count(*) FROM rotation.plan_move m WHERE m.plan_id = p.id AND m.ready = '') \
            AS sent, (SELECT count(*) FROM rotation.plan_move m WHERE m.plan_id = p.id \
            AND m.ready = '' AND m.is_key) AS key_sent FROM rotation.plan p \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY p.id DESC LIMIT \(size + 1)
            """)
        let plans = try rows.prefix(size).map { try PlanTable.plan($0, [], []) }
        let jobs = try await PlanJobs.load(tx, plans.map(\.id))
        let names = try await groupNames(Set(plans.map(\.group)))
        let views = try zip(plans, rows).map { plan, row in
            PlanView(
                plan: plan, sent: try row.get("sent"), keySent: try row.get("key_sent"),
                groupName: names[plan.group] ?? "", job: jobs[plan.id])
        }
        return (views, rows.count > size ? plans.last?.id : nil)
    }

    /// Moves of a plan, or of a ready plan, by person.
    func moves(
        _ plan: PlanID, ready: ReadyKind?, school: SchoolID?, after: PersonID?, size: Int
    ) async throws -> (moves: [PlannedMove], next: PersonID?) {
        try await requireVisible(plan)
        let all = try await PlanTable.moves(tx, [plan], ready: ready)[plan] ?? []
        let left = all.filter { move in
            (school.map { move.home == $0 || move.receiving == $0 } ?? true)
                && (after.map { move.person.description > $0.description } ?? true)
        }.sorted { $0.person.description < $1.person.description }
        let page = Array(left.prefix(size))
        return (page, left.count > size ? page.last?.person : nil)
    }

    private func requireVisible(_ id: PlanID) async throws {
        let rows = try await tx.query(
            """
            SELECT 1 FROM rotation.plan p WHERE p.id = \(id.rawValue) \
            AND \(fragment: reader.plans)
            """)
        guard !rows.isEmpty else { throw PlanReads.unknown }
    }

    private static let unknown = RotationRefusals.notFound("id", "方案", "plan")

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
