import Foundation
package import GRPCCore
package import TaoliContracts
package import TaoliMessaging
import TaoliModels
import TaoliPostgres
package import TaoliRuntime

/// The bus of one service as its operators see it and act on it; the same for all services.
package struct BusCalls: Taoli_Bus_V1_BusService.SimpleServiceProtocol {
    /// Looking is for auditors too; acting is the city's alone.
    package static let rules: AuthorizationRules = [
        "taoli.bus.v1.BusService/TailEvents": .roles([.city, .district, .auditor]),
        "taoli.bus.v1.BusService/BusStatus": .roles([.city, .auditor]),
        "taoli.bus.v1.BusService/ListParked": .roles([.city, .auditor]),
        "taoli.bus.v1.BusService/RetryParked": .roles([.city]),
        "taoli.bus.v1.BusService/DiscardParked": .roles([.city]),
        "taoli.bus.v1.BusService/RepublishEvents": .roles([.city]),
        "taoli.bus.v1.BusService/BeginRebuild": .roles([.city]),
        "taoli.bus.v1.BusService/SwitchRebuild": .roles([.city]),
        "taoli.bus.v1.BusService/AbandonRebuild": .roles([.city]),
        "taoli.bus.v1.BusService/ResumeConsumer": .roles([.city]),
    ]
    /// Streams that last until their caller goes; no deadline ends them.
    package static let endlessMethods: Set<String> = ["taoli.bus.v1.BusService/TailEvents"]
    /// Wait for somebody else's work, or copy tables.
    package static let longMethods: Set<String> = [
        "taoli.bus.v1.BusService/RetryParked", "taoli.bus.v1.BusService/DiscardParked",
        "taoli.bus.v1.BusService/RepublishEvents", "taoli.bus.v1.BusService/BeginRebuild",
        "taoli.bus.v1.BusService/SwitchRebuild", "taoli.bus.v1.BusService/AbandonRebuild",
    ]

    let context: ServiceContext
    /// The service's own topics.
    let topics: [String]
    let consumers: [ConsumerDefinition]
    /// How long a call without a deadline waits for an order's outcome.
    let patience: Duration

    /// - Parameters:
    ///   - topics: of the service's own events.
    ///   - consumers: all consumers of the service.
    package init(
        context: ServiceContext, topics: [String], consumers: [ConsumerDefinition],
        patience: Duration = .seconds(4)
    ) {
        self.context = context
        self.topics = topics
        self.consumers = consumers
        self.patience = patience
    }

    package func busStatus(
        request: Taoli_Bus_V1_BusStatusRequest, context server: ServerContext
    ) async throws -> Taoli_Bus_V1_BusStatusResponse {
        let names = consumers.map(\.name)
        let results = try await context.pool.transaction { tx in
            try await tx.pipeline([
                StatusStatements.outbox, StatusStatements.relay, StatusStatements.leases,
                ConsumerGeneration.rows(of: names), StatusStatements.consumers,
                StatusStatements.held, StatusStatements.parked, StatusStatements.halts,
                RebuildStatements.progress(names), StatusStatements.partitions,
            ])
        }
        var status = try BusStatusReader(consumers: consumers, results: results).status()
        status.outboxRowsMax = context.pressure.bounds.rowsMax
        status.outboxAgeSecondsMax = context.pressure.bounds.ageMax / .seconds(1)
        status.alarms = BusAlarms.of(status)
        if !request.partitions { status.partitions = [] }
        return status
    }
}
