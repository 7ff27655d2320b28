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

    /// Whose placements are notified.
    enum Notice: Sendable {
        case plan(PlanID)
        case placement(PlacementID)
        case team(TeamID)

        fileprivate var condition: SQL {
            switch self {
            case .plan(let id): "p.plan_id = \(id.rawValue)"
            case .placement(let id): "p.id = \(id.rawValue)"
            case .team(let id): "p.team_id = \(id.rawValue)"
            }
        }
    }

    /// Notifies every placement that was not yet.
    /// - Throws: `not-found`, `not-your-district`, `nothing-to-notify`.
    func notify<Response: SwiftProtobuf.Message & Sendable>(
        _ notice: Notice, by caller: Caller, _ request: CommandRequest,
        respond: @escaping @Sendable (Int) -> Response
    ) async throws -> Response {
        try await commands.run(request) { tx, _, now in
            let found = try await StayTable.load(tx, where: notice.condition, isLocked: true)
            if found.isEmpty { try await StayStore.checkPlan(notice, tx, by: caller) }
            let today = CalendarDate(shanghai: now)
            // Who may not see them is told that before whether any waits.
            let waiting = found.filter { $0.state == .decided }
            if let first = found.first { try first.checkDirector(caller) }
            guard let first = waiting.first else { throw StayStore.nothingToNotify }
            let decisions = try waiting.map { try $0.notified(by: caller, today: today) }
            return CommandOutcome(
                respond(decisions.count),
                writes: decisions.flatMap { StayTable.save($0.stay) },
                events: try decisions.map(StayMessages.draft),
                subjects: decisions.map { StayMessages.reference($0.stay.id) },
                districts: first.districts)
        }
    }

    /// Of a plan without placements it is said whether there is such a plan.
    private static func checkPlan(
        _ notice: Notice, _ tx: PostgresTransaction, by caller: Caller
    ) async throws {
        guard case .plan(let id) = notice else {
            throw RotationRefusals.notFound("placement_id", "派出", "placement")
        }
        guard let stored = try await PlanTable.load(tx, [id]).first else {
            throw RotationRefusals.notFound("plan_id", "方案", "plan")
        }
        try BureauAuthority.check(caller, of: stored.plan.district)
    }

    /// Arranges placements that no plan makes.
    /// - Throws: `group-unknown`, `group-absent`, `teacher-placed-already`, and what ``Arranging``
    ///   refuses.
    func arrange<Response: SwiftProtobuf.Message & Sendable>(
        _ wanted: Arrangement, in group: GroupID, _ asked: FiledPack?, by caller: Caller,
        _ request: CommandRequest,
        respond: @escaping @Sendable ([StayDecision], [SchoolID: String]) throws -> Response
    ) async throws -> Response {
        try await RotationRefusals.explained {
            try await commands.run(request) { tx, _, _ in
                let group = try await PlanningGroup.load(group, tx)
                guard group.validity.holds(on: wanted.from) else {
                    throw RotationRefusals.groupAbsent(wanted.from)
                }
                let chosen = try await RotationPacks.chosen(
                    asked, tx, by: group.district, in: SchoolYear(containing: wanted.from))
                let facts = try await StayStore.facts(wanted, group, tx)
                let decisions = try Arranging(wanted, facts, chosen.pack).decide(
                    by: caller, newTeam: TeamID(.version7()),
                    newID: { PlacementID(.version7()) })
                let names = try await FactsReads.names(
                    tx, decisions.flatMap { [$0.stay.home, $0.stay.receiving] })
                return CommandOutcome(
                    try respond(decisions, names),
                    writes: decisions.flatMap { StayTable.save($0.stay) },
                    events: try decisions.map(StayMessages.draft),
                    subjects: decisions.map { StayMessages.reference($0.stay.id) },
                    districts: group.districts)
            }
        }
    }

    private static func facts(
        _ wanted: Arrangement, _ group: PlanningGroup, _ tx: PostgresTransaction
    ) async throws -> ArrangementFacts {
        let reads = FactsReads(
            tx: tx, group: group, stage: wanted.stage ?? .primary,
            year: SchoolYear(containing: wanted.from), on: wanted.from)
        let members = try await reads.members()
        let schools = members.map(\.school.rawValue)
        let people = wanted.people.map(\.rawValue)
        var team: [TeacherStay] = []
        if let id = wanted.team {
            team = try await StayTable.load(
                tx, where: "p.team_id = \(id.rawValue)", isLocked: true)
        }
        return ArrangementFacts(
            group: group.id, district: group.district, districts: group.districts,
            members: members, posts: try await reads.posts(schools, of: people),
            levels: try await reads.levels(people),
            categories: try await FactsReads.categories(tx, schools), team: team)
    }

    private static let nothingToNotify = Refusal(
        .precondition, "nothing-to-notify", field: "plan_id",
        what: Wording(
            "没有待通知的派出。", "No placement waits for its notice."),
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
