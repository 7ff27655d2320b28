import Foundation
import TaoliContracts
import TaoliKafka
import TaoliModels
import TaoliPostgres

/// One batch on its way through one transaction: what was loaded, what is decided, what to write.
/// Used by one task; a repeated batch gets a new one.
final class ConsumerBatch {
    private let statements: ConsumerStatements
    private let configuration: MessagingConfiguration
    private let handler: ConsumerDefinition.Handler
    private let tx: PostgresTransaction
    private let run: HandlerRun
    private var ledger = AggregateLedger()
    private var heldRecords: [UUID: KafkaRecord] = [:]
    private var progress: [PartitionKey: PartitionProgress] = [:]
    private var census = BatchCensus()
    private var parked: [ParkedEvent] = []
    private var released: [UUID] = []
    private var applied: [ReceivedEvent] = []
    private var duplicates = 0
    private var foreign = 0
    private var emitted: [SQL] = []

    init(
        statements: ConsumerStatements, configuration: MessagingConfiguration,
        handler: ConsumerDefinition.Handler, tx: PostgresTransaction, now: Date
    ) {
        self.statements = statements
        self.configuration = configuration
        self.handler = handler
        self.tx = tx
        run = HandlerRun(
            handler: handler,
            reaction: Reaction(actor: "service:\(configuration.service)", now: now))
    }

    /// Confirms the lease and loads what is known of the batch's aggregates, in one round trip.
    func load(_ records: [IncomingRecord], lease: Lease) async throws {
        var references: Set<AggregateReference> = []
        for case .event(let event) in records.map(\.content) { references.insert(event.aggregate) }
        let aggregates = Array(references)
        var places: Set<PartitionKey> = []
        for case .census(let census) in records.map(\.content) { places.insert(census.place) }
        var loading = [
            lease.confirm, statements.seen(aggregates),
            statements.parked(aggregates, events: records.map(\.id)),
        ]
        if !places.isEmpty { loading.append(statements.partitions(Array(places))) }
        let results = try await tx.pipeline(loading)
        guard results[0].affected == 1 else { throw LeaseLost(name: lease.name) }
        for row in results[1].rows {
            ledger.load(
                AggregateReference(type: try row.get(0), id: try row.get(1)),
                sequence: try row.get(2), lastEvent: try row.get(3))
        }
        for row in results[2].rows { try loadParked(row) }
        if !places.isEmpty { try census.load(results[3].rows) }
    }

    private func loadParked(_ row: PostgresRow) throws {
        let id: UUID = try row.get(0)
        let isGap = try row.get(1, as: String.self) == ParkedEvent.Reason.gap.rawValue
        var reference: AggregateReference?
        if let type = try row.get(2, as: String?.self),
            let aggregate = try row.get(3, as: UUID?.self)
        {
            reference = AggregateReference(type: type, id: aggregate)
        }
        ledger.loadParked(id, of: reference, sequence: try row.get(4), isGap: isGap)
        guard isGap else { return }
        heldRecords[id] = try ConsumerBatch.record(row)
    }

    /// The record in a row of `ConsumerStatements.parked`.
    static func record(_ row: PostgresRow) throws -> KafkaRecord {
        let names = try row.get(10, as: [String].self)
        let values = try row.get(11, as: [Data?].self)
        return KafkaRecord(
            topic: try row.get(5), partition: try row.get(6), offset: try row.get(7),
            key: try row.get(8), value: try row.get(9),
            headers: KafkaHeaders(zip(names, values).map { KafkaHeader(name: $0, value: $1) }),
            timestamp: 0)
    }

    /// The whole batch through the handler at once.
    /// - Throws: what the handler threw; the transaction must roll back.
    func applyTogether(_ records: [IncomingRecord]) async throws {
        var ready: [ReceivedEvent] = []
        for record in records where census.alarm == nil {
            guard let event = admit(record) else { continue }
            ready.append(event)
            ready += successors(of: event.aggregate)
        }
        switch handler {
        case .projection(let apply):
            if !ready.isEmpty { try await apply(ready, tx) }
        case .reaction(let react):
            for event in ready {
                if let insert = try await run.reaction.run(event, react, in: tx) {
                    emitted.append(insert)
                }
            }
        }
        applied += ready
    }

    /// One event a savepoint: an event whose handler fails is parked, and the batch goes on.
    func applySingly(_ records: [IncomingRecord], parking suspect: UUID? = nil) async throws {
        for record in records where census.alarm == nil {
            if case .event(let event) = record.content, event.id == suspect,
                !ledger.isParked(event.id)
            {
                advance(record)
                ledger.block(event.id, of: event.aggregate)
                park(record, event, .poison, "the process ended three times while applying it")
                continue
            }
            guard let event = admit(record), try await attempt(event, record.record) else {
                continue
            }
            while let next = successors(of: event.aggregate, limit: 1).first,
                let held = heldRecords[next.id]
            {
                guard try await attempt(next, held) else { break }
            }
        }
    }

    private func attempt(_ event: ReceivedEvent, _ record: KafkaRecord) async throws -> Bool {
        do {
            let insert = try await run.one(event, in: tx)
            if let insert { emitted.append(insert) }
            applied.append(event)
            return true
        } catch  where !ConsumerBatch.isTransient(error) {
            ledger.fail(event.id, of: event.aggregate)
            released.removeAll { $0 == event.id }
            parked.append(
                ParkedEvent(
                    id: event.id, record: record, event: event, reason: .failed,
                    error: String(describing: error)))
            return false
        }
    }

