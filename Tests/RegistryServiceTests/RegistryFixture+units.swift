import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit

@testable import RegistryService

extension RegistryFixture {
    var units: UnitCalls { UnitCalls(context: service.context, policies: .shipped) }

    func designate(
        _ unit: String, _ what: String, _ value: String, from: String = "2025-09-01",
        until: String = "", stage: String = "", as caller: Caller = .city,
        reason: String = "区局认定"
    ) async throws -> Taoli_Registry_V1_Unit {
        try await service.calling("taoli.registry.v1.UnitService/Designate", as: caller) {
            try await units.designate(
                request: .with {
                    $0.requestID = requestID()
                    $0.unit = unit
                    $0.what = what
                    $0.value = value
                    $0.stage = stage
                    $0.from = from
                    $0.until = until
                    $0.reason = reason
                }, context: $0
            ).unit
        }
    }

    func endDesignation(
        _ unit: String, _ what: String, value: String = "", until: String,
        as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_Unit {
        try await service.calling("taoli.registry.v1.UnitService/EndDesignation", as: caller) {
            try await units.endDesignation(
                request: .with {
                    $0.requestID = requestID()
                    $0.unit = unit
                    $0.what = what
                    $0.value = value
                    $0.until = until
                    $0.reason = "取消"
                }, context: $0
            ).unit
        }
    }

    func rename(
        _ unit: String, to name: String, on day: String, as caller: Caller = .city,
        reason: String = "退出紧密型集团"
    ) async throws -> Taoli_Registry_V1_Unit {
        try await service.calling("taoli.registry.v1.UnitService/RenameUnit", as: caller) {
            try await units.renameUnit(
                request: .with {
                    $0.requestID = requestID()
                    $0.unit = unit
                    $0.name = name
                    $0.on = day
                    $0.reason = reason
                }, context: $0
            ).unit
        }
    }

    func merge(
        _ groups: [String], into successor: String = "", on day: String = "2026-09-01",
        as caller: Caller = .city, request: String = requestID(),
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_MergeGroupsRequest) -> Void = { _ in }
    ) async throws -> Taoli_Registry_V1_Group {
        try await service.calling("taoli.registry.v1.UnitService/MergeGroups", as: caller) {
            try await units.mergeGroups(
                request: .with {
                    $0.requestID = request
                    $0.groupIds = groups
                    $0.successorID = successor
                    $0.on = day
                    $0.reason = "调整"
                    fill(&$0)
                }, context: $0
            ).group
        }
    }

    func split(
        _ group: String, _ parts: [(name: String, leads: [Site], members: [Site])],
        closes: Bool = false, on day: String = "2026-09-01", as caller: Caller = .city
    ) async throws -> [Taoli_Registry_V1_Group] {
        let messages = parts.map { part in
            Taoli_Registry_V1_SplitGroupRequest.Part.with {
                $0.name = part.name
                $0.leadSiteIds = part.leads.map(\.id.description)
                $0.memberSiteIds = part.members.map(\.id.description)
            }
        }
        return try await service.calling("taoli.registry.v1.UnitService/SplitGroup", as: caller) {
            try await units.splitGroup(
                request: .with {
                    $0.requestID = requestID()
                    $0.groupID = group
                    $0.parts = messages
                    $0.closes = closes
                    $0.on = day
                    $0.reason = "调整"
                }, context: $0
            ).groups
        }
    }

    func unit(_ unit: String, on day: String = "", as caller: Caller = .city) async throws
        -> Taoli_Registry_V1_Unit
    {
        try await service.calling("taoli.registry.v1.UnitService/GetUnit", as: caller) {
            try await units.getUnit(
                request: .with {
                    $0.unit = unit
                    $0.on = day
                }, context: $0
            ).unit
        }
    }

    func designations(
        as caller: Caller = .city,
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_ListDesignationsRequest) -> Void = {
            _ in
        }
    ) async throws -> Taoli_Registry_V1_ListDesignationsResponse {
        try await service.calling("taoli.registry.v1.UnitService/ListDesignations", as: caller) {
            try await units.listDesignations(request: .with(fill), context: $0)
        }
    }

    func gradeShares(as caller: Caller = .city, from: String, to: String) async throws
        -> [Taoli_Registry_V1_GradeShare]
    {
        try await service.calling("taoli.registry.v1.UnitService/ListGradeShares", as: caller) {
            try await units.listGradeShares(
                request: .with {
                    $0.firstYear = from
                    $0.lastYear = to
                }, context: $0
            ).shares
        }
    }

    /// Lets the bureau designate a site's school as weak; its district follows a pack then.
    func weaken(_ site: Site) async throws {
        let bound = try await count(
            """
            SELECT count(*) FROM registry.policy_binding \
            WHERE district = \(site.district.rawValue)
            """)
        if bound == 0 { try await bind(district: site.district.rawValue) }
        let known = try await count(
            "SELECT count(*) FROM registry.designation WHERE unit_id = \(site.schoolID.rawValue)")
        guard known == 0 else { return }
        _ = try await designate(
            "school/\(site.schoolID)", "category", "weak", from: "2020-09-01")
    }
}
