import GRPCCore
import SwiftProtobuf
import TaoliContracts

/// A city's bureau and one district; every id is a school's.
struct FakeSchools: Taoli_Registry_V1_SchoolService.SimpleServiceProtocol {
    func listDistricts(
        request: Taoli_Registry_V1_ListDistrictsRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_ListDistrictsResponse {
        .with {
            $0.districts = [
                .with {
                    $0.code = "440100"
                    $0.name = "市教育局"
                    $0.isCity = true
                },
                .with {
                    $0.code = "440105"
                    $0.name = "海珠区"
                },
            ]
        }
    }

    func getSchool(
        request: Taoli_Registry_V1_GetSchoolRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_GetSchoolResponse {
        guard case .id(let id) = request.key else {
            throw RPCError(code: .notFound, message: "no schools by another id here")
        }
        return .with { $0.school.id = id }
    }

    func listSchools(
        request: Taoli_Registry_V1_ListSchoolsRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_ListSchoolsResponse { .init() }

    func schoolHistory(
        request: Taoli_Registry_V1_SchoolHistoryRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_SchoolHistoryResponse { .init() }
}
