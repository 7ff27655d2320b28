import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels

@testable import taoli

/// The bus of a service in memory.
struct FakeBus: Taoli_Bus_V1_BusService.SimpleServiceProtocol {
    struct State {
        /// Taken one after the other; the last one stays.
        var statuses: [Taoli_Bus_V1_BusStatusResponse] = [.init()]
        var parked: [Taoli_Bus_V1_ParkedEvent] = []
        /// How often an order is asked for before it is finished.
        var asksUntilFinished = 1
        var orders: [(requestID: String, what: String)] = []
        var rebuild = Taoli_Bus_V1_RebuildStatus()
        /// Refusals of a switch before it is done.
        var switchesBehind = 0
        var changes: [String] = []
    }

    let city: FakeCity

    private func ordered(_ requestID: String, _ what: String) -> Taoli_Bus_V1_BusOrder {
        city.state.withLock { state in
            state.bus.orders.append((requestID, what))
            return .with {
                $0.number = 7
                $0.events = 2
                $0.finished = state.bus.orders.count >= state.bus.asksUntilFinished
                $0.outcome = $0.finished ? "applied 2, 0 left" : ""
            }
        }
    }

    private func changed(_ what: String) {
        city.state.withLock { $0.bus.changes.append(what) }
    }

    func tailEvents(
        request: Taoli_Bus_V1_TailEventsRequest,
        response: RPCWriter<Taoli_Bus_V1_TailEventsResponse>, context: ServerContext
    ) async throws {
        try await response.write(
            .with {
                $0.archiveNumber = 1
                $0.type = "taoli.registry.events.v1.SchoolRenamed"
                $0.subject = "school/1"
            })
    }

    func busStatus(request: Taoli_Bus_V1_BusStatusRequest, context: ServerContext) async throws
        -> Taoli_Bus_V1_BusStatusResponse
    {
        city.state.withLock { state in
            state.bus.statuses.count > 1 ? state.bus.statuses.removeFirst() : state.bus.statuses[0]
        }
    }

    func listParked(request: Taoli_Bus_V1_ListParkedRequest, context: ServerContext) async throws
        -> Taoli_Bus_V1_ListParkedResponse
    {
        city.state.withLock { state in
            let found = state.bus.parked.filter {
                (request.consumer.isEmpty || $0.consumer == request.consumer)
                    && (request.class.isEmpty || $0.class == request.class)
            }
            let start = Int(request.cursor) ?? 0
            return .with {
                $0.events = Array(found.dropFirst(start).prefix(1))
                $0.nextCursor = start + 1 < found.count ? "\(start + 1)" : ""
            }
        }
    }

    func retryParked(request: Taoli_Bus_V1_RetryParkedRequest, context: ServerContext) async throws
        -> Taoli_Bus_V1_RetryParkedResponse
    {
        let order = ordered(
            request.requestID, "retry \(request.consumer) \(request.subject)\(request.eventID)")
        return .with { $0.order = order }
    }

    func discardParked(
        request: Taoli_Bus_V1_DiscardParkedRequest, context: ServerContext
    ) async throws -> Taoli_Bus_V1_DiscardParkedResponse {
        let order = ordered(
            request.requestID, "discard \(request.consumer) \(request.eventID) \(request.reason)")
        return .with { $0.order = order }
    }

    func republishEvents(
        request: Taoli_Bus_V1_RepublishEventsRequest, context: ServerContext
    ) async throws -> Taoli_Bus_V1_RepublishEventsResponse {
        let order = ordered(
            request.requestID,
            "republish \(request.topic)\(request.subject) \(request.from) \(request.through)")
        return .with { $0.order = order }
    }

    func beginRebuild(
        request: Taoli_Bus_V1_BeginRebuildRequest, context: ServerContext
    ) async throws -> Taoli_Bus_V1_BeginRebuildResponse {
        changed("begin \(request.consumer)")
        return .with { $0.rebuild = city.state.withLock(\.bus.rebuild) }
    }

    func switchRebuild(
        request: Taoli_Bus_V1_SwitchRebuildRequest, context: ServerContext
    ) async throws -> Taoli_Bus_V1_SwitchRebuildResponse {
        let isBehind = city.state.withLock { state in
            state.bus.switchesBehind -= 1
            return state.bus.switchesBehind >= 0
        }
        guard !isBehind else {
            throw Refusal(
                .precondition, "rebuild-behind", what: Wording("尚缺。", "Behind."),
                next: Wording("请等待。", "Wait."))
        }
        changed("switch \(request.consumer)")
        return .with {
            $0.consumer = "\(request.consumer)@2"
            $0.generation = 2
        }
    }

    func abandonRebuild(
        request: Taoli_Bus_V1_AbandonRebuildRequest, context: ServerContext
    ) async throws -> Taoli_Bus_V1_AbandonRebuildResponse {
        changed("abandon \(request.consumer)")
        return .with { $0.generation = 2 }
    }

    func resumeConsumer(
        request: Taoli_Bus_V1_ResumeConsumerRequest, context: ServerContext
    ) async throws -> Taoli_Bus_V1_ResumeConsumerResponse {
        changed("resume \(request.consumer) \(request.reason)")
        return .with { $0.haltedReason = "older database" }
    }
}
