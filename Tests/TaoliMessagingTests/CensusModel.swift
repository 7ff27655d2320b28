import Foundation

@testable import TaoliMessaging

/// Outbox → relays (zombies among them) → a log that loses its tail, everything, or its head → a
/// consumer that has nothing but sequences, held gaps and censuses. The relay's counting, the
/// consumer's comparing and its ledger are the product's own values; the rest is a random world.
struct CensusModel {
    /// What is broken on purpose.
    enum Variant {
        case whole
        /// The consumer does not read censuses.
        case blind
        /// Censuses leave out what is under way.
        case archivedOnly
        /// Only counts are compared, and only what is above the last agreement is asked for.
        case countOnly
    }

    struct Event {
        let id: UUID
        let aggregate: Int
        let sequence: Int64
    }

    enum Record {
        case event(Int)
        case census(Census)
    }

    /// One relay process: its producer's queue, what it believes under way, reports to come.
    struct Relay {
        var queue: [(Int, Record)] = []
        var inFlight: Set<Int> = []
        var reports: [(Int, Int)] = []
        var requestsRead = 0
    }

    static let partitions = 2
    static let aggregates = 4

    let variant: Variant
    var random: SplitMix
    var events: [Event] = []
    var pending: [Int] = []
    var outbox: Set<Int> = []
    var archive: [Int: Int64] = [:]
    var archiveNumber: Int64 = 0
    var log = [[Record]](repeating: [], count: partitions)
    var base = [Int](repeating: 0, count: partitions)
    var relays = [Relay(), Relay()]
    var holder = 0
    var requests: [(partition: Int, wanted: CensusRequest.Wanted)] = []
    var versions = [Int64](repeating: 0, count: aggregates)
    var references = (0..<aggregates).map { _ in AggregateReference(type: "a", id: UUID()) }
    var positions = [Int](repeating: 0, count: partitions)
    var ledger = AggregateLedger()
    var known = [EventSet](repeating: EventSet(), count: partitions)
    var comparisons = [CensusComparison](repeating: CensusComparison(), count: partitions)
    var applied: [Int] = []
    var alarms = 0

    init(seed: UInt64, variant: Variant) {
        random = SplitMix(state: seed)
        self.variant = variant
    }

    private func partition(_ event: Int) -> Int { events[event].aggregate % CensusModel.partitions }
    private func place(_ partition: Int) -> PartitionKey { PartitionKey("t", Int32(partition)) }

    private func number(of id: UUID) -> Int? { events.firstIndex { $0.id == id } }

    // MARK: The producer's side

    mutating func begin() {
        let aggregate = random.below(CensusModel.aggregates)
        versions[aggregate] += 1
        events.append(Event(id: UUID(), aggregate: aggregate, sequence: versions[aggregate]))
        pending.append(events.count - 1)
    }

    /// The row lock keeps order within an aggregate; commits of different ones pass each other.
    mutating func commit() {
        guard !pending.isEmpty else { return }
        let chosen = events[pending[random.below(pending.count)]].aggregate
        guard let first = pending.firstIndex(where: { events[$0].aggregate == chosen }) else {
            return
        }
        outbox.insert(pending.remove(at: first))
    }

    mutating func send(_ relay: Int) {
        guard let event = outbox.subtracting(relays[relay].inFlight).min() else { return }
        relays[relay].inFlight.insert(event)
        relays[relay].queue.append((partition(event), .event(event)))
    }

    mutating func deliver(_ relay: Int) {
        guard !relays[relay].queue.isEmpty else { return }
        let (partition, record) = relays[relay].queue.removeFirst()
        log[partition].append(record)
        if case .event(let event) = record { relays[relay].reports.append((partition, event)) }
    }

    mutating func acknowledge(_ relay: Int) {
        guard !relays[relay].reports.isEmpty else { return }
        let (_, event) = relays[relay].reports.removeFirst()
        relays[relay].inFlight.remove(event)
        // A zombie's transaction would fail at the lease.
        guard relay == holder, outbox.remove(event) != nil else { return }
        archiveNumber += 1
        archive[event] = archiveNumber
    }

