import Foundation
package import GRPCCore
package import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres

extension BusCalls {
    package func beginRebuild(
        request: Taoli_Bus_V1_BeginRebuildRequest, context server: ServerContext
    ) async throws -> Taoli_Bus_V1_BeginRebuildResponse {
        let reason = try BusCalls.reason(request.reason, isRequired: false)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        let definition = try await meant(request.consumer).definition
        let name = definition.name
        var response: Taoli_Bus_V1_BeginRebuildResponse = try await context.commands.run(
            command, load: RebuildStatements.lock(name)
        ) { _, results, _ in
            guard !definition.isReaction else { throw BusRefusals.reaction(name) }
            guard let tables = definition.tables else { throw BusRefusals.noTables(name) }
            guard try BusCalls.filling(results) == nil else { throw BusRefusals.running(name) }
            return CommandOutcome(
                Taoli_Bus_V1_BeginRebuildResponse(),
                writes: [RebuildStatements.begin(name, tables)], events: [],
                subjects: [.consumer(name)], districts: command.ownDistricts)
        }
        let rows = try await wide { try await $0.query(RebuildStatements.progress([name])) }
        if let row = rows.first { response.rebuild = try Taoli_Bus_V1_RebuildStatus(row: row) }
        return response
    }

    package func switchRebuild(
        request: Taoli_Bus_V1_SwitchRebuildRequest, context server: ServerContext
    ) async throws -> Taoli_Bus_V1_SwitchRebuildResponse {
        let reason = try BusCalls.reason(request.reason, isRequired: false)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        let name = try await meant(request.consumer).definition.name
        return try await context.commands.run(command, load: RebuildStatements.lock(name)) {
            tx, results, _ in
            guard let filling = try BusCalls.filling(results),
                let row = try await tx.query(RebuildStatements.progress([name])).first
            else { throw BusRefusals.notRunning(name) }
            // No batch runs while the leases are locked, so what is read here stays true.
            let rebuild = try Taoli_Bus_V1_RebuildStatus(row: row)
            guard rebuild.caughtUp else { throw BusRefusals.behind(rebuild) }
            var response = Taoli_Bus_V1_SwitchRebuildResponse()
            response.consumer = ConsumerGeneration.name(of: name, filling)
            response.generation = filling
            return CommandOutcome(
                response, writes: [RebuildStatements.switchOver(name)], events: [],
                subjects: [.consumer(name)], districts: command.ownDistricts)
        }
    }

    package func abandonRebuild(
        request: Taoli_Bus_V1_AbandonRebuildRequest, context server: ServerContext
    ) async throws -> Taoli_Bus_V1_AbandonRebuildResponse {
        let reason = try BusCalls.reason(request.reason, isRequired: false)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        let name = try await meant(request.consumer).definition.name
        return try await context.commands.run(command, load: RebuildStatements.lock(name)) {
            _, results, _ in
            guard let filling = try BusCalls.filling(results) else {
                throw BusRefusals.notRunning(name)
            }
            var response = Taoli_Bus_V1_AbandonRebuildResponse()
            response.generation = filling
            return CommandOutcome(
                response, writes: [RebuildStatements.abandon(name)], events: [],
                subjects: [.consumer(name)], districts: command.ownDistricts)
        }
    }

    package func resumeConsumer(
        request: Taoli_Bus_V1_ResumeConsumerRequest, context server: ServerContext
    ) async throws -> Taoli_Bus_V1_ResumeConsumerResponse {
        let reason = try BusCalls.reason(request.reason, isRequired: true)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        let name = try await meant(request.consumer).name
        let halt: SQL = """
            SELECT reason FROM bus.consumer_halt WHERE consumer = \(name) FOR UPDATE
            """
        return try await context.commands.run(command, load: [halt]) { _, results, _ in
            guard let row = results[0].rows.first else { throw BusRefusals.notHalted(name) }
            var response = Taoli_Bus_V1_ResumeConsumerResponse()
            response.haltedReason = try row.get(0)
            return CommandOutcome(
                response, writes: ["DELETE FROM bus.consumer_halt WHERE consumer = \(name)"],
                events: [], subjects: [.consumer(name)], districts: command.ownDistricts)
        }
    }

    /// The generation being filled, of the results of `RebuildStatements.lock`.
    private static func filling(_ results: [PostgresResult]) throws -> Int32? {
        try results[1].rows[0].get(2, as: Int32?.self)
    }

    private func wide<Value: Sendable>(
        _ body: @Sendable (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await context.readAll(body)
    }
}
