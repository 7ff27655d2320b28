import Foundation
import Logging
import Metrics
import TaoliKafka
import TaoliPostgres

/// One holder's time with a consumer: from its lease to the loss of it. Used by one task.
final class ConsumerSession {
    /// Starts that ended with the process, one after the other, after which an event is suspected
    /// of that. Batches committed meanwhile prove nothing: other partitions have their own.
    static let startsSuspicious = 2
    /// A process that has lived so long with a lease did not end by its next event; until then a
    /// suspicion stands, however many other records a backlog brings first.
    static let livedLong: Duration = .seconds(60)
    /// Tries of one record, each begun and not ended, after which it is parked.
    static let triesMax = 3
    /// Records of a poll under suspicion: those of one partition are tried together, so that the one which
    /// ends the process is found soon whatever stands before it in other partitions.
    static let carefulPoll = 50
    /// Between two looks for operators' orders.
    static let orderInterval: Duration = .seconds(1)
    /// Between two times at which Kafka is told the positions, for lag tools only.
    static let tellInterval: Duration = .seconds(1)
    /// Between two lines about the same alarm.
    static let alarmInterval: Duration = .seconds(60)

    private let definition: ConsumerDefinition
    private let configuration: MessagingConfiguration
    private let lease: Lease
    private let consumer: KafkaConsumer
    private let pool: PostgresPool
    private let preamble: [SQL]
    private let logger: Logger
    private let statements: ConsumerStatements
    private let source: String
    private let sender: RequestSender
    private var nextOrders = ContinuousClock.now
    /// Positions that Kafka was not told yet.
    private var untold: [PartitionKey: Int64] = [:]
    private var nextTelling = ContinuousClock.now
    private var halted = true
    /// What was read before its turn.
    private var ahead: ConsumerReading?
    private var confirmed = ContinuousClock.now
    /// Starts have ended the process: what is tried is noted before.
    private var careful = false
    /// Partitions in which a try ended with the process: there each record is tried alone.
    private var suspects: Set<PartitionKey> = []
    private var proven = false
    private let began = ContinuousClock.now

    init(
        definition: ConsumerDefinition, configuration: MessagingConfiguration, lease: Lease,
        consumer: KafkaConsumer, sender: RequestSender, pool: PostgresPool, preamble: [SQL],
        logger: Logger
    ) {
        self.definition = definition
        self.configuration = configuration
        self.lease = lease
        self.consumer = consumer
        self.pool = pool
        self.preamble = preamble
        self.logger = logger
        source = configuration.source(of: definition.producer)
        self.sender = sender
        statements = ConsumerStatements(consumer: definition.name, source: source)
    }

    /// Consumes until cancelled.
    /// - Throws: `LeaseLost`, and what a new session may mend.
    func run() async throws {
        do {
            try await consume()
        } catch {
            await leave()
            throw error
        }
        await leave()
    }

    private func leave() async {
        tellPositions()
        await prove()
    }

    /// This start has not ended with the process. Best effort: what is still counted costs care.
    private func prove() async {
        (proven, careful) = (true, false)
        let (pool, statement) = (pool, statements.started(under: lease))
        // The caller may be cancelled already.
        _ = await Task { try? await pool.execute(statement) }.value
    }

