import Foundation
import Metrics
import TaoliKafka
import TaoliPostgres

/// The life of one producer of the relay. Used by one task.
final class RelaySession {
    /// Why a producer is of no use any more.
    enum Ending: CustomStringConvertible {
        case failed(KafkaError)
        /// It reports nothing of a partition.
        case silent(PartitionKey)

        var description: String {
            switch self {
            case .failed(let error): "\(error)"
            case .silent(let place): "no report of \(place.topic) \(place.partition) any more"
            }
        }
    }

    private let lease: Lease
    private let source: String
    private let pool: PostgresPool
    private let wake: Signal
    private let inbox: RelayInbox
    private let published: Counter
    private let producer: KafkaProducer
    private let mailbox = RelayMailbox()
    private let archiver: RelayArchiver
    private let taker: CensusTaker
    private let places: [PartitionKey]
    private let indices: [PartitionKey: Int]
    private let repeats: RelayRepeats
    private var clock: CensusClock
    private var censusesUnderWay = 0
    private var watch = ReportWatch()
    private var inFlight: [Int64: SentEvent] = [:]
    /// Reports that are not being archived yet.
    private var acknowledged: [RelayArchiver.Report] = []
    /// When archiving began last.
    private var archived = ContinuousClock.now
    private var floor = OutboxFloor()
    private var pace = FetchPace()
    private var confirmed = ContinuousClock.now

    init(
        lease: Lease, configuration: MessagingConfiguration, kafka: KafkaConfiguration,
        topics: [String], pool: PostgresPool, wake: Signal, inbox: RelayInbox, published: Counter
    ) throws {
        self.lease = lease
        source = configuration.source(of: configuration.service)
        self.pool = pool
        self.wake = wake
        self.inbox = inbox
        self.published = published
        archiver = RelayArchiver(lease: lease, pool: pool, wake: wake)
        taker = CensusTaker(lease: lease, pool: pool, topics: topics)
        places = taker.places
        indices = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
        repeats = RelayRepeats(
            source: source, pool: pool, onceWithin: configuration.census.busy)
        clock = CensusClock(configuration.census, now: .now)
        producer = try KafkaProducer(kafka, linger: OutboxRelay.linger)
    }

    /// Publishes until cancelled.
    /// - Returns: why the producer became useless; `nil` after cancellation.
    func run() async throws -> Ending? {
        let reader = Task { [producer, mailbox, wake] in
            for await event in producer.events {
                if mailbox.add(event) { wake.touch() }
            }
        }
        var ending: Ending?
        do {
            ending = try await pump()
        } catch {
            // A clean stop in the middle of a statement; a lost lease is the next holder's.
            if Task.isCancelled, !(error is LeaseLost) { await drain() }
            await end(reader)
            throw error
        }
        if ending == nil { await drain() }
        await end(reader)
        return ending
    }

    private func pump() async throws -> Ending? {
        while !Task.isCancelled {
            try forget(archiver.take())
            let news = mailbox.take()
            take(news)
            archiveWhenDue(hurry: news.failure != nil)
            if let failure = news.failure, acknowledged.isEmpty, archiver.isIdle {
                return .failed(failure)
            }
            if let silent = watch.silent(now: .now) { return .silent(silent) }
            var sent = 0
            if news.failure == nil {
                sent = try await sendWhenDue()
                sent += try await answer()
            }
            if ContinuousClock.now - confirmed > lease.duration / 3 { try await renew() }
            let goesOn = sent > 0 && (pace.isBehind || repeats.isWorking)
            if !goesOn, await wake.wait(atMost: OutboxRelay.pollInterval) { pace.raised() }
        }
        return nil
    }

    private func take(_ news: RelayMailbox.Contents) {
        repeats.reported(news.again.count)
        censusesUnderWay -= news.censuses.count
        if news.disturbed { clock.disturbed(.now) }
        acknowledged += news.delivered
        for report in news.delivered {
            if let sent = inFlight[report.id] { watch.reported(sent.place, now: .now) }
        }
        for index in news.censuses + news.again where places.indices.contains(index) {
            watch.reported(places[index], now: .now)
        }
    }

    /// What the consumers are told and asked for: events again, counts, and the censuses due.
    /// - Returns: events sent again.
    private func answer() async throws -> Int {
        let requests = inbox.take()
        repeats.accept(requests, now: .now)
        let (finished, sent) = try await repeats.work { event, partition in
            let place = PartitionKey(event.topic, partition)
            // An operator may ask for more than the event topics: those are not watched.
            return try send(event, to: place, token: .again(indices[place] ?? places.count))
        }
        var wanted: [(PartitionKey, UUID?)] = requests.compactMap { request in
            guard case .count(let question) = request.wanted else { return nil }
            return (request.place, question)
        }
        if let finished { wanted.append((finished, nil)) }
        // While the last ones have not arrived, more of them would only wait behind.
        let due = clock.isDue(.now) && censusesUnderWay <= 0
        if due { wanted += taker.places.map { ($0, nil) } }
        if !wanted.isEmpty { try await write(wanted) }
        if due { clock.wrote(.now) }
        return sent
    }

