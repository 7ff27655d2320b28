package import GRPCCore
package import TaoliContracts
import TaoliModels

/// `grpc.health.v1.Health` over a ``HealthBoard``.
package struct HealthService: Grpc_Health_V1_Health.SimpleServiceProtocol {
    /// Anyone may ask: load balancers carry no token.
    package static let rules: AuthorizationRules = [
        "grpc.health.v1.Health/Check": .open,
        "grpc.health.v1.Health/Watch": .open,
    ]

    private let board: HealthBoard

    package init(board: HealthBoard) {
        self.board = board
    }

    package func check(
        request: Grpc_Health_V1_HealthCheckRequest, context: ServerContext
    ) async throws -> Grpc_Health_V1_HealthCheckResponse {
        guard isKnown(request.service) else {
            throw Refusal(
                .notFound, "unknown-service", field: "service",
                what: Wording("没有名为该名称的服务。", "No service of this name is registered here."),
                next: Wording("留空以询问整个进程。", "Leave it empty to ask for the process."))
        }
        return Self.response(board.status == .ready ? .serving : .notServing)
    }

    package func watch(
        request: Grpc_Health_V1_HealthCheckRequest,
        response: RPCWriter<Grpc_Health_V1_HealthCheckResponse>, context: ServerContext
    ) async throws {
        let isKnown = isKnown(request.service)
        for await status in board.updates() {
            let shown: Grpc_Health_V1_HealthCheckResponse.ServingStatus =
                status == .ready ? .serving : .notServing
            try await response.write(Self.response(isKnown ? shown : .serviceUnknown))
        }
    }

    private func isKnown(_ name: String) -> Bool {
        name.isEmpty || board.services.contains(name)
    }

    private static func response(
        _ status: Grpc_Health_V1_HealthCheckResponse.ServingStatus
    ) -> Grpc_Health_V1_HealthCheckResponse {
        var response = Grpc_Health_V1_HealthCheckResponse()
        response.status = status
        return response
    }
}
