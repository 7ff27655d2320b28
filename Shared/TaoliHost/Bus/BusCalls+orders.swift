import Foundation
package import GRPCCore
package import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime

extension BusCalls {
    /// Time kept of a call's deadline to send the answer.
    static let answerTime: Duration = .milliseconds(500)
    static let orderLook: Duration = .milliseconds(100)

    package func retryParked(
        request: Taoli_Bus_V1_RetryParkedRequest, context server: ServerContext
    ) async throws -> Taoli_Bus_V1_RetryParkedResponse {
        let reason = try BusCalls.reason(request.reason, isRequired: false)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        let meant = try await meant(request.consumer)
        let (subject, event) = try target(request.subject, request.eventID)
        var response: Taoli_Bus_V1_RetryParkedResponse = try await context.commands.run(
            command, load: [ParkedStatements.find(meant.name, subject, event)]
        ) { _, results, _ in
            guard let row = results[0].rows.first else {
                throw BusRefusals.nothingParked(meant.name)
            }
            let aggregate = try ParkedStatements.aggregate(row)
            var response = Taoli_Bus_V1_RetryParkedResponse()
            response.order.events = Int64(results[0].rows.count)
            return CommandOutcome(
                response,
                writes: [
                    OrderStatements.retry(
                        command, consumer: meant.name, aggregate: aggregate,
                        event: aggregate == nil ? event : nil)
                ], events: [], subjects: [aggregate ?? .consumer(meant.name)],
                districts: command.ownDistricts)
        }
        try await follow(&response.order, OrderStatements.consumerOrder(command.requestID))
        return response
    }

    package func discardParked(
        request: Taoli_Bus_V1_DiscardParkedRequest, context server: ServerContext
    ) async throws -> Taoli_Bus_V1_DiscardParkedResponse {
        let reason = try BusCalls.reason(request.reason, isRequired: true)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        let meant = try await meant(request.consumer)
        let event = try BusCalls.event(request.eventID)
        var response: Taoli_Bus_V1_DiscardParkedResponse = try await context.commands.run(
            command, load: [ParkedStatements.find(meant.name, nil, event)]
        ) { _, results, _ in
            guard let row = results[0].rows.first else {
                throw BusRefusals.nothingParked(meant.name)
            }
            let aggregate = try ParkedStatements.aggregate(row)
            var response = Taoli_Bus_V1_DiscardParkedResponse()
            response.order.events = 1
            return CommandOutcome(
                response,
                writes: [
                    OrderStatements.discard(
                        command, consumer: meant.name, aggregate: aggregate, event: event)
                ], events: [],
                subjects: [AggregateReference(type: "event", id: event)]
                    + [aggregate].compactMap(\.self),
                districts: command.ownDistricts)
        }
        try await follow(&response.order, OrderStatements.consumerOrder(command.requestID))
        return response
    }

    package func republishEvents(
        request: Taoli_Bus_V1_RepublishEventsRequest, context server: ServerContext
    ) async throws -> Taoli_Bus_V1_RepublishEventsResponse {
        let reason = try BusCalls.reason(request.reason, isRequired: false)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        let wanted = try republication(request, command)
        var response: Taoli_Bus_V1_RepublishEventsResponse = try await context.commands.run(
            command, load: [wanted.count]
        ) { _, results, _ in
            var response = Taoli_Bus_V1_RepublishEventsResponse()
            response.order.events = try results[0].rows[0].get(0)
            guard response.order.events > 0 else { throw BusRefusals.nothingArchived }
            return CommandOutcome(
                response, writes: [wanted.order], events: [], subjects: [wanted.subject],
                districts: command.ownDistricts)
        }
        try await follow(&response.order, OrderStatements.relayOrder(command.requestID))
        return response
    }

    private struct Republication: Sendable {
        let count: SQL
        let order: SQL
        let subject: AggregateReference
    }

    private func republication(
        _ request: Taoli_Bus_V1_RepublishEventsRequest, _ command: CommandRequest
    ) throws -> Republication {
        guard request.topic.isEmpty != request.subject.isEmpty else { throw BusRefusals.oneOfTwo }
        if !request.subject.isEmpty {
            let aggregate = try BusCalls.aggregate(request.subject)
            return Republication(
                count: """
                    SELECT count(*) FROM bus.event_archive \
                    WHERE aggregate_type = \(aggregate.type) AND aggregate_id = \(aggregate.id)
                    """,
                order: OrderStatements.republish(command, aggregate: aggregate), subject: aggregate)
        }
        guard topics.contains(request.topic) else {
            throw BusRefusals.unknownTopic(request.topic, topics)
        }
        let last = request.through == 0 ? .max : request.through
        guard request.from >= 0, last >= 0, request.from <= last else { throw BusRefusals.range }
        return Republication(
            count: """
                SELECT count(*) FROM bus.event_archive WHERE topic = \(request.topic) \
                AND archive_number BETWEEN \(request.from) AND \(last)
                """,
            order: OrderStatements.republish(
                command, topic: request.topic, numbers: request.from...last),
            subject: .named("topic", request.topic))
    }

    /// Waits for the outcome as long as the call may. The order goes on without it.
    private func follow(_ order: inout Taoli_Bus_V1_BusOrder, _ look: SQL) async throws {
        let end =
            CallContext.current?.deadline.map { $0 - BusCalls.answerTime }
            ?? ContinuousClock.now + patience
        while true {
            if let row = try await context.pool.query(look).first {
                order.number = try row.get(0)
                order.finished = try row.get(1)
                order.outcome = try row.get(2)
            }
            if order.finished || ContinuousClock.now + BusCalls.orderLook >= end { return }
            try await Task.sleep(for: BusCalls.orderLook)
        }
    }

    // MARK: - Fields

    /// Exactly one of the two.
    private func target(
        _ subject: String, _ event: String
    ) throws -> (AggregateReference?, UUID?) {
        guard subject.isEmpty != event.isEmpty else { throw BusRefusals.oneOfTwo }
        return subject.isEmpty
            ? (nil, try BusCalls.event(event)) : (try BusCalls.aggregate(subject), nil)
    }

    static func aggregate(_ text: String) throws(Refusal) -> AggregateReference {
        guard !text.utf8.contains(0), let aggregate = AggregateReference(text) else {
            throw BusRefusals.subject(text)
        }
        return aggregate
    }

    static func event(_ text: String) throws -> UUID {
        guard let id = UUID(uuidString: text) else {
            throw Input.invalid(
                "event_id", text.isEmpty ? "missing-field" : "invalid-id",
                Wording("不是有效的事件编号。", "This is not an event's id (36 characters)."))
        }
        return id
    }

    static func reason(_ text: String, isRequired: Bool) throws -> String {
        let most = CommandRequest.reasonCharactersMax
        return isRequired
            ? try Input.text("reason", text, max: most)
            : try Input.optionalText("reason", text, max: most) ?? ""
    }
}

extension CommandRequest {
    /// The district that a change of the bus belongs to: the city of who made it.
    var ownDistricts: [DistrictCode] {
        [caller.unit.flatMap { DistrictCode($0.id) }].compactMap(\.self)
    }
}

extension AggregateReference {
    /// What has a name and no id, as the subject of an audit row.
    static func named(_ type: String, _ name: String) -> AggregateReference {
        AggregateReference(
            type: "\(type):\(name)",
            id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
    }

    static func consumer(_ name: String) -> AggregateReference { .named("consumer", name) }
}