    mutating func writeCensus(_ relay: Int, _ only: Int? = nil, question: UUID? = nil) {
        var count = CensusCount()
        for partition in 0..<CensusModel.partitions {
            let held = archive.filter { self.partition($0.key) == partition }
            var set = EventSet()
            for event in held.keys { set.insert(events[event].id) }
            count.archived(set, through: held.values.max() ?? 0, at: place(partition))
        }
        for event in outbox {
            guard relays[relay].inFlight.contains(event) else {
                count.waits(at: place(partition(event)))
                continue
            }
            if variant != .archivedOnly {
                count.sent(events[event].id, at: place(partition(event)))
            }
        }
        for partition in only.map({ $0...$0 }) ?? 0...(CensusModel.partitions - 1) {
            let census = count.census(of: place(partition), question: question)
            relays[relay].queue.append((partition, .census(census)))
        }
    }

    mutating func serve(_ relay: Int) {
        while relays[relay].requestsRead < requests.count {
            let (partition, wanted) = requests[relays[relay].requestsRead]
            relays[relay].requestsRead += 1
            switch wanted {
            case .count(let question):
                writeCensus(relay, partition, question: question)
            case .events(let from):
                for event in archive.filter({ $0.value > from }).keys.sorted()
                where self.partition(event) == partition {
                    relays[relay].queue.append((partition, .event(event)))
                }
            }
        }
    }

    /// Some of the queue still reaches the broker; the rest and all reports are gone.
    mutating func rebuild(_ relay: Int) {
        for _ in 0..<random.below(relays[relay].queue.count + 1) { deliver(relay) }
        relays[relay].queue = []
        relays[relay].inFlight = []
        relays[relay].reports = []
    }

    mutating func takeOver() {
        holder = 1 - holder
        relays[holder].requestsRead = requests.count
        relays[holder].inFlight = []
    }

    // MARK: The consumer's side

    mutating func poll(_ partition: Int) {
        let end = base[partition] + log[partition].count
        if positions[partition] > end || positions[partition] < base[partition] {
            positions[partition] = base[partition]
        }
        guard positions[partition] < end else { return }
        let record = log[partition][positions[partition] - base[partition]]
        positions[partition] += 1
        switch record {
        case .event(let event): take(event, partition)
        case .census(let census): meet(census, partition)
        }
    }

    private mutating func take(_ number: Int, _ partition: Int) {
        let event = events[number]
        let reference = references[event.aggregate]
        switch ledger.place(event.id, of: reference, sequence: event.sequence) {
        case .apply:
            known[partition].insert(event.id)
            applied.append(number)
            while let next = ledger.released(reference), let held = self.number(of: next) {
                applied.append(held)
            }
        case .gap:
            known[partition].insert(event.id)
        case .duplicate, .parkedBefore, .follower, .conflict:
            break
        }
    }

    private mutating func meet(_ census: Census, _ partition: Int) {
        guard variant != .blind else { return }
        var seen = census
        if variant == .countOnly, census.set.events == known[partition].events {
            seen = Census(
                place: census.place, set: known[partition], through: census.through,
                complete: census.complete, question: census.question)
        }
        let actions = comparisons[partition].compare(
            seen, known: known[partition], fresh: UUID())
        if variant == .countOnly { comparisons[partition].asks = 0 }
        for action in actions {
            switch action {
            case .ask(let wanted): requests.append((partition, wanted))
            case .alarm: alarms += 1
            }
        }
    }
}

/// Steele, Lea, Flood: SplitMix64. A seed gives the same run everywhere.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }

    /// 0 ..< bound, or 0 when there is none.
    mutating func below(_ bound: Int) -> Int {
        bound > 0 ? Int(next() % UInt64(bound)) : 0
    }
}
