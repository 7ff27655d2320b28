import EvaluationCore
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost

/// `taoli.evaluation.v1.EvaluationUnitService`.
struct EvaluationUnitCalls: Taoli_Evaluation_V1_EvaluationUnitService.SimpleServiceProtocol {
    let service: ServiceContext

    func listEvaluationUnits(
        request: Taoli_Evaluation_V1_ListEvaluationUnitsRequest, context: ServerContext
    ) async throws -> Taoli_Evaluation_V1_ListEvaluationUnitsResponse {
        let page = try await UnitQuery(service).page(
            groupID: request.groupID, on: request.on, pageSize: request.pageSize,
            cursor: request.cursor
        ) { group, date in
            EvaluationUnits(on: date).units(of: EvaluationGroup(group))
        }
        return .with {
            $0.units = page.units.map(\.message)
            $0.nextCursor = page.nextCursor
        }
    }
}
