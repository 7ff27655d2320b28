import Testing

@testable import TaoliMessaging

extension CensusModel {
    /// One random step; the weights are those of the protocol's model.
    fileprivate mutating func step() {
        let (relay, partition) = (random.below(2), random.below(CensusModel.partitions))
        switch random.below(1_000) {
        case ..<140: begin()
        case ..<260: commit()
        case ..<400: send(holder)
        case ..<560: deliver(relay)
        case ..<680: acknowledge(relay)
        case ..<720: writeCensus(holder)
        case ..<900: poll(partition)
        case ..<920: serve(holder)
        case ..<940: takeOver()
        case ..<960: rebuild(relay)
        case ..<980:
            log[partition] = Array(log[partition].prefix(random.below(log[partition].count + 1)))
        case ..<987: (log[partition], base[partition]) = ([], 0)
        case ..<993: trim(partition)
        default: break
        }
    }

    private mutating func trim(_ partition: Int) {
        let gone = random.below(log[partition].count + 1)
        log[partition].removeFirst(gone)
        base[partition] += gone
    }

    /// No more faults: everything is committed, sent, counted, read, asked and answered.
    /// - Returns: rounds until the consumer has everything; `nil` when it never has.
    fileprivate mutating func heal(rounds: Int) -> Int? {
        outbox.formUnion(pending)
        pending = []
        for relay in relays.indices { rebuild(relay) }
        for round in 1...rounds {
            for _ in 0...events.count { send(holder) }
            writeCensus(holder)
            while !relays[holder].queue.isEmpty { deliver(holder) }
            while !relays[holder].reports.isEmpty { acknowledge(holder) }
            for partition in 0..<CensusModel.partitions {
                for _ in 0...(log[partition].count + 1) { poll(partition) }
            }
            serve(holder)
            if outbox.isEmpty, relays[holder].queue.isEmpty, applied.count == events.count {
                return round
            }
        }
        return nil
    }

    /// Each event once, each aggregate in order.
    fileprivate var isExact: Bool {
        Set(applied).count == applied.count
            && (0..<CensusModel.aggregates).allSatisfy { aggregate in
                let sequences = applied.map { events[$0] }.filter { $0.aggregate == aggregate }
                    .map(\.sequence)
                return sequences == (0..<sequences.count).map { Int64($0 + 1) }
            }
    }
}

@Suite("The census heals whatever the broker does")
struct CensusModelTests {
    private static let steps = 250
    private static let roundsMax = 200

    private func run(_ seed: UInt64, _ variant: CensusModel.Variant) -> (CensusModel, Int?) {
        var model = CensusModel(seed: seed, variant: variant)
        for _ in 0..<CensusModelTests.steps { model.step() }
        let rounds = model.heal(rounds: CensusModelTests.roundsMax)
        return (model, rounds)
    }

    @Test(
        "After truncation, loss, trimming, zombies and lost reports: all once, in order, no alarm")
    func whole() {
        var requests = 0
        for seed in 1...400 as ClosedRange<UInt64> {
            let (model, rounds) = run(seed, .whole)
            #expect(rounds != nil, "seed \(seed) lacks events after healing")
            #expect(model.isExact, "seed \(seed) is out of order")
            #expect(model.alarms == 0, "seed \(seed) alarms without a reason")
            requests += model.requests.count
        }
        // Otherwise the faults would not have been any.
        #expect(requests > 400)
    }

    @Test("Without censuses events stay missing", arguments: [CensusModel.Variant.blind])
    func blind(_ variant: CensusModel.Variant) {
        let lacking = (1...100 as ClosedRange<UInt64>).filter { run($0, variant).1 == nil }
        #expect(!lacking.isEmpty)
    }

    @Test("Censuses without what is under way alarm falsely or ask in vain")
    func archivedOnly() {
        let wrong = (1...400 as ClosedRange<UInt64>).filter { seed in
            let (model, rounds) = run(seed, .archivedOnly)
            return rounds == nil || model.alarms > 0
        }
        #expect(!wrong.isEmpty)
    }

    @Test("Counting alone, asking only from the last agreement, leaves events missing")
    func countOnly() {
        let lacking = (1...400 as ClosedRange<UInt64>).filter { run($0, .countOnly).1 == nil }
        #expect(!lacking.isEmpty)
    }
}