    private func consume() async throws {
        let starts = try await pool.query(statements.start)
        if try starts[0].get(0, as: Int.self) > ConsumerSession.startsSuspicious {
            careful = true
            logger.warning("several starts ended the process: taking records with care")
        }
        while !Task.isCancelled {
            if halted {
                try await standStill()
                ahead = nil
                try consumer.assign(try await positions())
                halted = false
            }
            if !proven, ContinuousClock.now - began > Self.livedLong {
                await prove()
            }
            if ContinuousClock.now >= nextOrders { try await carryOutOrders() }
            if ContinuousClock.now >= nextTelling { tellPositions() }
            let reading = try await takeReading()
            for failure in reading.failures { try recover(failure) }
            if !reading.records.isEmpty {
                Failpoint.hit(.consumerAfterPoll)
                if careful {
                    try await processWithCare(reading.records)
                } else if reading.isFull {
                    // In a backlog the next batch is read while this one is applied.
                    let (consumer, source) = (consumer, source)
                    async let next = ConsumerReading.next(
                        EventConsumer.batchEventsMax, from: consumer, source: source)
                    try await process(reading.records)
                    ahead = try await next
                } else {
                    try await process(reading.records)
                }
            } else if ContinuousClock.now - confirmed > lease.duration / 3 {
                try await renew()
            }
        }
    }

    private func takeReading() async throws -> ConsumerReading {
        if let ahead {
            self.ahead = nil
            return ahead
        }
        return try await ConsumerReading.next(
            careful ? Self.carefulPoll : EventConsumer.batchEventsMax, from: consumer,
            source: source)
    }

    /// Stored positions; partitions without one begin at the oldest record.
    private func positions() async throws -> [KafkaPosition] {
        var stored: [String: Int64] = [:]
        for row in try await pool.query(statements.positions()) {
            let (topic, partition) = (
                try row.get(0, as: String.self), try row.get(1, as: Int32.self)
            )
            stored["\(topic)/\(partition)"] = try row.get(2)
            if try row.get(4, as: Int.self) > 0 { suspects.insert(PartitionKey(topic, partition)) }
        }
        return definition.topics.flatMap { topic in
            (0..<MessagingConfiguration.partitions).map { partition in
                KafkaPosition(
                    topic: topic, partition: partition,
                    offset: stored["\(topic)/\(partition)"] ?? KafkaPosition.beginning)
            }
        }
    }

    /// Positions are hints: outside what the log holds, reading goes on at its oldest record.
    private func recover(
        _ failure: (topic: String, partition: Int32, error: KafkaError)
    ) throws {
        guard failure.error.isOffsetOutOfRange else {
            logger.warning(
                "partition failed",
                metadata: [
                    "topic": "\(failure.topic)", "partition": "\(failure.partition)",
                    "error": "\(failure.error)",
                ])
            return
        }
        count("taoli_consumer_positions_reset_total", 1)
        try consumer.seek(
            KafkaPosition(
                topic: failure.topic, partition: failure.partition, offset: KafkaPosition.beginning)
        )
    }

    /// Waits as long as an alarm stands: nothing is read, the lease is kept.
    private func standStill() async throws {
        var said: ContinuousClock.Instant?
        while let row = try await pool.query(statements.halted).first {
            if said.map({ ContinuousClock.now - $0 > ConsumerSession.alarmInterval }) ?? true {
                let reason = try row.get(0, as: String.self)
                logger.critical(
                    "consumer stopped by an alarm; find out which database is right, then resume it",
                    metadata: ["reason": "\(reason)"])
                said = .now
            }
            try await renew()
            try await Task.sleep(for: min(ConsumerSession.orderInterval, lease.duration / 3))
        }
    }

    private func carryOutOrders() async throws {
        nextOrders = .now + ConsumerSession.orderInterval
        let orders = ConsumerOrders(
            statements: statements, configuration: configuration,
            run: HandlerRun(
                handler: definition.handler,
                reaction: Reaction(actor: "service:\(configuration.service)", now: Date())),
            lease: lease)
        // One more look tells that there is none left; most often it is the first.
        while try await pool.query(statements.openOrder).first != nil {
            _ = try await pool.transaction(
                TransactionOptions(preamble: preamble, attemptsMax: 1)
            ) { tx in
                try await orders.carryOutNext(in: tx)
            }
            confirmed = .now
        }
    }

    private func renew() async throws {
        guard try await pool.execute(lease.confirm) == 1 else { throw LeaseLost(name: lease.name) }
        confirmed = .now
    }

