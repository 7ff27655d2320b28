import Testing

@testable import TaoliKafka

@Suite("Which partitions rest")
struct IdlePartitionsTests {
    private let start = ContinuousClock.now
    private let idle = ContinuousClock.Instant.now + .seconds(1)
    private let both = (Int32(0)...1).map {
        KafkaPosition(topic: "t", partition: $0, offset: KafkaPosition.beginning)
    }

    /// Two partitions, read from the start, at their ends 5 and 6.
    private func ended() -> IdlePartitions {
        var state = IdlePartitions(now: start)
        state.assigned(both)
        let told = [
            state.end(topic: "t", partition: 0, offset: 5, turn: state.turn),
            state.end(topic: "t", partition: 1, offset: 6, turn: state.turn),
        ]
        #expect(told == [true, true])
        return state
    }

    private func rest(_ step: IdlePartitions.Step) -> [KafkaPosition]? {
        guard case .rest(let positions, _) = step else { return nil }
        return positions.sorted { $0.partition < $1.partition }
    }

    private func position(_ partition: Int32, _ offset: Int64) -> KafkaPosition {
        KafkaPosition(topic: "t", partition: partition, offset: offset)
    }

    @Test("Nothing rests before every partition is at its end, nor soon after a record")
    func nothing() {
        var state = IdlePartitions(now: start)
        #expect(state.step(now: idle) == .wait)
        state.assigned(both)
        _ = state.end(topic: "t", partition: 0, offset: 5, turn: state.turn)
        #expect(state.step(now: idle) == .wait)
        state = ended()
        state.record(topic: "t", partition: 1, offset: 6, now: idle)
        #expect(state.step(now: idle + .seconds(1)) == .wait)
        _ = state.end(topic: "t", partition: 1, offset: 7, turn: state.turn)
        #expect(state.step(now: idle) == .waitUntil(idle + IdlePace().grace))
        #expect(rest(state.step(now: idle + .seconds(1))) == [position(0, 5), position(1, 7)])
    }

    @Test("After a rest partitions go on at their ends, and an end known already is not told again")
    func cycle() {
        var state = ended()
        let resting = [position(0, 5), position(1, 6)]
        #expect(rest(state.step(now: idle)) == resting)
        let until = idle + .milliseconds(50)
        state.rested(resting, until: until)
        #expect(state.step(now: idle) == .waitUntil(until))
        guard case .resume(let positions) = state.step(now: until) else {
            Issue.record("the rest does not end")
            return
        }
        #expect(positions.sorted { $0.partition < $1.partition } == resting)
        state.resumed()
        #expect(state.step(now: until) == .wait)
        let told = [
            state.end(topic: "t", partition: 0, offset: 5, turn: state.turn),
            state.end(topic: "t", partition: 1, offset: 8, turn: state.turn),
        ]
        #expect(told == [false, true])
        #expect(rest(state.step(now: until)) == [position(0, 5), position(1, 8)])
    }

    @Test("A partition sought elsewhere during a rest is left where it was put")
    func sought() {
        var state = ended()
        state.rested([position(0, 5), position(1, 6)], until: idle)
        #expect(state.isResting(position(0, 0)))
        state.started(position(0, 2))
        #expect(!state.isResting(position(0, 0)))
        #expect(state.step(now: idle) == .resume([position(1, 6)]))
    }

    @Test("An end taken before a partition began anew does not count")
    func stale() {
        var state = ended()
        let turn = state.turn
        state.started(position(0, 2))
        let told = state.end(topic: "t", partition: 0, offset: 5, turn: turn)
        #expect(told)
        state.failure(topic: "t", partition: 0, turn: turn)
        #expect(state.step(now: idle) == .wait)
    }

    @Test("A new assignment ends the rest and forgets the partitions before")
    func reassigned() {
        var state = ended()
        state.rested([position(0, 5), position(1, 6)], until: idle)
        state.assigned([position(1, 3)])
        #expect(state.step(now: idle) == .wait)
        _ = state.end(topic: "t", partition: 1, offset: 6, turn: state.turn)
        #expect(rest(state.step(now: idle)) == [position(1, 6)])
    }

    @Test("The others do not wait for the end of a failed partition; it counts again with a record")
    func failed() {
        var state = IdlePartitions(now: start)
        state.assigned(both)
        _ = state.end(topic: "t", partition: 1, offset: 6, turn: state.turn)
        state.failure(topic: "t", partition: 0, turn: state.turn)
        #expect(rest(state.step(now: idle)) == [position(1, 6)])
        state.record(topic: "t", partition: 0, offset: 5, now: start)
        #expect(state.step(now: idle) == .wait)
        _ = state.end(topic: "t", partition: 0, offset: 6, turn: state.turn)
        state.failure(topic: "t", partition: 0, turn: state.turn)
        #expect(rest(state.step(now: idle)) == [position(0, 6), position(1, 6)])
    }

    @Test("A partition that fails during a rest is resumed, and then counts as failed")
    func failedAtRest() {
        var state = ended()
        state.rested([position(0, 5), position(1, 6)], until: idle)
        state.failure(topic: "t", partition: 0, turn: state.turn)
        #expect(state.resting.count == 2)
        state.resumed()
        #expect(state.step(now: idle) == .wait)
        _ = state.end(topic: "t", partition: 1, offset: 6, turn: state.turn)
        #expect(rest(state.step(now: idle)) == [position(1, 6)])
    }

    @Test("A record of a resting partition moves where the partition goes on")
    func late() {
        var state = ended()
        state.rested([position(0, 5)], until: idle)
        state.record(topic: "t", partition: 0, offset: 5, now: start)
        #expect(state.step(now: idle) == .resume([position(0, 6)]))
    }
}
