import Foundation
import RotationCore
import SwiftProtobuf
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// What a command on a placement looks at besides it.
struct StayFacts: Sendable {
    let today: CalendarDate
    /// The schools that lead the group today.
    let leads: Set<SchoolID>
}

/// Changes placements. Its transactions see every district, since schools of two may be concerned;
/// who may do what is Core's to decide.
struct StayStore: Sendable {
    let commands: CommandExecutor

    /// Changes one placement.
    /// - Throws: `not-found`, `teacher-placed-already`, and what `decide` refuses.
    func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: PlacementID, _ request: CommandRequest,
        decide: @escaping @Sendable (TeacherStay, StayFacts) throws -> StayDecision,
        respond: @escaping @Sendable (StayDecision, [SchoolID: String]) throws -> Response
    ) async throws -> Response {
        try await RotationRefusals.explained {
            try await commands.run(request) { tx, _, now in
                let found = try await StayTable.load(
                    tx, where: "p.id = \(id.rawValue)", isLocked: true)
                guard let stay = found.first else {
                    throw RotationRefusals.notFound("placement_id", "派出", "placement")
                }
                let today = CalendarDate(shanghai: now)
                let facts = StayFacts(
                    today: today, leads: try await StayStore.leads(tx, stay.group, on: today))
                let decision = try decide(stay, facts)
                let names = try await FactsReads.names(tx, [stay.home, stay.receiving])
                return CommandOutcome(
                    try respond(decision, names), writes: StayTable.save(decision.stay),
                    events: [try StayMessages.draft(decision)],
                    subjects: [StayMessages.reference(stay.id)],
                    districts: decision.stay.districts)
            }
        }
    }

    /// Notifies every placement of a plan that was not yet.
    /// - Throws: `not-found`, `not-your-district`, `nothing-to-notify`.
    func notify<Response: SwiftProtobuf.Message & Sendable>(
        _ plan: PlanID, by caller: Caller, _ request: CommandRequest,
        respond: @escaping @Sendable (Int) -> Response
    ) async throws -> Response {
        try await commands.run(request) { tx, _, now in
            guard let stored = try await PlanTable.load(tx, [plan]).first else {
                throw RotationRefusals.notFound("plan_id", "方案", "plan")
            }
            try BureauAuthority.check(caller, of: stored.plan.district)
            let stays = try await StayTable.load(
                tx, where: "p.plan_id = \(plan.rawValue) AND p.state = 'decided'", isLocked: true)
            guard !stays.isEmpty else { throw StayStore.nothingToNotify }
            let today = CalendarDate(shanghai: now)
            let decisions = try stays.map { try $0.notified(by: caller, today: today) }
            return CommandOutcome(
                respond(decisions.count),
                writes: decisions.flatMap { StayTable.save($0.stay) },
                events: try decisions.map(StayMessages.draft),
                subjects: decisions.map { StayMessages.reference($0.stay.id) },
                districts: stored.plan.districts)
        }
    }

    private static let nothingToNotify = Refusal(
        .precondition, "nothing-to-notify", field: "plan_id",
        what: Wording(
            "该方案没有待通知的派出。", "No placement of the plan waits for its notice."),
        next: Wording(
            "请用 taoli placement list 查看各派出的状态。",
            "See the placements' states with taoli placement list."))

    private static func leads(
        _ tx: PostgresTransaction, _ group: GroupID, on day: CalendarDate
    ) async throws -> Set<SchoolID> {
        let rows = try await tx.query(
            """
            SELECT coalesce(s.school_id, m.school_id) AS school_id FROM rotation.membership m \
            LEFT JOIN rotation.site s ON s.site_id = m.site_id \
            WHERE m.group_id = \(group.rawValue) AND m.role = 'lead' \
            AND m.starts_on <= \(day.description)::date \
            AND (m.ends_on IS NULL OR m.ends_on > \(day.description)::date)
            """)
        return Set(try rows.map { try $0.id("school_id") })
    }
}
