import Foundation
package import GRPCCore
package import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliRuntime

extension BusCalls {
    /// Events with which a tail may begin.
    static let lastMax: Int32 = 1_000
    static let pageSize = 500
    static let followInterval: Duration = .milliseconds(500)

    package func tailEvents(
        request: Taoli_Bus_V1_TailEventsRequest,
        response: RPCWriter<Taoli_Bus_V1_TailEventsResponse>, context server: ServerContext
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
        var isWhole = false
        while !isWhole, !Task.isCancelled {
            let rows = try await context.pool.query(
                BusCalls.tail(from: next, limit: BusCalls.pageSize))
            for row in rows {
                next = try row.get("archive_number", as: Int64.self) + 1
                let event = try Taoli_Bus_V1_TailEventsResponse(row: row)
                guard districts.admits(event.districts.compactMap(DistrictCode.init)) else {
                    continue
                }
                try await response.write(event)
            }
            if rows.count == BusCalls.pageSize { continue }
            isWhole = !request.follow
            if !isWhole { try await Task.sleep(for: BusCalls.followInterval) }
        }
    }

    private func first(ofLast count: Int) async throws -> Int64 {
        let rows = try await context.pool.query(
            "SELECT coalesce(max(archive_number), 0) FROM bus.event_archive")
        return max(1, try rows[0].get(0, as: Int64.self) - Int64(count) + 1)
    }

    private static func tail(from first: Int64, limit: Int) -> SQL {
        """
        SELECT archive_number, event_id, type, topic, aggregate_type, aggregate_id, sequence, \
        districts, actor, created_at, traceparent FROM bus.event_archive \
        WHERE archive_number >= \(first) ORDER BY archive_number LIMIT \(limit)
        """
    }
}

extension Taoli_Bus_V1_TailEventsResponse {
    fileprivate init(row: PostgresRow) throws {
        self.init()
        archiveNumber = try row.get(0)
        eventID = try row.get(1, as: UUID.self).uuidString.lowercased()
        type = try row.get(2)
        topic = try row.get(3)
        subject =
            "\(try row.get(4, as: String.self))/\(try row.get(5, as: UUID.self).uuidString.lowercased())"
        sequence = try row.get(6)
        districts = try row.get(7)
        actor = try row.get(8)
        createdAt = try row.get(9, as: Date.self).ISO8601Format()
        traceparent = try row.get(10, as: String?.self) ?? ""
    }
}
