import Foundation
import Testing

@testable import TaoliMessaging

@Suite("What a consumer does with each event")
struct AggregateLedgerTests {
    private let group = AggregateReference(type: "group", id: UUID())
    private let ids = (0...9).map { _ in UUID() }

    @Test("Events in sequence are applied")
    func inOrder() {
        var ledger = AggregateLedger()
        #expect(ledger.place(ids[1], of: group, sequence: 1) == .apply)
        #expect(ledger.place(ids[2], of: group, sequence: 2) == .apply)
        #expect(ledger.sequence(group) == 2)
    }

    @Test("An event seen before has no effect")
    func duplicate() {
        var ledger = AggregateLedger()
        ledger.load(group, sequence: 3, lastEvent: ids[3])
        #expect(ledger.place(ids[3], of: group, sequence: 3) == .duplicate)
        #expect(ledger.place(ids[1], of: group, sequence: 1) == .duplicate)
        #expect(ledger.sequence(group) == 3)
    }

    @Test("Another event with a sequence already taken sets the aggregate aside")
    func conflict() {
        var ledger = AggregateLedger()
        ledger.load(group, sequence: 3, lastEvent: ids[3])
        #expect(ledger.place(ids[9], of: group, sequence: 3) == .conflict)
        #expect(ledger.place(ids[4], of: group, sequence: 4) == .follower)
        let other = AggregateReference(type: "group", id: UUID())
        #expect(ledger.place(ids[5], of: other, sequence: 1) == .apply)
    }

    @Test("Events behind a gap wait and follow in order once it is filled")
    func gap() {
        var ledger = AggregateLedger()
        #expect(ledger.place(ids[3], of: group, sequence: 3) == .gap)
        #expect(ledger.place(ids[2], of: group, sequence: 2) == .gap)
        #expect(ledger.place(ids[2], of: group, sequence: 2) == .parkedBefore)
        #expect(ledger.released(group) == nil)
        #expect(ledger.place(ids[1], of: group, sequence: 1) == .apply)
        #expect(ledger.released(group) == ids[2])
        #expect(ledger.released(group) == ids[3])
        #expect(ledger.released(group) == nil)
        #expect(ledger.sequence(group) == 3)
    }

    @Test("A failed event steps back and its successors follow it aside")
    func failure() {
        var ledger = AggregateLedger()
        ledger.load(group, sequence: 1, lastEvent: ids[1])
        #expect(ledger.place(ids[2], of: group, sequence: 2) == .apply)
        ledger.fail(ids[2], of: group)
        #expect(ledger.sequence(group) == 1)
        #expect(ledger.place(ids[2], of: group, sequence: 2) == .parkedBefore)
        #expect(ledger.place(ids[3], of: group, sequence: 3) == .follower)
    }

    @Test("What was parked before the batch stays parked")
    func loaded() {
        var ledger = AggregateLedger()
        ledger.load(group, sequence: 1, lastEvent: ids[1])
        ledger.loadParked(ids[3], of: group, sequence: 3, isGap: true)
        #expect(ledger.place(ids[3], of: group, sequence: 3) == .parkedBefore)
        #expect(ledger.place(ids[8], of: group, sequence: 3) == .conflict)
    }

    /// A model that knows every event applies 1, 2, 3 … whatever order and repetition they come in.
    @Test("Any order with repetitions ends with every event applied once, in order")
    func anyOrder() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            var ledger = AggregateLedger()
            let events = (1...6).map { (sequence: Int64($0), id: UUID()) }
            var delivery = (events + events + events.prefix(3)).shuffled(using: &random)
            delivery += events.shuffled(using: &random)
            var applied: [UUID] = []
            for event in delivery {
                if ledger.place(event.id, of: group, sequence: event.sequence) == .apply {
                    applied.append(event.id)
                    while let next = ledger.released(group) { applied.append(next) }
                }
            }
            #expect(applied == events.map(\.id))
        }
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
