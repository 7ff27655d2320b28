import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts

/// A city's bureau and one district; every id is a school's.
struct FakeSchools: Taoli_Registry_V1_SchoolService.SimpleServiceProtocol {
    let city: FakeCity

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
        let schools = city.state.withLock { $0.schools }
        switch request.key {
        case .id(let id):
            let found = schools.first { $0.id == id }
            return .with { $0.school = found ?? .with { $0.id = id } }
        case .externalID(let id):
            let found = schools.first { $0.sites.contains { $0.externalID == id } }
            guard let found else {
                throw RPCError(code: .notFound, message: "no school by this id here")
            }
            return .with { $0.school = found }
        case nil: throw RPCError(code: .invalidArgument, message: "no key")
        }
    }

    func listSchools(
        request: Taoli_Registry_V1_ListSchoolsRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_ListSchoolsResponse {
        let name = request.name
        let found = city.state.withLock { $0.schools }.filter { school in
            ([school.name] + school.sites.map(\.name)).contains { $0.contains(name) }
        }
        return .with { $0.schools = found }
    }

    func schoolHistory(
        request: Taoli_Registry_V1_SchoolHistoryRequest, context: ServerContext
    ) async throws -> Taoli_Registry_V1_SchoolHistoryResponse {
        let changes = city.state.withLock { $0.changes }
        return .with { $0.changes = changes }
    }
}
