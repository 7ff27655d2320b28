import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Calls of rotation by somebody whom the group does not concern, with the ids of a plan, an objection
/// and a placement of the other district.
extension ForeignRecords {
    func plans() throws -> [Attempt] {
        let id = rotation.plan
        let reads = [
            try plan("GetPlan", Taoli_Rotation_V1_GetPlanRequest.with { $0.id = id }),
            try plan(
                "ListPlanMoves",
                Taoli_Rotation_V1_ListPlanMovesRequest.with { $0.planID = id }),
            try plan(
                "ExplainPlan", Taoli_Rotation_V1_ExplainPlanRequest.with { $0.planID = id }),
        ]
        return try planning(id) + consulting(id) + reads
    }

    private func planning(_ id: String) throws -> [Attempt] {
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
                    $0.planID = id
                }),
            try plan(
                "RepairPlan",
                Taoli_Rotation_V1_RepairPlanRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = id
                    $0.withdrawnPersonIds = [rotation.person]
                }),
            try plan(
                "DecidePlan",
                Taoli_Rotation_V1_DecidePlanRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = id
                }),
            try plan(
                "WithdrawPlan",
                Taoli_Rotation_V1_WithdrawPlanRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = id
                }),
        ]
    }

    private func consulting(_ id: String) throws -> [Attempt] {
        [
            try plan(
                "ConsultPlan",
                Taoli_Rotation_V1_ConsultPlanRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = id
                    $0.until = "2030-01-01"
                }),
            try plan(
                "RaiseObjection",
                Taoli_Rotation_V1_RaiseObjectionRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = id
                    $0.text = "x"
                }),
            try plan(
                "AnswerObjection",
                Taoli_Rotation_V1_AnswerObjectionRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = id
                    $0.objectionID = rotation.objection
                    $0.outcome = "rejected"
                    $0.answer = "x"
                }),
        ]
    }

    func placements() throws -> [Attempt] {
        let id = rotation.placement
        return [
            try placement(
                "GetPlacement", Taoli_Rotation_V1_GetPlacementRequest.with { $0.id = id }),
            try placement(
                "ArrangePlacements",
                Taoli_Rotation_V1_ArrangePlacementsRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.kind = "shadowing"
                    $0.receivingSchoolID = school
                    $0.from = "2026-09-01"
                    $0.until = "2027-09-01"
                    $0.members = [.with { $0.personID = rotation.person }]
                    $0.pack = "XN"
                }),
            try placement(
                "NotifyPlacements",
                Taoli_Rotation_V1_NotifyPlacementsRequest.with {
                    $0.requestID = Self.requestID
                    $0.planID = rotation.plan
                }),
            try placement(
                "BeginPlacement",
                Taoli_Rotation_V1_BeginPlacementRequest.with {
                    $0.requestID = Self.requestID
                    $0.placementID = id
                    $0.on = "2026-09-01"
                }),
            try placement(
                "AppraisePlacement",
                Taoli_Rotation_V1_AppraisePlacementRequest.with {
                    $0.requestID = Self.requestID
                    $0.placementID = id
                    $0.schoolYear = "2026-2027"
                    $0.grade = "good"
                }),
            try placement(
                "ExtendPlacement",
                Taoli_Rotation_V1_ExtendPlacementRequest.with {
                    $0.requestID = Self.requestID
                    $0.placementID = id
                    $0.until = "2030-09-01"
                    $0.reason = "x"
                }),
            try placement(
                "EndPlacement",
                Taoli_Rotation_V1_EndPlacementRequest.with {
                    $0.requestID = Self.requestID
                    $0.placementID = id
                    $0.on = "2027-02-01"
                    $0.ground = "other"
                    $0.reason = "x"
                }),
            try placement(
                "CompletePlacement",
                Taoli_Rotation_V1_CompletePlacementRequest.with {
                    $0.requestID = Self.requestID
                    $0.placementID = id
                }),
            try placement(
                "GetCertificate",
                Taoli_Rotation_V1_GetCertificateRequest.with { $0.personID = rotation.person }),
        ]
    }

    func entitlements() throws -> [Attempt] {
        [
            try attempt(
                "taoli.rotation.v1.EntitlementService/TakeUpDuty",
                Taoli_Rotation_V1_TakeUpDutyRequest.with {
                    $0.requestID = Self.requestID
                    $0.placementID = rotation.placement
                    $0.task = "research_guidance"
                    $0.on = "2027-09-01"
                }),
            try attempt(
                "taoli.rotation.v1.EntitlementService/SetAllowanceRate",
                Taoli_Rotation_V1_SetAllowanceRateRequest.with {
                    $0.requestID = Self.requestID
                    $0.district = MainJob.district
                    $0.from = "2026-09-01"
                    $0.fenPerMonth = 60_000
                    $0.reason = "x"
                }),
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
