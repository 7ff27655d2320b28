import GRPCCore
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// `EntitlementService`: what follows from placements. Who may do what is Core's to decide.
struct EntitlementCalls: Taoli_Rotation_V1_EntitlementService.SimpleServiceProtocol {
    let context: ServiceContext

    func takeUpDuty(
        request: Taoli_Rotation_V1_TakeUpDutyRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_TakeUpDutyResponse {
        let task = try Input.text("task", request.task, max: RotationLimits.codeMax)
        let day = try RotationFields.date("on", request.on)
        let caller = try CallContext.requireCaller()
        return try await StayStore(commands: context.commands).change(
            try Input.id("placement_id", request.placementID),
            try context.command(
                request, requestID: request.requestID,
                reason: try RotationFields.reason(request.reason), seesAll: true)
        ) { stay, facts in
            try stay.tookUpDuty(by: caller, task, on: day, today: facts.today)
        } respond: { decision, names in
            .with { $0.placement = decision.stay.message(names) }
        }
    }

    func setAllowanceRate(
        request: Taoli_Rotation_V1_SetAllowanceRateRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_SetAllowanceRateResponse {
        let fen = request.fenPerMonth
        guard (0...Int64(RotationLimits.allowanceFenMax)).contains(fen) else {
            throw EntitlementCalls.badAmount
        }
        let reason = try Input.text("reason", request.reason, max: RotationLimits.reasonMax)
        let rate = AllowanceRate(
            id: AllowanceRateID(.version7()),
            district: try RotationFields.district("district", request.district),
            from: try RotationFields.date("from", request.from), fenPerMonth: Int(fen),
            reason: reason)
        return try await AllowanceStore(commands: context.commands).set(
            rate, by: try CallContext.requireCaller(),
            try context.command(
                request, requestID: request.requestID, reason: reason, seesAll: true))
    }

    private static let badAmount = Refusal(
        .invalid, "bad-amount", field: "fen_per_month",
        what: Wording(
            "每月补贴应为 0 到 \(RotationLimits.allowanceFenMax) 分。",
            "A month's allowance is 0 to \(RotationLimits.allowanceFenMax) fen."),
        next: Wording("请改正后重试。", "Correct it and try again."))
}
