import Foundation
import Logging
import RotationCore
import ServiceLifecycle
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Solves plans in the background. Any instance takes any plan; when one stops in the middle, its plan
/// is free again after a while and the next begins anew. What came out is written once, whoever else
/// may have solved it too.
struct PlanRunner: Service {
    /// How often free plans are looked for.
    static let interval: Duration = .milliseconds(500)
    /// Attempts after which a plan is given up: something about it stops the process.
    static let attemptsMax = 3

    let context: ServiceContext
    let threads: SolvingThread
    /// Of one search.
    let patience: Duration
    let jobs: PlanJobs

    /// - Parameter hold: how long an instance that stopped keeps a plan from others.
    init(
        _ context: ServiceContext, threads: SolvingThread, patience: Duration,
        hold: Duration = .seconds(10)
    ) {
        self.context = context
        self.threads = threads
        self.patience = patience
        jobs = PlanJobs(holder: .version7(), hold: hold)
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                var isBusy = false
                do {
                    isBusy = try await round()
                } catch is CancellationError {
                    return
                } catch {
                    context.logger.error(
                        "a plan could not be solved; it is tried again",
                        metadata: ["error": "\(error)"])
                }
                if !isBusy { try? await Task.sleep(for: PlanRunner.interval) }
            }
        }
    }

    /// Takes one plan and solves it. False when none is free.
    func round() async throws -> Bool {
        guard let claim = try await wide({ try await jobs.claim($0) }) else { return false }
        let stored = try await wide { try await PlanTable.load($0, [claim.plan]).first }
        guard let stored, stored.plan.state == .queued else {
            _ = try await wide { try await $0.execute(PlanJobs.finish(claim.plan)) }
            return true
        }
        if claim.attempts > PlanRunner.attemptsMax {
            try await write(stored, .broken)
            return true
        }
        let solution: Solution
        do {
            solution = try await solve(stored)
        } catch let error as CancellationError {
            await giveBack(claim.plan)
            throw error
        } catch let error where !(error is PostgresError) && !PlanRunner.passes(error) {
            context.logger.error(
                "a plan is given up",
                metadata: ["plan": "\(claim.plan)", "error": "\(error)"])
            solution = .broken
        }
        try await write(stored, solution)
        return true
    }

    /// Whether an error says nothing about the plan: it is tried again.
    private static func passes(_ error: any Error) -> Bool {
        (error as? Refusal)?.isTransient == true
    }

    /// A search that was broken off because the service stops is free for the next instance at once,
    /// and does not count as an attempt. In a task of its own, since this one is cancelled.
    private func giveBack(_ plan: PlanID) async {
        await Task {
            do {
                try await wide { try await jobs.giveBack(plan, $0) }
            } catch {
                context.logger.notice(
                    "a plan stays held for a while", metadata: ["error": "\(error)"])
            }
        }.value
    }

    /// What is written of a search.
    fileprivate struct Solution: Sendable {
        let result: PlanResult
        let moves: [PlannedMove]
        var ready: [ReadyKind: [PlannedMove]] = [:]
        var report: Data?

        static let broken = Solution(
            result: PlanResult(outcome: .failed, objective: nil, bound: nil), moves: [])
    }

    private func solve(_ stored: StoredPlan) async throws -> Solution {
        let recorded = try stored.recorded()
        let names = try await wide {
            try await FactsReads.names($0, recorded.sending + recorded.receiving)
        }
        let pack = try RotationPacks.kept(stored.packFile, stored.plan.pack)
        let (parameters, citations) = try RotationPacks.parameters(pack)
        let step = StepNote()
        let patience = patience
        return try await holding(stored.plan.id, step) {
            try await threads.run(for: patience) { limits in
                let problem = try RecordedProblem(recorded, parameters, names: names)
                let answer = PlanSearch(problem, limits: limits).run { step.set($0) }
                return try Solution(answer, problem, citations)
            }
        }
    }

    /// Says again and again that the plan is held, until the body is done.
    private func holding<Value: Sendable>(
        _ plan: PlanID, _ step: StepNote, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while !Task.isCancelled {
                    try? await Task.sleep(for: jobs.hold / 3)
                    // Whoever took it over solves the same; the first to finish writes.
                    _ = try? await wide { try await jobs.holdOn(plan, step: step.value, $0) }
                }
                return nil
            }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    /// Writes what came out, once: the id of the change is derived from the plan's.
    private func write(_ stored: StoredPlan, _ solution: Solution) async throws {
        let id = stored.plan.id
        let request = CommandRequest(
            service: .service("rotation"), method: "taoli.rotation.plans/solved",
            derivedID: DerivedID.of("solved/\(id)"), reason: "")
        _ = try await context.commands.runBatch(request) { tx, _ in
            guard let locked = try await PlanTable.load(tx, [id], isLocked: true).first,
                locked.plan.state == .queued
            else {
                _ = try await tx.execute(PlanJobs.finish(id))
                return BatchOutcome(events: [], subjects: [], districts: [])
            }
            let plan = locked.plan
            let decision = try plan.solved(
                solution.result, moves: solution.moves, ready: solution.ready.values.map(\.count))
            var statements = PlanTable.update(decision.plan, from: plan)
            for (kind, moves) in solution.ready {
                statements += PlanTable.insert(moves, of: plan, ready: kind)
            }
            if let report = solution.report { statements.append(PlanTable.report(report, of: id)) }
            statements.append(PlanJobs.finish(id))
            _ = try await tx.pipeline(statements)
            return BatchOutcome(
                events: [try PlanMessages.draft(decision)],
                subjects: [PlanMessages.reference(id)], districts: plan.districts)
        }
    }

    private func wide<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await context.pool.transaction(
            TransactionOptions(preamble: context.scope.preamble(.all)), body)
    }
}

extension PlanRunner.Solution {
    /// - Throws: SwiftProtobuf's error when the report cannot be encoded.
    fileprivate init(
        _ answer: PlanSearch.Answer, _ problem: RecordedProblem, _ citations: PlanCitations
    ) throws {
        var ready: [ReadyKind: [PlannedMove]] = [:]
        if let remedies = answer.report?.remedies {
            ready[.quotaFirst] = problem.moves(remedies.quotaFirst.answer.plan)
            ready[.keyFirst] = problem.moves(remedies.keyFirst.answer.plan)
        }
        self.init(
            result: answer.result, moves: answer.moves, ready: ready,
            report: try answer.report.map {
                try PlanReports.message($0, problem, citations).serializedData()
            })
    }
}

/// What a search is at, told from its thread to whoever holds its row.
private final class StepNote: Sendable {
    private let step = Mutex("")

    var value: String { step.withLock { $0 } }

    func set(_ value: PlanSearch.Step) { step.withLock { $0 = value.rawValue } }
}
