import Foundation
import TaoliHost
import TaoliModels
import TaoliPostgres
import RotationCore

/// A search as it stands.
struct PlanJobState: Sendable {
    /// `waiting`, `running` or `done`.
    let state: String
    let attempts: Int
    /// What is being done; empty when not running.
    let step: String
    /// Whole seconds of the attempt so far, or that it took.
    let seconds: Int
}

/// `rotation.plan_job`: which instance solves which plan. A row is taken by whoever finds it free, and
/// held for a while by the database's clock; who holds it says so again in time.
struct PlanJobs: Sendable {
    /// A search that this instance holds now.
    struct Claim: Sendable {
        let plan: PlanID
        /// Including this one.
        let attempts: Int
    }

    /// Names this holder.
    let holder: UUID
    /// For how long a row is held without a word.
    let hold: Duration

    /// Takes the oldest free search; `nil` when there is none.
    func claim(_ tx: PostgresTransaction) async throws -> Claim? {
        let rows = try await tx.query(
            """
            UPDATE rotation.plan_job SET state = 'running', holder = \(holder), \
            held_until = clock_timestamp() + \(seconds) * interval '1 second', \
            attempts = attempts + 1, step = '', began_at = clock_timestamp() \
            WHERE plan_id = (SELECT plan_id FROM rotation.plan_job WHERE state <> 'done' \
            AND (held_until IS NULL OR held_until < clock_timestamp()) \
            ORDER BY plan_id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING plan_id, attempts
            """)
        return try rows.first.map { row in
            Claim(plan: try row.id("plan_id"), attempts: try row.get("attempts"))
        }
    }

    /// Says that it is still at work. False when another instance has taken it by now.
    func holdOn(_ plan: PlanID, step: String, _ tx: PostgresTransaction) async throws -> Bool {
        try await tx.execute(
            """
            UPDATE rotation.plan_job SET step = \(step), \
            held_until = clock_timestamp() + \(seconds) * interval '1 second' \
            WHERE plan_id = \(plan.rawValue) AND holder = \(holder) AND state = 'running'
            """) == 1
    }

    /// Frees a search that this holder has not ended, as if it had not begun it.
    func giveBack(_ plan: PlanID, _ tx: PostgresTransaction) async throws {
        _ = try await tx.execute(
            """
            UPDATE rotation.plan_job SET state = 'waiting', holder = NULL, held_until = NULL, \
            attempts = attempts - 1, step = '' \
            WHERE plan_id = \(plan.rawValue) AND holder = \(holder) AND state = 'running'
            """)
    }

    /// The row of a search that is over.
    static func finish(_ plan: PlanID) -> SQL {
        """
        UPDATE rotation.plan_job SET state = 'done', holder = NULL, held_until = NULL, \
        step = '', ended_at = clock_timestamp() WHERE plan_id = \(plan.rawValue)
        """
    }

    /// The searches of plans.
    static func load(_ tx: PostgresTransaction, _ plans: [PlanID]) async throws
        -> [PlanID: PlanJobState]
    {
        let rows = try await tx.query(
            """
            SELECT plan_id, state, attempts, step, coalesce(extract(epoch FROM \
            CASE state WHEN 'done' THEN ended_at ELSE clock_timestamp() END - began_at), 0)::int8 \
            AS seconds FROM rotation.plan_job WHERE plan_id = any(\(plans.map(\.rawValue)))
            """)
        return Dictionary(
            try rows.map { row in
                (
                    try row.id("plan_id"),
                    PlanJobState(
                        state: try row.get("state"), attempts: try row.get("attempts"),
                        step: try row.get("step"), seconds: try row.get("seconds"))
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    private var seconds: Double {
        let parts = hold.components
        return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }
}
