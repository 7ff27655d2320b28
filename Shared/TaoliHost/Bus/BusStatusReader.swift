import Foundation
import TaoliContracts
import TaoliMessaging
import TaoliPostgres

/// Makes the status of the answers to `StatusStatements`, in the order in which `BusCalls` asks.
struct BusStatusReader {
    let consumers: [ConsumerDefinition]
    let results: [PostgresResult]

    func status() throws -> Taoli_Bus_V1_BusStatusResponse {
        var status = Taoli_Bus_V1_BusStatusResponse()
        let (outbox, relay) = (results[0].rows[0], results[1].rows[0])
        status.outboxRows = try outbox.get(0)
        status.outboxAgeSeconds = try outbox.get(1)
        status.openOrders = try outbox.get(2)
        status.archivedEvents = try relay.get(0)
        status.requestsServed = try relay.get(1)
        status.sentAgain = try relay.get(2)
        status.leases = try results[2].rows.map(lease)
        status.consumers = try statuses(of: try generations())
        for row in results[4].rows { try count(row, in: &status.consumers) }
        for row in results[5].rows {
            try update(row, in: &status.consumers) {
                $0.heldAggregates = try row.get(1)
                $0.heldLongAggregates = try row.get(2)
            }
        }
        for row in results[6].rows { try park(row, in: &status.consumers) }
        for row in results[7].rows {
            try update(row, in: &status.consumers) {
                $0.haltedReason = try row.get(1)
                $0.haltedSince = try row.get(2, as: Date.self).ISO8601Format()
            }
        }
        for index in status.consumers.indices {
            let name = "consumer:\(status.consumers[index].consumer)"
            guard let held = status.leases.first(where: { $0.name == name }) else { continue }
            status.consumers[index].epoch = held.epoch
            if held.secondsLeft > 0 { status.consumers[index].owner = held.owner }
        }
        status.rebuilds = try results[8].rows.map(Taoli_Bus_V1_RebuildStatus.init(row:))
        let names = Set(status.consumers.map(\.consumer))
        status.partitions = try results[9].rows.map(partition)
            .filter { names.contains($0.consumer) }
        return status
    }

    private func generations() throws -> [String: ConsumerGeneration] {
        try ConsumerGeneration.read(consumers.map(\.name), results[3].rows)
    }

    /// One entry a generation, before its figures.
    private func statuses(
        of generations: [String: ConsumerGeneration]
    ) throws -> [Taoli_Bus_V1_ConsumerStatus] {
        consumers.flatMap { definition in
            let generation = generations[definition.name]
            let names = [generation?.activeName ?? definition.name, generation?.fillingName]
            return names.compactMap(\.self).enumerated().map { index, name in
                var status = Taoli_Bus_V1_ConsumerStatus()
                status.consumer = name
                status.kind = definition.isReaction ? "reaction" : "projection"
                status.producer = definition.producer
                status.state = index == 0 ? "active" : "filling"
                return status
            }
        }
    }

    private func update(
        _ row: PostgresRow, in statuses: inout [Taoli_Bus_V1_ConsumerStatus],
        _ change: (inout Taoli_Bus_V1_ConsumerStatus) throws -> Void
    ) throws {
        let name: String = try row.get(0)
        guard let index = statuses.firstIndex(where: { $0.consumer == name }) else { return }
        try change(&statuses[index])
    }

    private func count(
        _ row: PostgresRow, in statuses: inout [Taoli_Bus_V1_ConsumerStatus]
    ) throws {
        try update(row, in: &statuses) {
            $0.knownEvents = try row.get(1)
            $0.differingPartitions = try row.get(2)
            $0.differingSince = try row.get(3, as: Date?.self)?.ISO8601Format() ?? ""
            $0.differsLong = try row.get(4)
            $0.openQuestions = try row.get(5)
            $0.asks = try row.get(6)
            $0.censuses = try row.get(7)
            $0.requests = try row.get(8)
        }
    }

    private func park(
        _ row: PostgresRow, in statuses: inout [Taoli_Bus_V1_ConsumerStatus]
    ) throws {
        try update(row, in: &statuses) { status in
            var count = Taoli_Bus_V1_ParkedCount()
            count.class = try row.get(1)
            count.events = try row.get(2)
            status.parkedByClass.append(count)
            if count.class == "gap" {
                status.heldEvents += count.events
            } else {
                status.parkedEvents += count.events
            }
        }
    }

    private func lease(_ row: PostgresRow) throws -> Taoli_Bus_V1_LeaseStatus {
        var status = Taoli_Bus_V1_LeaseStatus()
        status.name = try row.get(0)
        status.owner = try row.get(1)
        status.epoch = try row.get(2)
        status.secondsLeft = try row.get(3)
        return status
    }

    private func partition(_ row: PostgresRow) throws -> Taoli_Bus_V1_PartitionStatus {
        var status = Taoli_Bus_V1_PartitionStatus()
        status.consumer = try row.get(0)
        status.topic = try row.get(1)
        status.partition = try row.get(2)
        status.position = try row.get(3)
        status.knownEvents = try row.get(4)
        status.agreed = try row.get(5)
        status.differences = try row.get(6)
        status.asks = try row.get(7)
        status.differingSince = try row.get(8, as: Date?.self)?.ISO8601Format() ?? ""
        status.openQuestion = try row.get(9, as: UUID?.self)?.uuidString.lowercased() ?? ""
        return status
    }
}

extension Taoli_Bus_V1_RebuildStatus {
    /// Reads a row of `RebuildStatements.progress`.
    init(row: PostgresRow) throws {
        self.init()
        consumer = try row.get(0)
        activeGeneration = try row.get(1)
        fillingGeneration = try row.get(2)
        begunAt = try row.get(3, as: Date.self).ISO8601Format()
        knownActive = try row.get(4)
        knownFilling = try row.get(5)
        behind = try row.get(6)
        differingPartitions = try row.get(7)
        parkedActive = try row.get(8)
        parkedFilling = try row.get(9)
        caughtUp = behind == 0 && differingPartitions == 0 && parkedFilling <= parkedActive
    }
}
