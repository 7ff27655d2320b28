import Foundation
import RotationCore
import Synchronization
import TaoliModels

/// Solving all groups, with progress, a deadline, and the check that every plan must pass.
struct SolveRun {
    private let loaded: LoadedInstance
    private let watch: Stopwatch
    private let limits: SolverLimits
    private let isLimited: Bool
    private let threads: Int

    init(_ loaded: LoadedInstance, watch: Stopwatch, limit: Double?, threads: Int?) {
        self.loaded = loaded
        self.watch = watch
        self.threads = threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount)
        isLimited = limit != nil
        limits =
            limit.map { seconds in SolverLimits(isTimeUp: { watch.seconds >= seconds }) } ?? .none
    }

    /// Solves; a bar or lines tell how many groups are done.
    func plan(_ context: CommandContext) async -> [CityPlanner.Outcome] {
        let units = PlanUnit.split(loaded.instance)
        let progress = Mutex(Progress(context.console, context.language))
        let what = Wording("已求解的集团", "Groups solved")
        let planner = CityPlanner(
            loaded.instance, loaded.parameters, limits: limits, now: { watch.seconds })
        let outcomes = await planner.plan(
            units, threads: threads, mayBeCutShort: isLimited,
            isDone: { done in
                progress.withLock { $0.show(what, done: Int64(done), of: Int64(units.count)) }
            })
        progress.withLock { $0.finish() }
        return outcomes
    }

    /// Has every plan checked by code that shares nothing with the solver.
    ///
    /// - Throws: ``CommandFailure``: a plan that fails is a fault of ours and is never shown.
    func verify(_ outcomes: [CityPlanner.Outcome]) throws {
        let checker = PlanChecker(loaded.instance, loaded.parameters)
        let planned = outcomes.filter { $0.answer.objective != nil }
        let schools = Set(planned.flatMap(\.facts.unit.schools))
        let plan = planned.flatMap(\.answer.plan)
        let broken = checker.violations(plan, at: schools)
        let points = checker.points(plan, at: schools)
        let claimed = planned.reduce(0) { $0 + ($1.answer.objective ?? 0) }
        guard broken.isEmpty, points == claimed else {
            let what = broken.first?.text.english ?? "\(claimed) points claimed, \(points) counted"
            throw CommandFailure(
                .bug,
                Wording("方案未通过独立校验：\(what)", "The plan fails the independent check: \(what)"),
                next: Wording("请把数据交给开发者。", "Give the instance to the developers."))
        }
    }

    /// Step 1 for every group without a plan; all three steps when there is a folder for them.
    func reports(
        _ outcomes: [CityPlanner.Outcome], folder: String?, _ context: CommandContext
    ) throws -> [InfeasibilityReport?] {
        let files = try folder.map { try ReportFolder($0, loaded) }
        return try outcomes.map { outcome in
            guard outcome.answer.status == .infeasible else { return nil }
            guard let files else { return InfeasibilityReport(bounds: outcome.facts) }
            let report = InfeasibilityReport(outcome.facts)
            try files.write(report, outcome.facts, context)
            return report
        }
    }
}
