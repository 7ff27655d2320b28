import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit

@testable import RegistryService

extension RegistryFixture {
    /// 海珠教育集团 from 2024-09-01, led by 海珠第一小学.
    func found(
        as caller: Caller = .city, district: String = "440105", name: String = "海珠教育集团",
        leads: [Site]? = nil, request: String = requestID()
    ) async throws -> Taoli_Registry_V1_Group {
        try await service.calling("taoli.registry.v1.GroupService/FoundGroup", as: caller) {
            try await groups.foundGroup(
                request: .with {
                    $0.requestID = request
                    $0.name = name
                    $0.kind = .educationGroup
                    $0.district = district
                    $0.foundedOn = "2024-09-01"
                    $0.leadSiteIds = (leads ?? [first]).map(\.id.description)
                    $0.reason = "区局决定"
                }, context: $0
            ).group
        }
    }

    func join(
        _ site: Site, _ group: String, from: String = "2025-09-01", as caller: Caller = .city,
        role: Taoli_Registry_V1_MembershipRole = .member, request: String = requestID()
    ) async throws -> Taoli_Registry_V1_Group {
        try await service.calling("taoli.registry.v1.GroupService/BeginMembership", as: caller) {
            try await groups.beginMembership(
                request: .with {
                    $0.requestID = request
                    $0.groupID = group
                    $0.siteID = site.id.description
                    $0.role = role
                    $0.from = from
                    $0.reason = "自愿加入"
                }, context: $0
            ).group
        }
    }

    func leave(
        _ site: Site, _ group: String, until: String, as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_Group {
        try await service.calling("taoli.registry.v1.GroupService/EndMembership", as: caller) {
            try await groups.endMembership(
                request: .with {
                    $0.requestID = requestID()
                    $0.groupID = group
                    $0.siteID = site.id.description
                    $0.until = until
                    $0.reason = "调整"
                }, context: $0
            ).group
        }
    }

    func close(
        _ group: String, on date: String, as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_Group {
        try await service.calling("taoli.registry.v1.GroupService/CloseGroup", as: caller) {
            try await groups.closeGroup(
                request: .with {
                    $0.requestID = requestID()
                    $0.groupID = group
                    $0.closedOn = date
                    $0.reason = "合并"
                }, context: $0
            ).group
        }
    }

    func show(
        _ group: String, on date: String = "", as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_Group {
        try await service.calling("taoli.registry.v1.GroupService/GetGroup", as: caller) {
            try await groups.getGroup(
                request: .with {
                    $0.id = group
                    $0.on = date
                }, context: $0
            ).group
        }
    }

    func list(
        as caller: Caller = .city,
        _ fill: @Sendable (inout Taoli_Registry_V1_ListGroupsRequest) -> Void = { _ in }
    ) async throws -> Taoli_Registry_V1_ListGroupsResponse {
        try await service.calling("taoli.registry.v1.GroupService/ListGroups", as: caller) {
            try await groups.listGroups(request: .with(fill), context: $0)
        }
    }

    func listSchools(
        as caller: Caller = .city,
        _ fill: @Sendable (inout Taoli_Registry_V1_ListSchoolsRequest) -> Void = { _ in }
    ) async throws -> Taoli_Registry_V1_ListSchoolsResponse {
        try await service.calling("taoli.registry.v1.SchoolService/ListSchools", as: caller) {
            try await schools.listSchools(request: .with(fill), context: $0)
        }
    }

    func school(
        as caller: Caller = .city,
        _ fill: @Sendable (inout Taoli_Registry_V1_GetSchoolRequest) -> Void
    ) async throws -> Taoli_Registry_V1_School {
        try await service.calling("taoli.registry.v1.SchoolService/GetSchool", as: caller) {
            try await schools.getSchool(request: .with(fill), context: $0).school
        }
    }

    func districtCodes(as caller: Caller) async throws -> [String] {
        try await service.calling("taoli.registry.v1.SchoolService/ListDistricts", as: caller) {
            try await schools.listDistricts(request: .init(), context: $0).districts.map(\.code)
        }
    }
}
