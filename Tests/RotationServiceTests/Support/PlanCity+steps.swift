import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RotationService

/// A plan's steps, as callers take them.
extension PlanCity {
    func start(
        as caller: Caller = PlanCity.bureau, requestID: String = PlanCity.requestID(),
        _ change: (inout Taoli_Rotation_V1_StartPlanRequest) -> Void = { _ in }
    ) async throws -> Taoli_Rotation_V1_Plan {
        var request = Taoli_Rotation_V1_StartPlanRequest.with {
            $0.requestID = requestID
            $0.groupID = group.text
            $0.stage = "junior"
            $0.schoolYear = "2026-2027"
            $0.pack = "SH"
        }
        change(&request)
        let sent = request
        return try await plans("StartPlan", as: caller) {
            try await $0.startPlan(request: sent, context: $1)
        }.plan
    }

    /// Starts a plan and solves it.
    func solved() async throws -> Taoli_Rotation_V1_Plan {
        let plan = try await start()
        #expect(try await runner.round())
        return try await get(plan.id).plan
    }

    /// Starts a plan and takes it up to the consultation.
    func consulted() async throws -> Taoli_Rotation_V1_Plan {
        let plan = try await solved()
        _ = try await check(plan.id)
        return try await consult(plan.id)
    }

    /// Starts a plan and takes it up to the decision.
    func decided(years: Int32 = 0) async throws -> Taoli_Rotation_V1_Plan {
        try await decide(try await consulted().id, years: years).plan
    }

    /// Somebody's post ends, as registry tells it.
    func leave(_ person: UUID, on day: String = "2026-06-01") async throws {
        let post = try await fixture.database.superuser.query(
            "SELECT employment_id FROM rotation.post WHERE person_id = \(person)")[0]
        try story.dismiss(person, try post.get("employment_id"), from: lead, until: day)
        try await project()
    }

    func get(_ id: String, as caller: Caller = PlanCity.bureau) async throws
        -> Taoli_Rotation_V1_GetPlanResponse
    {
        try await plans("GetPlan", as: caller) {
            try await $0.getPlan(request: .with { $0.id = id }, context: $1)
        }
    }

    func check(_ id: String, ready: String = "", as caller: Caller = PlanCity.bureau) async throws
        -> Taoli_Rotation_V1_Plan
    {
        let request = Taoli_Rotation_V1_CheckPlanRequest.with {
            $0.requestID = Self.requestID()
            $0.planID = id
            $0.readyPlan = ready
        }
        return try await plans("CheckPlan", as: caller) {
            try await $0.checkPlan(request: request, context: $1)
        }.plan
    }

    func consult(_ id: String, until: String = "2026-07-01", as caller: Caller = PlanCity.bureau)
        async throws -> Taoli_Rotation_V1_Plan
    {
        let request = Taoli_Rotation_V1_ConsultPlanRequest.with {
            $0.requestID = Self.requestID()
            $0.planID = id
            $0.until = until
        }
        return try await plans("ConsultPlan", as: caller) {
            try await $0.consultPlan(request: request, context: $1)
        }.plan
    }

    func decide(
        _ id: String, version: Int64 = 0, years: Int32 = 0, reason: String = "各校均已回复",
        as caller: Caller = PlanCity.bureau, requestID: String = PlanCity.requestID()
    ) async throws -> Taoli_Rotation_V1_DecidePlanResponse {
        let request = Taoli_Rotation_V1_DecidePlanRequest.with {
            $0.requestID = requestID
            $0.planID = id
            $0.version = version
            $0.years = years
            $0.reason = reason
        }
        return try await plans("DecidePlan", as: caller) {
            try await $0.decidePlan(request: request, context: $1)
        }
    }

    func withdraw(_ id: String, as caller: Caller = PlanCity.bureau) async throws
        -> Taoli_Rotation_V1_Plan
    {
        let request = Taoli_Rotation_V1_WithdrawPlanRequest.with {
            $0.requestID = Self.requestID()
            $0.planID = id
        }
        return try await plans("WithdrawPlan", as: caller) {
            try await $0.withdrawPlan(request: request, context: $1)
        }.plan
    }

    func object(_ id: String, about person: String = "", as caller: Caller) async throws
        -> Taoli_Rotation_V1_Objection
    {
        let request = Taoli_Rotation_V1_RaiseObjectionRequest.with {
            $0.requestID = Self.requestID()
            $0.planID = id
            $0.personID = person
            $0.text = "毕业班教师不宜抽调"
        }
        return try await plans("RaiseObjection", as: caller) {
            try await $0.raiseObjection(request: request, context: $1)
        }.objection
    }

    func answer(_ id: String, _ objection: String, _ outcome: String) async throws
        -> Taoli_Rotation_V1_Objection
    {
        let request = Taoli_Rotation_V1_AnswerObjectionRequest.with {
            $0.requestID = Self.requestID()
            $0.planID = id
            $0.objectionID = objection
            $0.outcome = outcome
            $0.answer = "已研究"
        }
        return try await plans("AnswerObjection") {
            try await $0.answerObjection(request: request, context: $1)
        }.objection
    }

    func repair(
        _ id: String, without people: [String], ready: String = "",
        as caller: Caller = PlanCity.bureau, requestID: String = PlanCity.requestID()
    ) async throws -> Taoli_Rotation_V1_RepairPlanResponse {
        let request = Taoli_Rotation_V1_RepairPlanRequest.with {
            $0.requestID = requestID
            $0.planID = id
            $0.withdrawnPersonIds = people
            $0.readyPlan = ready
        }
        return try await plans("RepairPlan", as: caller) {
            try await $0.repairPlan(request: request, context: $1)
        }
    }

    func moves(_ id: String, ready: String = "", as caller: Caller = PlanCity.bureau) async throws
        -> [Taoli_Rotation_V1_PlanMove]
    {
        let request = Taoli_Rotation_V1_ListPlanMovesRequest.with {
            $0.planID = id
            $0.readyPlan = ready
        }
        return try await plans("ListPlanMoves", as: caller) {
            try await $0.listPlanMoves(request: request, context: $1)
        }.moves
    }

    /// Placements, newest first.
    func placements(
        as caller: Caller = PlanCity.bureau,
        _ narrow: (inout Taoli_Rotation_V1_ListPlacementsRequest) -> Void = { _ in }
    ) async throws -> [Taoli_Rotation_V1_Placement] {
        var request = Taoli_Rotation_V1_ListPlacementsRequest()
        narrow(&request)
        let sent = request
        return try await stays("ListPlacements", as: caller) {
            try await $0.listPlacements(request: sent, context: $1)
        }.placements
    }

    /// The slug with which something is refused; empty when it is not.
    func slug(_ body: () async throws -> Void) async -> String {
        do {
            try await body()
            return ""
        } catch let refusal as Refusal {
            return refusal.slug
        } catch {
            return "\(error)"
        }
    }

    /// Types of the events that wait in the outbox, short names, in order.
    func events(of aggregate: String = "") async throws -> [String] {
        let rows = try await fixture.database.superuser.query(
            """
            SELECT type FROM bus.outbox WHERE aggregate_type = \(aggregate) OR \(aggregate) = '' \
            ORDER BY id
            """)
        return try rows.map { row in
            let type: String = try row.get("type")
            return String(type.split(separator: ".").last ?? "")
        }
    }
}
