import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Calls of rotation by somebody whom the group does not concern. Plans and placements are named by
/// ids that nobody has: that another district's own are refused as well, its own tests try with real
/// ones.
extension ForeignRecords {
    func plans() throws -> [Attempt] {
        let nobody = UUID.version7().text
        let reads = [
            try plan("GetPlan", Taoli_Rotation_V1_GetPlanRequest.with { $0.id = nobody }),
            try plan(
                "ListPlanMoves",
                Taoli_Rotation_V1_ListPlanMovesRequest.with { $0.planID = nobody }),
            try plan(
                "ExplainPlan", Taoli_Rotation_V1_ExplainPlanRequest.with { $0.planID = nobody }),
        ]
        return try planning(nobody) + consulting(nobody) + reads
    }

    private func planning(_ nobody: String) throws -> [Attempt] {
        [
            try plan(
                "RecordInputs",
                Taoli_Rotation_V1_RecordInputsRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.schoolYear = "2026-2027"
                    $0.places = [
                        .with {
                            $0.schoolID = school
                            $0.stage = "primary"
                            $0.places = 3
                        }
                    ]
                }),
            try plan(
                "GetInputs",
                Taoli_Rotation_V1_GetInputsRequest.with {
                    $0.groupID = group
                    $0.schoolYear = "2026-2027"
                    $0.stage = "primary"
                }),
            try plan(
                "StartPlan",
                Taoli_Rotation_V1_StartPlanRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.stage = "primary"
                    $0.schoolYear = "2026-2027"
                    $0.pack = "SH"
                }),
            try plan(
                "CheckPlan",
                Taoli_Rotation_V1_CheckPlanRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = nobody
                }),
            try plan(
                "RepairPlan",
                Taoli_Rotation_V1_RepairPlanRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = nobody
                    $0.withdrawnPersonIds = [person]
                }),
            try plan(
                "DecidePlan",
                Taoli_Rotation_V1_DecidePlanRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = nobody
                }),
            try plan(
                "WithdrawPlan",
                Taoli_Rotation_V1_WithdrawPlanRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = nobody
                }),
        ]
    }

    private func consulting(_ nobody: String) throws -> [Attempt] {
        [
            try plan(
                "ConsultPlan",
                Taoli_Rotation_V1_ConsultPlanRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = nobody
                    $0.until = "2030-01-01"
                }),
            try plan(
                "RaiseObjection",
                Taoli_Rotation_V1_RaiseObjectionRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = nobody
                    $0.text = "x"
                }),
            try plan(
                "AnswerObjection",
                Taoli_Rotation_V1_AnswerObjectionRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = nobody
                    $0.objectionID = nobody
                    $0.outcome = "rejected"
                    $0.answer = "x"
                }),
        ]
    }

    func placements() throws -> [Attempt] {
        let nobody = UUID.version7().text
        return [
            try placement(
                "GetPlacement", Taoli_Rotation_V1_GetPlacementRequest.with { $0.id = nobody }),
            try placement(
                "NotifyPlacements",
                Taoli_Rotation_V1_NotifyPlacementsRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = nobody
                }),
            try placement(
                "BeginPlacement",
                Taoli_Rotation_V1_BeginPlacementRequest.with {
                    $0.requestID = Self.requestID
                    $0.placementID = nobody
                    $0.on = "2026-09-01"
                }),
            try placement(
                "AppraisePlacement",
                Taoli_Rotation_V1_AppraisePlacementRequest.with {
                    $0.requestID = Self.requestID
                    $0.placementID = nobody
                    $0.schoolYear = "2026-2027"
                    $0.grade = "good"
                }),
            try placement(
                "ExtendPlacement",
                Taoli_Rotation_V1_ExtendPlacementRequest.with {
                    $0.requestID = Self.requestID
                    $0.placementID = nobody
                    $0.until = "2030-09-01"
                    $0.reason = "x"
                }),
            try placement(
                "EndPlacement",
                Taoli_Rotation_V1_EndPlacementRequest.with {
                    $0.requestID = Self.requestID
                    $0.placementID = nobody
                    $0.on = "2027-02-01"
                    $0.ground = "other"
                    $0.reason = "x"
                }),
            try placement(
                "CompletePlacement",
                Taoli_Rotation_V1_CompletePlacementRequest.with {
                    $0.requestID = Self.requestID
                    $0.placementID = nobody
                }),
            try placement(
                "GetCertificate",
                Taoli_Rotation_V1_GetCertificateRequest.with { $0.personID = person }),
        ]
    }

    private func plan(_ method: String, _ request: some SwiftProtobuf.Message) throws -> Attempt {
        try attempt("taoli.rotation.v1.PlanService/\(method)", request)
    }

    private func placement(_ method: String, _ request: some SwiftProtobuf.Message) throws
        -> Attempt
    {
        try attempt("taoli.rotation.v1.PlacementService/\(method)", request)
    }
}
