import GRPCCore
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost

/// `taoli.rotation.v1.RotationUnitService`.
struct RotationUnitCalls: Taoli_Rotation_V1_RotationUnitService.SimpleServiceProtocol {
    let service: ServiceContext

    func listRotationUnits(
        request: Taoli_Rotation_V1_ListRotationUnitsRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListRotationUnitsResponse {
        let page = try await UnitQuery(service).page(
            groupID: request.groupID, on: request.on, pageSize: request.pageSize,
            cursor: request.cursor
        ) { group, date in
            RotationUnits(on: date).units(of: RotationGroup(group))
        }
        return .with {
            $0.units = page.units.map(\.message)
            $0.nextCursor = page.nextCursor
        }
    }
}
