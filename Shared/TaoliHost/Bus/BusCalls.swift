import Foundation
import GRPCCore
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// The bus of one service as its operators see it; the same for all services.
struct BusCalls: Taoli_Bus_V1_BusService.SimpleServiceProtocol {
    static let rules: AuthorizationRules = [
        "taoli.bus.v1.BusService/TailEvents": .roles([.city, .district, .auditor]),
        "taoli.bus.v1.BusService/BusStatus": .roles([.city, .auditor]),
    ]
    static let endlessMethods: Set<String> = ["taoli.bus.v1.BusService/TailEvents"]
    /// Events with which a tail may begin.
    static let lastMax: Int32 = 1_000
    static let pageSize = 500
    static let followInterval: Duration = .milliseconds(500)

    let pool: PostgresPool
    let now: @Sendable () -> Date

    func tailEvents(
        request: Taoli_Bus_V1_TailEventsRequest,
        response: RPCWriter<Taoli_Bus_V1_TailEventsResponse>, context: ServerContext
    ) async throws {
        let districts = try CallContext.requireCaller().scope
        guard (0...BusCalls.lastMax).contains(request.last), request.from >= 0 else {
            throw Input.invalid(
                "last", "out-of-range",
                Wording(
                    "last 必须在 0 到 \(BusCalls.lastMax) 之间，from 不得为负。",
                    "last must be 0 to \(BusCalls.lastMax) and from not negative."),
                next: Wording("请改正后重试。", "Correct it and try again."))
        }
        var next = request.from
        if next == 0 { next = try await first(ofLast: Int(request.last)) }
        repeat {
            let rows = try await pool.query(
                BusStatements.tail(from: next, limit: BusCalls.pageSize))
            for row in rows {
                next = try row.get("archive_number", as: Int64.self) + 1
                let event = try Taoli_Bus_V1_TailEventsResponse(row: row)
                guard districts.admits(event.districts.compactMap(DistrictCode.init)) else {
                    continue
                }
                try await response.write(event)
            }
            if rows.count == BusCalls.pageSize { continue }
            if request.follow { try await Task.sleep(for: BusCalls.followInterval) }
        } while request.follow && !Task.isCancelled
    }

    private func first(ofLast count: Int) async throws -> Int64 {
        let rows = try await pool.query(BusStatements.newest)
        return max(1, try rows[0].get(0, as: Int64.self) - Int64(count) + 1)
    }

    func busStatus(
        request: Taoli_Bus_V1_BusStatusRequest, context: ServerContext
    ) async throws -> Taoli_Bus_V1_BusStatusResponse {
        try await pool.transaction { tx in
            let results = try await tx.pipeline([
                BusStatements.outbox, BusStatements.consumers, BusStatements.leases,
            ])
            return try Taoli_Bus_V1_BusStatusResponse(results)
        }
    }
}