    /// Decides about a record. Returns the event when it is to be applied now.
    private func admit(_ record: IncomingRecord) -> ReceivedEvent? {
        advance(record)
        switch record.content {
        case .census(let record):
            census.meet(record, added: progress[record.place]?.known ?? EventSet())
            return nil
        case .foreign:
            foreign += 1
            return nil
        case .malformed(let reason):
            if !ledger.isParked(record.id) { park(record, nil, .poison, reason) }
            return nil
        case .event(let event):
            return admit(event, record)
        }
    }

    private func admit(_ event: ReceivedEvent, _ record: IncomingRecord) -> ReceivedEvent? {
        if EventHeaders.isUnknownMajor(event.type), !ledger.isParked(event.id),
            event.sequence > ledger.sequence(event.aggregate)
        {
            ledger.block(event.id, of: event.aggregate)
            park(record, event, .poison, "major version not known to this build: \(event.type)")
            return nil
        }
        switch ledger.place(event.id, of: event.aggregate, sequence: event.sequence) {
        case .apply:
            count(event.id, at: record.record)
            return event
        case .duplicate, .parkedBefore:
            duplicates += 1
        case .gap:
            heldRecords[event.id] = record.record
            park(record, event, .gap, "earlier events of the aggregate are missing")
        case .follower:
            park(record, event, .follower, "an earlier event of the aggregate is parked")
        case .conflict:
            park(record, event, .conflict, "another event holds this sequence")
        }
        return nil
    }

    /// Held events that follow now, in order.
    private func successors(of reference: AggregateReference, limit: Int = .max) -> [ReceivedEvent]
    {
        var events: [ReceivedEvent] = []
        while events.count < limit, let id = ledger.released(reference) {
            guard let record = heldRecords[id], let event = try? EventHeaders.read(record) else {
                break
            }
            parked.removeAll { $0.id == id }
            released.append(id)
            events.append(event)
        }
        return events
    }

    private func advance(_ record: IncomingRecord) {
        let place = PartitionKey(record.record)
        let next = max(progress[place]?.nextOffset ?? 0, record.record.offset + 1)
        progress[
            place,
            default: PartitionProgress(
                topic: place.topic, partition: place.partition, nextOffset: next)
        ].nextOffset = next
    }

    /// Counts a distinct event into its partition's known set.
    private func count(_ id: UUID, at place: KafkaRecord) {
        progress[PartitionKey(place)]?.known.insert(id)
    }

    private func park(
        _ record: IncomingRecord, _ event: ReceivedEvent?, _ reason: ParkedEvent.Reason,
        _ error: String
    ) {
        // A malformed record is no event of the producer's set, so the census does not count it.
        if event != nil { count(record.id, at: record.record) }
        parked.append(
            ParkedEvent(
                id: record.id, record: record.record, event: event, reason: reason, error: error))
    }

    /// Everything the batch changes in the bus tables, and the COMMIT, in one round trip.
    func write(epoch: Int64) async throws {
        var writes: [SQL?] = [
            statements.remember(
                ledger.aggregates.filter(\.value.changed).map { ($0.key, $0.value) }
                    .filter { $0.1.lastEvent != nil }),
            statements.release(released),
        ]
        writes += parked.map(statements.park)
        writes += emitted
        if configuration.recordApplied {
            writes.append(statements.applied(applied, epoch: epoch))
        }
        let announced = try parked.filter { $0.reason != .gap }.map(announcement)
        writes.append(
            OutboxInsert.statement(
                announced, actor: "service:\(configuration.service)", traceparent: nil))
        writes.append(
            statements.advance(
                progress.values.sorted { ($0.topic, $0.partition) < ($1.topic, $1.partition) }))
        writes.append(census.statement(consumer: statements.consumer))
        writes.append(census.alarm.map(statements.halt))
        _ = try await tx.pipeline(writes.compactMap(\.self), committing: true)
    }

    private func announcement(_ parked: ParkedEvent) throws -> EventDraft {
        var message = Taoli_Bus_V1_EventParked()
        message.consumer = statements.consumer
        message.eventID = parked.id.text
        message.type = parked.event?.type ?? ""
        message.subject = parked.event?.aggregate.description ?? ""
        message.class = parked.reason.rawValue
        message.error = String(parked.error.prefix(1_000))
        return try EventDraft(
            deadLetter: message, topic: configuration.deadLetters, event: parked.id,
            districts: parked.event?.districts ?? [])
    }

    /// What a committed batch tells its session.
    struct Summary: Sendable {
        let applied: Int
        let duplicates: Int
        let parked: Int
        let foreign: Int
        /// The positions after the batch, for lag tools.
        let positions: [KafkaPosition]
        /// What the producer is to be asked for.
        let requests: [(place: PartitionKey, wanted: CensusRequest.Wanted)]
        /// Why the consumer stands still from now on.
        let alarm: String?
    }

    var summary: Summary {
        Summary(
            applied: applied.count, duplicates: duplicates, parked: parked.count, foreign: foreign,
            positions: progress.values.map {
                KafkaPosition(topic: $0.topic, partition: $0.partition, offset: $0.nextOffset)
            }, requests: census.requests.map { (place: $0.0, wanted: $0.1) }, alarm: census.alarm)
    }

    /// What passes by itself: the whole batch is tried again, nothing is parked.
    static func isTransient(_ error: any Error) -> Bool {
        if let error = error as? PostgresError {
            return error.isTransient || error.kind == .commitOutcomeUnknown
                || error.kind == .cancelled
        }
        return error is CancellationError || error is LeaseLost
    }
}
