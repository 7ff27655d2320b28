import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPostgres

/// Who of some teachers cannot be sent any more, whatever held on the day of the plan's facts: they
/// have left the school that sends them, or are placed by something else than the plan.
struct PlanLeavers: Sendable {
    private let left: [PersonID]
    private let placed: [PersonID]

    /// - Parameters:
    ///   - teachers: with the school that sends each.
    ///   - day: on which they would begin.
    init(
        _ tx: PostgresTransaction, _ plan: YearPlan, _ teachers: [(PersonID, SchoolID)],
        on day: CalendarDate
    ) async throws {
        let rows = try await tx.query(
            """
            SELECT t.person_id, EXISTS (SELECT 1 FROM rotation.post o \
            LEFT JOIN rotation.person x ON x.person_id = o.person_id \
            WHERE o.person_id = t.person_id AND o.school_id = t.home AND o.kind = 'main' \
            AND o.starts_on <= \(day.description)::date \
            AND (o.ends_on IS NULL OR o.ends_on > \(day.description)::date) \
            AND coalesce(x.withdrawn, false) = false) AS stays, \
            EXISTS (SELECT 1 FROM rotation.placement s WHERE s.person_id = t.person_id \
            AND s.plan_id IS DISTINCT FROM \(plan.id.rawValue) AND s.starts_on < s.ends_on \
            AND s.ends_on > \(day.description)::date) AS placed \
            FROM unnest(\(teachers.map(\.0.rawValue))::uuid[], \
            \(teachers.map(\.1.rawValue))::uuid[]) AS t(person_id, home) ORDER BY 1
            """)
        left = try rows.filter { try !$0.get("stays", as: Bool.self) }
            .map { try $0.id("person_id") }
        placed = try rows.filter { try $0.get("stays", as: Bool.self) && $0.get("placed") }
            .map { try $0.id("person_id") }
    }

    /// All of them.
    var people: Set<PersonID> { Set(left + placed) }

    /// One sentence each.
    var wordings: [Wording] {
        left.map(InstanceDifference.gone) + placed.map(InstanceDifference.placed)
    }
}