    /// Notes what is tried before it is: the records of a partition together, those of a suspect
    /// one by one.
    private func processWithCare(_ records: [IncomingRecord]) async throws {
        for (place, group) in Dictionary(grouping: records, by: { PartitionKey($0.record) }) {
            // An alarm: the rest is read again from the stored positions when it is over.
            if halted { return }
            if suspects.contains(place) {
                for record in group where !halted {
                    try await process([record], parking: try await trying(record))
                }
            } else {
                _ = try await trying(group[0])
                try await process(group)
            }
        }
    }

    /// A batch until it is through: again after what passes by itself, one by one after a failure.
    private func process(_ records: [IncomingRecord], parking suspect: UUID? = nil) async throws {
        var attempt = 0
        var singly = suspect != nil
        while true {
            do {
                try await commit(records, singly: singly, parking: suspect)
                return
            } catch let error as PostgresError where error.kind == .commitOutcomeUnknown {
                // The stored positions and a halt tell what happened.
                logger.warning("positions are read again", metadata: ["error": "\(error)"])
                halted = true
                return
            } catch let error where ConsumerBatch.isTransient(error) {
                if error is LeaseLost || Task.isCancelled { throw error }
                logger.warning("batch is tried again", metadata: ["error": "\(error)"])
                try await Task.sleep(for: BackOff.delay(attempt: attempt))
                attempt += 1
            } catch  where !singly {
                logger.warning("batch is taken apart", metadata: ["error": "\(error)"])
                singly = true
            }
        }
    }

    /// Notes that a record is about to be tried; tells whether it ended the process too often.
    private func trying(_ record: IncomingRecord) async throws -> UUID? {
        let (lease, statement) = (lease, statements.trying(record.record))
        let tried = try await pool.transaction { tx in
            let results = try await tx.pipeline([lease.confirm, statement])
            guard results[0].affected == 1 else { throw LeaseLost(name: lease.name) }
            return results[1].rows[0]
        }
        return try tried.get(0, as: Int.self) > ConsumerSession.triesMax ? record.id : nil
    }

    private func commit(
        _ records: [IncomingRecord], singly: Bool, parking suspect: UUID?
    ) async throws {
        let (lease, now) = (lease, Date())
        let (statements, configuration) = (statements, configuration)
        let handler = definition.handler
        let summary = try await pool.transaction(
            TransactionOptions(preamble: preamble, attemptsMax: 1)
        ) { tx in
            let batch = ConsumerBatch(
                statements: statements, configuration: configuration, handler: handler, tx: tx,
                now: now)
            try await batch.load(records, lease: lease)
            Failpoint.hit(.consumerMidBatch)
            if singly {
                try await batch.applySingly(records, parking: suspect)
            } else {
                try await batch.applyTogether(records)
            }
            Failpoint.hit(.consumerBeforeCommit)
            try await batch.write(epoch: lease.epoch)
            return batch.summary
        }
        Failpoint.hit(.consumerAfterCommit)
        confirmed = .now
        for position in summary.positions {
            untold[PartitionKey(position.topic, position.partition)] = position.offset
        }
        await sender.send(summary.requests)
        halted = summary.alarm != nil
        count("taoli_consumer_applied_total", summary.applied)
        count("taoli_consumer_duplicates_total", summary.duplicates)
        count("taoli_consumer_parked_total", summary.parked)
        count("taoli_consumer_foreign_total", summary.foreign)
    }

    private func tellPositions() {
        nextTelling = .now + Self.tellInterval
        guard !untold.isEmpty else { return }
        consumer.commit(
            untold.map { KafkaPosition(topic: $0.topic, partition: $0.partition, offset: $1) })
        untold = [:]
    }

    private func count(_ name: String, _ amount: Int) {
        guard amount > 0 else { return }
        Counter(label: name, dimensions: [("consumer", definition.name)]).increment(by: amount)
    }
}
