import GRPCCore
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliRuntime

/// `PlanService`: year's plans. Who may do what is Core's to decide; which plans a caller sees, the
/// database's and `RotationReader`'s.
struct PlanCalls: Taoli_Rotation_V1_PlanService.SimpleServiceProtocol {
    let context: ServiceContext
    let plans: PlanStore

    func recordInputs(
        request: Taoli_Rotation_V1_RecordInputsRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_RecordInputsResponse {
        let (table, rows) = try InputFields.rows(request)
        return try await InputStore(commands: context.commands).record(
            rows, table, of: try Input.id("group_id", request.groupID),
            try RotationFields.year("school_year", request.schoolYear),
            by: try CallContext.requireCaller(),
            try command(request, request.requestID, request.reason))
    }

    func startPlan(
        request: Taoli_Rotation_V1_StartPlanRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_StartPlanResponse {
        let start = PlanStore.Start(
            group: try Input.id("group_id", request.groupID),
            stage: try RotationFields.choice("stage", request.stage),
            year: try RotationFields.year("school_year", request.schoolYear),
            asked: try RotationPacks.asked(request.pack, file: request.packFile))
        return try await plans.start(
            start, by: try CallContext.requireCaller(),
            try command(request, request.requestID, request.reason)
        ) { plan, name in
            .with {
                $0.plan = plan.message(name)
                $0.plan.job = .with { $0.state = "waiting" }
            }
        }
    }

    func checkPlan(
        request: Taoli_Rotation_V1_CheckPlanRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_CheckPlanResponse {
        let ready: ReadyKind? = try RotationFields.optionalChoice("ready_plan", request.readyPlan)
        let (caller, plans) = (try CallContext.requireCaller(), plans)
        return try await plans.change(
            try Input.id("plan_id", request.planID),
            try command(request, request.requestID, request.reason)
        ) { stored, tx, _ in
            try await plans.check(stored, tx, by: caller, ready: ready)
        } respond: { _, plan, name in
            .with { $0.plan = plan.message(name) }
        }
    }

    func repairPlan(
        request: Taoli_Rotation_V1_RepairPlanRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_RepairPlanResponse {
        let ids = request.withdrawnPersonIds
        guard (1...RotationLimits.withdrawnMax).contains(ids.count), Set(ids).count == ids.count
        else { throw PlanCalls.badWithdrawn }
        let people = try ids.map { id -> PersonID in try Input.id("withdrawn_person_ids", id) }
        return try await plans.repair(
            try Input.id("plan_id", request.planID),
            try command(request, request.requestID, request.reason),
            by: try CallContext.requireCaller(), without: people,
            ready: try RotationFields.optionalChoice("ready_plan", request.readyPlan)
        ) { before, plan, name in
            .with {
                $0.plan = plan.message(name)
                $0.removed = before.moves.filter { !plan.moves.contains($0) }
                    .map { $0.message(for: .official) }
                $0.added = plan.moves.filter { !before.moves.contains($0) }
                    .map { $0.message(for: .official) }
            }
        }
    }

    func decidePlan(
        request: Taoli_Rotation_V1_DecidePlanRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_DecidePlanResponse {
        let (caller, plans) = (try CallContext.requireCaller(), plans)
        let reason = try RotationFields.reason(request.reason)
        return try await plans.change(
            try Input.id("plan_id", request.planID),
            try command(request, request.requestID, request.reason)
        ) { stored, tx, today in
            try await plans.decide(
                stored, tx, by: caller, version: request.version == 0 ? nil : request.version,
                years: request.years == 0 ? nil : Int(request.years), reason: reason, today: today)
        } respond: { _, plan, name in
            .with {
                $0.plan = plan.message(name)
                $0.placements = Int32(plan.moves.count)
            }
        }
    }

    func withdrawPlan(
        request: Taoli_Rotation_V1_WithdrawPlanRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_WithdrawPlanResponse {
        let caller = try CallContext.requireCaller()
        return try await plans.change(
            try Input.id("plan_id", request.planID),
            try command(request, request.requestID, request.reason)
        ) { stored, _, _ in
            PlanStore.Decided(decision: try stored.plan.withdrawn(by: caller))
        } respond: { _, plan, name in
            .with { $0.plan = plan.message(name) }
        }
    }

    func command(
        _ request: some SwiftProtobuf.Message, _ requestID: String, _ reason: String
    ) throws -> CommandRequest {
        try context.command(
            request, requestID: requestID, reason: try RotationFields.reason(reason),
            seesAll: true)
    }

    private static let badWithdrawn = Refusal(
        .invalid, "bad-withdrawn", field: "withdrawn_person_ids",
        what: Wording(
            "须写 1 到 \(RotationLimits.withdrawnMax) 名教师，不能重复。",
            "Name 1 to \(RotationLimits.withdrawnMax) teachers, none twice."),
        next: Wording("请改正后重试。", "Correct it and try again."))
}
