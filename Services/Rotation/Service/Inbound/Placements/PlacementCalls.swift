import GRPCCore
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// `PlacementService`: placements of decided plans and those arranged singly. Who may do what is
/// Core's to decide.
struct PlacementCalls: Taoli_Rotation_V1_PlacementService.SimpleServiceProtocol {
    let context: ServiceContext

    var stays: StayStore { StayStore(commands: context.commands) }

    func notifyPlacements(
        request: Taoli_Rotation_V1_NotifyPlacementsRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_NotifyPlacementsResponse {
        try await stays.notify(
            try PlacementCalls.notice(request), by: try CallContext.requireCaller(),
            try command(request, request.requestID, request.reason)
        ) { count in .with { $0.notified = Int32(count) } }
    }

    private static func notice(_ request: Taoli_Rotation_V1_NotifyPlacementsRequest) throws
        -> StayStore.Notice
    {
        let given = [request.planID, request.placementID, request.teamID].filter { !$0.isEmpty }
        guard given.count == 1 else { throw oneOfThree }
        if !request.placementID.isEmpty {
            return .placement(try Input.id("placement_id", request.placementID))
        }
        if !request.teamID.isEmpty { return .team(try Input.id("team_id", request.teamID)) }
        return .plan(try Input.id("plan_id", request.planID))
    }

    private static let oneOfThree = Refusal(
        .invalid, "one-of-three", field: "plan_id",
        what: Wording(
            "方案、派出、团队要且只能写一个。", "Name a plan, a placement or a team: one of them."),
        next: Wording("请改正后重试。", "Correct it and try again."))

    func beginPlacement(
        request: Taoli_Rotation_V1_BeginPlacementRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_BeginPlacementResponse {
        let day = try RotationFields.date("on", request.on)
        let caller = try CallContext.requireCaller()
        return try await stays.change(
            try Input.id("placement_id", request.placementID),
            try command(request, request.requestID, request.reason)
        ) { stay, facts in
            try stay.began(by: caller, on: day, today: facts.today)
        } respond: { decision, names in
            .with { $0.placement = decision.stay.message(names) }
        }
    }

    func appraisePlacement(
        request: Taoli_Rotation_V1_AppraisePlacementRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_AppraisePlacementResponse {
        let year = try RotationFields.year("school_year", request.schoolYear)
        let grade: AppraisalGrade = try RotationFields.choice("grade", request.grade)
        let caller = try CallContext.requireCaller()
        return try await stays.change(
            try Input.id("placement_id", request.placementID),
            try command(request, request.requestID, request.reason)
        ) { stay, facts in
            try stay.appraised(
                by: caller, leads: facts.leads, year, grade, today: facts.today)
        } respond: { decision, names in
            .with { $0.placement = decision.stay.message(names) }
        }
    }

    func extendPlacement(
        request: Taoli_Rotation_V1_ExtendPlacementRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ExtendPlacementResponse {
        let until = try RotationFields.date("until", request.until)
        _ = try Input.text("reason", request.reason, max: RotationLimits.reasonMax)
        let caller = try CallContext.requireCaller()
        return try await stays.change(
            try Input.id("placement_id", request.placementID),
            try command(request, request.requestID, request.reason)
        ) { stay, _ in
            try stay.extended(by: caller, until: until)
        } respond: { decision, names in
            .with { $0.placement = decision.stay.message(names) }
        }
    }

    func endPlacement(
        request: Taoli_Rotation_V1_EndPlacementRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_EndPlacementResponse {
        let day = try RotationFields.date("on", request.on)
        let ground = try Input.known(
            "ground", EndGround.given.first { $0.rawValue == request.ground },
            allowed: EndGround.given.map(\.rawValue))
        let reason = try Input.text("reason", request.reason, max: RotationLimits.reasonMax)
        let caller = try CallContext.requireCaller()
        return try await stays.change(
            try Input.id("placement_id", request.placementID),
            try command(request, request.requestID, request.reason)
        ) { stay, facts in
            try stay.ended(
                by: caller, on: day, ground: ground, reason: reason, today: facts.today)
        } respond: { decision, names in
            .with {
                $0.placement = decision.stay.message(names)
                if case .endedEarly(_, _, let breaksYear) = decision.event {
                    $0.breaksYear = breaksYear
                }
            }
        }
    }

    func completePlacement(
        request: Taoli_Rotation_V1_CompletePlacementRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_CompletePlacementResponse {
        let caller = try CallContext.requireCaller()
        return try await stays.change(
            try Input.id("placement_id", request.placementID),
            try command(request, request.requestID, request.reason)
        ) { stay, facts in
            try stay.completed(by: caller, today: facts.today)
        } respond: { decision, names in
            .with { $0.placement = decision.stay.message(names) }
        }
    }

    func command(
        _ request: some SwiftProtobuf.Message, _ requestID: String, _ reason: String
    ) throws -> CommandRequest {
        try context.command(
            request, requestID: requestID, reason: try RotationFields.reason(reason),
            seesAll: true)
    }
}