    private func write(_ wanted: [(place: PartitionKey, question: UUID?)]) async throws {
        let count = try await taker.count(inFlight, floor: floor.id)
        confirmed = .now
        for (place, question) in wanted {
            guard let index = indices[place] else { continue }
            let census = count.census(of: place, question: question)
            let message = try census.message(source: source, now: Date())
            guard try produce(message, to: place, token: .census(index)) else { return }
            censusesUnderWay += 1
            Counter(label: "taoli_relay_censuses_total").increment()
        }
        Failpoint.hit(.censusWritten)
    }

    /// - Returns: events sent.
    private func sendWhenDue() async throws -> Int {
        let room = min(OutboxRelay.inFlightMax - inFlight.count, OutboxRelay.fetchMax)
        guard room > 0, let pause = pace.pause(now: .now) else { return 0 }
        if pause > .zero { try await Task.sleep(for: pause) }
        let isWhole = pace.isWhole(now: .now)
        let sent = try await sendNext(room, whole: isWhole)
        pace.looked(sent, of: room, whole: isWhole, now: .now)
        return sent
    }

    private func sendNext(_ room: Int, whole isWhole: Bool) async throws -> Int {
        let rows = try await pool.query(
            RelayStatements.fetch(
                from: isWhole ? floor.id : floor.highestSeen + 1,
                except: isWhole ? Array(inFlight.keys) : [], limit: room))
        guard let first = rows.first else { return 0 }
        if try first.get(2, as: Int64?.self) != nil { Failpoint.hit(.relayAfterSelect) }
        // All are made before the first is sent, so that those of a partition travel together.
        var made: [(id: Int64, event: StoredEvent, place: PartitionKey)] = []
        for row in rows {
            guard let id = try row.get(2, as: Int64?.self) else { break }
            let event = try StoredEvent(row: row, at: 3, source: source)
            let count: Int32 =
                event.topic.hasSuffix(".dead") ? 1 : MessagingConfiguration.partitions
            made.append(
                (id, event, PartitionKey(event.topic, partition(forKey: event.key, count: count))))
        }
        var sent: [Int64] = []
        var refused: Int64?
        for (id, event, place) in made {
            guard try send(event, to: place, token: .event(id)) else {
                refused = id
                break
            }
            inFlight[id] = SentEvent(event: event.eventID, place: place)
            sent.append(id)
        }
        if !sent.isEmpty { clock.sent(.now) }
        if isWhole {
            floor.learn(
                xmin: try first.get(0), xmax: try first.get(1),
                lowestLeft: [inFlight.keys.min(), refused].compactMap(\.self).min(),
                highest: sent.last)
        } else {
            floor.saw(sent.last)
        }
        if !sent.isEmpty { Failpoint.hit(.relayAfterProduce) }
        return sent.count
    }

    /// - Returns: false when the producer's queue is full for the moment.
    private func send(
        _ event: StoredEvent, to place: PartitionKey, token: RelayToken
    ) throws -> Bool {
        try produce(
            KafkaMessage(
                topic: event.topic, partition: place.partition, key: event.key,
                value: event.payload, headers: event.headers),
            to: place, token: token)
    }

    private func produce(
        _ message: KafkaMessage, to place: PartitionKey, token: RelayToken
    ) throws -> Bool {
        do throws(KafkaError) {
            try producer.send(message, token: token.number)
            if token != .again(places.count) { watch.sent(place, now: .now) }
            return true
        } catch {
            // A fatal error comes as an event too, which replaces the producer.
            if error.isQueueFull || error.isFatal { return false }
            throw error
        }
    }

    /// Nobody waits for the archive, so a few reports wait for more.
    private func archiveWhenDue(hurry: Bool) {
        guard archiver.isIdle, !acknowledged.isEmpty,
            hurry || acknowledged.count >= OutboxRelay.archiveMin
                || ContinuousClock.now - archived > OutboxRelay.archiveInterval
        else { return }
        archiver.start(Array(acknowledged.prefix(OutboxRelay.archiveMax)))
        acknowledged.removeFirst(min(acknowledged.count, OutboxRelay.archiveMax))
        archived = .now
    }

    private func forget(_ ids: [Int64]) {
        guard !ids.isEmpty else { return }
        // The statement renewed the lease when it began.
        confirmed = max(confirmed, archived)
        for id in ids { inFlight[id] = nil }
        published.increment(by: ids.count)
    }

    private func renew() async throws {
        guard try await pool.execute(lease.confirm) == 1 else { throw LeaseLost(name: lease.name) }
        confirmed = .now
    }

    /// After a clean stop: what is under way gets its time to arrive and is archived.
    private func drain() async {
        let (producer, mailbox, archiver, left) = (producer, mailbox, archiver, acknowledged)
        await Task {
            _ = await producer.flush(timeout: OutboxRelay.flushTime)
            await archiver.finish()
            let delivered = left + mailbox.take().delivered
            // Not archived after all: sent again by the next relay, recognised by its consumers.
            if !delivered.isEmpty { try? await archiver.archive(delivered) }
        }.value
    }

    private func end(_ reader: Task<Void, Never>) async {
        await archiver.finish()
        producer.purge()
        let producer = producer
        _ = await Task { await producer.close(timeout: OutboxRelay.flushTime) }.value
        reader.cancel()
    }
}
