import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliServiceKit

@testable import RotationService

/// Placements that are arranged singly, and what follows from them, as callers ask for it.
extension PlanCity {
    /// Registers a teacher of the near school, and designates the school as weak.
    func weakTeacher() async throws -> UUID {
        try story.designate(near, "weak")
        return try await teacher(at: near)
    }

    /// Registers somebody at a school.
    func teacher(at school: UUID, post: String = "teacher") async throws -> UUID {
        let person = try story.person()
        try story.employ(person, at: school, subject: "mathematics", post: post)
        try await project()
        return person
    }

    /// Arranges one placement a person under SH, of the school year 2026-2027.
    func arrange(
        _ kind: String, _ people: [UUID], to school: UUID, from: String = "2026-09-01",
        until: String = "2027-09-01", share: Int32 = 0, mentor: UUID? = nil,
        as caller: Caller = PlanCity.bureau
    ) async throws -> [Taoli_Rotation_V1_Placement] {
        try await arrange(to: school, from: from, until: until, as: caller) {
            $0.kind = kind
            $0.members = people.map { person in
                .with {
                    $0.personID = person.text
                    $0.share = share
                    $0.mentorID = mentor?.text ?? ""
                }
            }
        }
    }

    func arrange(
        pack: String = "SH", to school: UUID, from: String = "2026-09-01", until: String,
        as caller: Caller = PlanCity.bureau,
        _ fill: (inout Taoli_Rotation_V1_ArrangePlacementsRequest) -> Void
    ) async throws -> [Taoli_Rotation_V1_Placement] {
        var request = Taoli_Rotation_V1_ArrangePlacementsRequest.with {
            $0.requestID = Self.requestID()
            $0.groupID = group.text
            $0.receivingSchoolID = school.text
            $0.from = from
            $0.until = until
            $0.pack = pack
        }
        fill(&request)
        let sent = request
        return try await stays("ArrangePlacements", as: caller) {
            try await $0.arrangePlacements(request: sent, context: $1)
        }.placements
    }
}

extension LaterCity {
    func notify(
        as caller: Caller = PlanCity.bureau,
        _ fill: (inout Taoli_Rotation_V1_NotifyPlacementsRequest) -> Void
    ) async throws -> Int32 {
        var request = Taoli_Rotation_V1_NotifyPlacementsRequest.with { $0.requestID = requestID }
        fill(&request)
        let sent = request
        return try await stays("NotifyPlacements", caller) {
            try await $0.notifyPlacements(request: sent, context: $1)
        }.notified
    }

    private func entitlements<Answer: Sendable>(
        _ method: String, _ caller: Caller,
        _ body: @Sendable (EntitlementCalls, ServerContext) async throws -> Answer
    ) async throws -> Answer {
        let calls = EntitlementCalls(context: context)
        return try await city.fixture.calling(
            "taoli.rotation.v1.EntitlementService/\(method)", as: caller
        ) { try await body(calls, $0) }
    }

    func duties(_ state: String = "", as caller: Caller) async throws
        -> [Taoli_Rotation_V1_Placement]
    {
        try await entitlements("ListReturnDuties", caller) {
            try await $0.listReturnDuties(request: .with { $0.state = state }, context: $1)
        }.placements
    }

    func takeUp(_ id: String, as caller: Caller) async throws -> Taoli_Rotation_V1_Placement {
        let request = Taoli_Rotation_V1_TakeUpDutyRequest.with {
            $0.requestID = requestID
            $0.placementID = id
            $0.task = "research_guidance"
            $0.on = "2027-09-01"
        }
        return try await entitlements("TakeUpDuty", caller) {
            try await $0.takeUpDuty(request: request, context: $1)
        }.placement
    }

    func setRate(_ fen: Int64, as caller: Caller = PlanCity.bureau) async throws
        -> Taoli_Rotation_V1_AllowanceRate
    {
        let request = Taoli_Rotation_V1_SetAllowanceRateRequest.with {
            $0.requestID = requestID
            $0.district = "440105"
            $0.from = "2026-09-01"
            $0.fenPerMonth = fen
            $0.reason = "区教〔2026〕8号"
        }
        return try await entitlements("SetAllowanceRate", caller) {
            try await $0.setAllowanceRate(request: request, context: $1)
        }.rate
    }

    func rates(as caller: Caller = PlanCity.bureau) async throws
        -> [Taoli_Rotation_V1_AllowanceRate]
    {
        try await entitlements("ListAllowanceRates", caller) {
            try await $0.listAllowanceRates(request: .init(), context: $1)
        }.rates
    }

    func allowances(as caller: Caller = PlanCity.bureau) async throws
        -> [Taoli_Rotation_V1_Allowance]
    {
        try await entitlements("ListAllowances", caller) {
            try await $0.listAllowances(
                request: .with { $0.schoolYear = "2026-2027" }, context: $1)
        }.allowances
    }

    func support(kinds: [String] = [], as caller: Caller = PlanCity.bureau) async throws
        -> [Taoli_Rotation_V1_EstablishmentSupport]
    {
        try await entitlements("ListEstablishmentSupport", caller) {
            try await $0.listEstablishmentSupport(
                request: .with {
                    $0.schoolYear = "2026-2027"
                    $0.kinds = kinds
                }, context: $1)
        }.schools
    }
}
