// Fixed texts that are dates and codes.
// swift-format-ignore-file: NeverForceUnwrap
import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliServiceKit

@testable import RotationService

/// A placement's steps, as callers take them at a later time.
struct LaterCity {
    let city: PlanCity
    let context: ServiceContext
    let now: Date

    fileprivate init(_ city: PlanCity, _ now: Date) {
        self.city = city
        self.now = now
        let old = city.fixture.context
        context = ServiceContext(
            name: old.name, settings: old.settings, pool: old.pool,
            commands: CommandExecutor(
                pool: old.pool, scope: old.scope, wake: {}, now: { now }),
            scope: old.scope, keys: old.keys, logger: old.logger, now: { now })
    }

    var requestID: String {
        UUID(
            version7: UInt64(now.timeIntervalSince1970 * 1000),
            random: (.random(in: .min ... .max), .random(in: .min ... .max))
        ).text
    }

    func stays<Answer: Sendable>(
        _ method: String, _ caller: Caller,
        _ body: @Sendable (PlacementCalls, ServerContext) async throws -> Answer
    ) async throws -> Answer {
        let calls = PlacementCalls(context: context)
        return try await city.fixture.calling(
            "taoli.rotation.v1.PlacementService/\(method)", as: caller
        ) { try await body(calls, $0) }
    }

    private func plans<Answer: Sendable>(
        _ method: String, _ body: @Sendable (PlanCalls, ServerContext) async throws -> Answer
    ) async throws -> Answer {
        let plans = PlanStore(context: context, threads: SolvingThread(), patience: .seconds(20))
        let calls = PlanCalls(context: context, plans: plans)
        return try await city.fixture.calling(
            "taoli.rotation.v1.PlanService/\(method)", as: PlanCity.bureau
        ) { try await body(calls, $0) }
    }

    func repair(_ id: String, without people: [String]) async throws
        -> Taoli_Rotation_V1_RepairPlanResponse
    {
        let request = Taoli_Rotation_V1_RepairPlanRequest.with {
            $0.requestID = requestID
            $0.planID = id
            $0.withdrawnPersonIds = people
        }
        return try await plans("RepairPlan") {
            try await $0.repairPlan(request: request, context: $1)
        }
    }

    func decide(_ id: String) async throws -> Taoli_Rotation_V1_DecidePlanResponse {
        let request = Taoli_Rotation_V1_DecidePlanRequest.with {
            $0.requestID = requestID
            $0.planID = id
        }
        return try await plans("DecidePlan") {
            try await $0.decidePlan(request: request, context: $1)
        }
    }

    func get(_ id: String) async throws -> Taoli_Rotation_V1_GetPlanResponse {
        try await plans("GetPlan") {
            try await $0.getPlan(request: .with { $0.id = id }, context: $1)
        }
    }

    func begin(_ id: String, on day: String, as caller: Caller = PlanCity.bureau) async throws
        -> Taoli_Rotation_V1_Placement
    {
        let request = Taoli_Rotation_V1_BeginPlacementRequest.with {
            $0.requestID = requestID
            $0.placementID = id
            $0.on = day
        }
        return try await stays("BeginPlacement", caller) {
            try await $0.beginPlacement(request: request, context: $1)
        }.placement
    }

    func appraise(_ id: String, year: Int, as caller: Caller = PlanCity.bureau) async throws
        -> Taoli_Rotation_V1_Placement
    {
        let request = Taoli_Rotation_V1_AppraisePlacementRequest.with {
            $0.requestID = requestID
            $0.placementID = id
            $0.schoolYear = "\(year)-\(year + 1)"
            $0.grade = "good"
        }
        return try await stays("AppraisePlacement", caller) {
            try await $0.appraisePlacement(request: request, context: $1)
        }.placement
    }

    func extend(_ id: String, until day: String) async throws -> Taoli_Rotation_V1_Placement {
        let request = Taoli_Rotation_V1_ExtendPlacementRequest.with {
            $0.requestID = requestID
            $0.placementID = id
            $0.until = day
            $0.reason = "学校与本人同意"
        }
        return try await stays("ExtendPlacement", PlanCity.bureau) {
            try await $0.extendPlacement(request: request, context: $1)
        }.placement
    }

    func end(
        _ id: String, on day: String, ground: String, as caller: Caller = PlanCity.bureau
    ) async throws -> Taoli_Rotation_V1_EndPlacementResponse {
        let request = Taoli_Rotation_V1_EndPlacementRequest.with {
            $0.requestID = requestID
            $0.placementID = id
            $0.on = day
            $0.ground = ground
            $0.reason = "病休"
        }
        return try await stays("EndPlacement", caller) {
            try await $0.endPlacement(request: request, context: $1)
        }
    }

    func complete(_ id: String, as caller: Caller = PlanCity.bureau) async throws
        -> Taoli_Rotation_V1_Placement
    {
        let request = Taoli_Rotation_V1_CompletePlacementRequest.with {
            $0.requestID = requestID
            $0.placementID = id
        }
        return try await stays("CompletePlacement", caller) {
            try await $0.completePlacement(request: request, context: $1)
        }.placement
    }

    func certificate(_ person: String, on day: String = "") async throws
        -> Taoli_Rotation_V1_GetCertificateResponse
    {
        let request = Taoli_Rotation_V1_GetCertificateRequest.with {
            $0.personID = person
            $0.on = day
        }
        return try await stays("GetCertificate", PlanCity.bureau) {
            try await $0.getCertificate(request: request, context: $1)
        }
    }

    func quotas() async throws -> [Taoli_Rotation_V1_SchoolQuota] {
        try await stays("ListQuotas", PlanCity.bureau) {
            try await $0.listQuotas(
                request: .with { $0.schoolYear = "2026-2027" }, context: $1)
        }.quotas
    }
}

extension PlanCity {
    /// The same city at noon of a later day in Shanghai.
    func at(year: Int, month: Int, day: Int) -> LaterCity {
        let date = CalendarDate(year: year, month: month, day: day)!
        return LaterCity(
            self, Date(timeIntervalSince1970: Double(date.daysSinceEpoch) * 86_400 + 4 * 3600))
    }

    func notify(_ plan: String) async throws -> Int32 {
        let request = Taoli_Rotation_V1_NotifyPlacementsRequest.with {
            $0.requestID = Self.requestID()
            $0.planID = plan
        }
        return try await stays("NotifyPlacements") {
            try await $0.notifyPlacements(request: request, context: $1)
        }.notified
    }

    func certificate(_ person: String) async throws -> Taoli_Rotation_V1_GetCertificateResponse {
        try await stays("GetCertificate") {
            try await $0.getCertificate(request: .with { $0.personID = person }, context: $1)
        }
    }
}
