import Foundation
import Testing

@testable import TaoliMessaging

@Suite("The outbox floor")
struct OutboxFloorTests {
    @Test("It rises past rows that are gone once every transaction of that time has ended")
    func rises() {
        var floor = OutboxFloor()
        floor.learn(xmin: 10, xmax: 12, lowestLeft: nil, highest: 40)
        #expect(floor.id == 0)
        floor.learn(xmin: 11, xmax: 13, lowestLeft: nil, highest: nil)
        #expect(floor.id == 0, "transaction 11 may still commit a row below 41")
        floor.learn(xmin: 12, xmax: 14, lowestLeft: nil, highest: nil)
        #expect(floor.id == 41)
    }

    @Test("It never passes a row that is in flight or was found late")
    func stops() {
        var floor = OutboxFloor()
        floor.learn(xmin: 10, xmax: 10, lowestLeft: 38, highest: 40)
        floor.learn(xmin: 10, xmax: 10, lowestLeft: 38, highest: nil)
        #expect(floor.id == 38)
    }

    @Test("It never falls")
    func monotone() {
        var floor = OutboxFloor()
        var random = SeededGenerator(seed: 3)
        var last: Int64 = 0
        for step in 1...1_000 {
            let xmin = Int64(step) - Int64.random(in: 0...5, using: &random)
            floor.learn(
                xmin: xmin, xmax: Int64(step), lowestLeft: nil,
                highest: Int64.random(in: 0...Int64(step), using: &random))
            #expect(floor.id >= last)
            last = floor.id
        }
    }

    @Test("A fingerprint is the XOR of ids and knows nothing of order")
    func fingerprint() {
        let ids = (0..<5).map { _ in UUID() }
        var (one, other) = (Fingerprint(), Fingerprint())
        for id in ids { one.toggle(id) }
        for id in ids.reversed() { other.toggle(id) }
        #expect(one == other)
        #expect(one.bits.count == 128)
        other.toggle(ids[0])
        #expect(one != other)
    }
}
