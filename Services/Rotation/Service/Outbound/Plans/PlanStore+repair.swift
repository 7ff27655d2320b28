import Foundation
import RotationCore
import SwiftProtobuf
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliRuntime

/// The repair after somebody withdrew. It is searched before the transaction that writes it, since
/// nothing slow is done while rows are locked; what it rests on is compared under the lock.
extension PlanStore {
    /// Repairs a plan; of a decided plan its placements follow.
    ///
    /// - Parameter ready: what may give way where no plan keeps every rule; `nil` for what gave way
    ///   in the plan already.
    /// - Throws: `not-found`, what ``YearPlan/checkRepair(by:without:)`` does, `placement-begun`,
    ///   `no-repair`, `out-of-time`, `planner-busy`, `teacher-placed-already`; `CallFailure.aborted`
    ///   when the plan changed during the search.
    func repair<Response: SwiftProtobuf.Message & Sendable>(
        _ id: PlanID, _ request: CommandRequest, by caller: Caller, without people: [PersonID],
        ready: ReadyKind?,
        respond: @escaping @Sendable (YearPlan, YearPlan, String) throws -> Response
    ) async throws -> Response {
        if let answer: Response = try await commands.earlier(request) { return answer }
        let searched = try await search(id, by: caller, without: people, ready)
        return try await change(
            id, request,
            decide: { stored, tx, today in
                let basis = try await RepairBasis(
                    stored, tx, by: caller, without: people, today: today, isLocking: true)
                guard let searched, searched.basis == basis else { throw PlanStore.overtaken }
                let plan = stored.plan
                guard let found = searched.found else {
                    throw PlanRefusals.cannotRepair(ready ?? plan.ready)
                }
                let decision = try plan.repaired(by: caller, without: basis.without, found: found)
                return Decided(
                    decision: decision,
                    stays: plan.state == .decided
                        ? try followUp(stored, decision.plan, basis, by: caller, today) : [])
            }, respond: respond)
    }

    /// What a search found, and on what; `nil` for what the command will refuse.
    private func search(
        _ id: PlanID, by caller: Caller, without people: [PersonID], _ ready: ReadyKind?
    ) async throws -> (basis: RepairBasis, found: PlanSearch.Repaired?)? {
        let today = CalendarDate(shanghai: context.now())
        let begun = try await context.readAll { tx -> (YearPlan, RepairBasis, RecordedProblem)? in
            guard let stored = try await PlanTable.load(tx, [id]).first else { return nil }
            let basis: RepairBasis
            do {
                basis = try await RepairBasis(
                    stored, tx, by: caller, without: people, today: today)
            } catch is Refusal {
                return nil
            }
            return (stored.plan, basis, try await problem(stored, tx))
        }
        guard let (plan, basis, problem) = begun else { return nil }
        let found = try await threads.run(for: patience) { limits in
            try PlanSearch(problem, limits: limits).repaired(
                plan.moves, without: basis.gone, fixed: basis.fixed, ready: ready ?? plan.ready)
        }
        return (basis, found)
    }

    /// Placements of moves that the repair gave up end; those of new moves begin, not before today.
    private func followUp(
        _ stored: StoredPlan, _ plan: YearPlan, _ basis: RepairBasis, by caller: Caller,
        _ today: CalendarDate
    ) throws -> [StayDecision] {
        let ended = try basis.stays.filter { stay in
            stay.state.isOpen
                && !plan.moves.contains {
                    $0.person == stay.person && $0.receiving == stay.receiving
                }
        }.map { stay in
            try stay.ended(
                by: caller, on: stay.from,
                ground: basis.without.contains(stay.person) ? .withdrawn : .replanned, reason: "",
                today: today)
        }
        let terms = try PlacementTerms(
            RotationPacks.kept(stored.packFile, plan.pack), plan, years: plan.years,
            from: max(plan.factsOn, today))
        let before = Set(stored.plan.moves)
        return ended
            + plan.moves.filter { !before.contains($0) }
            .map { plan.placement(PlacementID(.version7()), $0, terms) }
    }

    private static let overtaken = CallFailure.aborted(
        Wording(
            "求解期间方案或其派出有了变动。",
            "The plan or its placements changed while the repair was searched for."))
}

/// What a repair rests on besides the plan's own facts. Equal before and after the search: nothing
/// has changed meanwhile.
struct RepairBasis: Hashable, Sendable {
    private let version: Int64
    /// The decided plan's placements.
    let stays: [TeacherStay]
    /// Who withdraws: those named, and those whose placement ended before it began.
    let without: [PersonID]
    /// Everybody who cannot go.
    let gone: Set<PersonID>
    /// Moves of those who have begun and were not named.
    let fixed: [PlannedMove]

    /// - Parameter isLocking: keeps the placements as they are until this transaction ends, and
    ///   others from deciding on the same schools.
    /// - Throws: what ``YearPlan/checkRepair(by:without:)`` does, `placement-begun` for somebody named
    ///   who is at work there.
    init(
        _ stored: StoredPlan, _ tx: PostgresTransaction, by caller: Caller,
        without people: [PersonID], today: CalendarDate, isLocking: Bool = false
    ) async throws {
        let plan = stored.plan
        try plan.checkRepair(by: caller, without: people)
        version = plan.version
        guard plan.state == .decided else {
            (stays, fixed, without) = ([], [], people)
            gone = Set(people).union(plan.withdrawn)
            return
        }
        let own = try await StayTable.load(
            tx, where: "p.plan_id = \(plan.id.rawValue)", isLocked: isLocking)
        if isLocking { try await RotationLocks.take(tx, schools: plan.sending + plan.receiving) }
        let named = Set(people)
        let isAtWork = own.contains { stay in
            named.contains(stay.person) && stay.beganOn != nil && stay.state != .ended
        }
        guard !isAtWork else { throw RotationRefusals.stayBegun }
        let held = own.filter { $0.state.isOpen || $0.beganOn != nil }
        let lost = plan.moves.filter { move in
            !named.contains(move.person)
                && !held.contains { $0.person == move.person && $0.receiving == move.receiving }
        }.map(\.person)
        fixed = plan.moves.filter { move in
            !named.contains(move.person)
                && held.contains {
                    $0.person == move.person && $0.receiving == move.receiving && $0.beganOn != nil
                }
        }
        let eligible = try stored.recorded().teachers.filter(\.isEligible)
            .compactMap { teacher -> (PersonID, SchoolID)? in
                guard let person = PersonID(teacher.id), let school = SchoolID(teacher.school)
                else { return nil }
                return (person, school)
            }
        let leavers = try await PlanLeavers(tx, plan, eligible, on: max(plan.factsOn, today))
        stays = own
        without = people + lost
        gone = named.union(lost).union(plan.withdrawn)
            .union(leavers.people).subtracting(fixed.map(\.person))
    }
}
