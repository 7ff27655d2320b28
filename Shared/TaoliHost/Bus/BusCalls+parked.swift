import Foundation
package import GRPCCore
package import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime

extension BusCalls {
    /// Why an event may be set aside.
    static let classes = ["gap", "failed", "poison", "conflict", "follower"]

    package func listParked(
        request: Taoli_Bus_V1_ListParkedRequest, context server: ServerContext
    ) async throws -> Taoli_Bus_V1_ListParkedResponse {
        guard try CallContext.requireCaller().scope == .all else { throw BusRefusals.wholeCity }
        let size = try Cursor.size(request.pageSize)
        let consumer = request.consumer.isEmpty ? nil : try await meant(request.consumer).name
        let wanted: String? =
            request.class.isEmpty
            ? nil
            : try Input.known(
                "class", BusCalls.classes.first { $0 == request.class }, allowed: BusCalls.classes)
        let rows = try await context.pool.query(
            ParkedStatements.list(
                consumer: consumer, class: wanted, after: try place(request),
                limit: size + 1))
        var response = Taoli_Bus_V1_ListParkedResponse()
        response.events = try rows.prefix(size).map(Taoli_Bus_V1_ParkedEvent.init(row:))
        if rows.count > size, let last = response.events.last {
            response.nextCursor = Cursor.encode([last.consumer, last.eventID], of: list(request))
        }
        return response
    }

    private func list(_ request: Taoli_Bus_V1_ListParkedRequest) -> [String] {
        ["parked", request.consumer, request.class]
    }

    private func place(
        _ request: Taoli_Bus_V1_ListParkedRequest
    ) throws(Refusal) -> ParkedStatements.Place? {
        guard let parts = try Cursor.decode(request.cursor, of: list(request), parts: 2)
        else { return nil }
        guard let event = UUID(uuidString: parts[1]) else { throw Cursor.bad }
        return ParkedStatements.Place(consumer: parts[0], event: event)
    }
}
