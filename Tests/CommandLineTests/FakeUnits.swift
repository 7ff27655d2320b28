import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts

@testable import taoli

/// Remembers what is said of units.
struct FakeUnits: Taoli_Registry_V1_UnitService.SimpleServiceProtocol {
    let city: FakeCity

    func designate(request: Taoli_Registry_V1_DesignateRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_DesignateResponse
    {
        city.state.withLock { $0.designated.append(request) }
        return .with { $0.unit.unit = request.unit }
    }

    func mergeGroups(request: Taoli_Registry_V1_MergeGroupsRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_MergeGroupsResponse
    { .init() }

    func splitGroup(request: Taoli_Registry_V1_SplitGroupRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_SplitGroupResponse
    { .init() }

    func renameUnit(request: Taoli_Registry_V1_RenameUnitRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_RenameUnitResponse
    { .init() }

    func endDesignation(request: Taoli_Registry_V1_EndDesignationRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_EndDesignationResponse
    { .init() }

    func getUnit(request: Taoli_Registry_V1_GetUnitRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_GetUnitResponse
    { .init() }

    func listDesignations(
        request: Taoli_Registry_V1_ListDesignationsRequest, context: ServerContext
    )
        async throws -> Taoli_Registry_V1_ListDesignationsResponse
    { .init() }

    func listGradeShares(request: Taoli_Registry_V1_ListGradeSharesRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ListGradeSharesResponse
    { .init() }
}
