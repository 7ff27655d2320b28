import Testing

@testable import TaoliMessaging

@Suite("When the relay looks into the outbox")
struct FetchPaceTests {
    private static let begin = ContinuousClock.now

    /// After a look at the beginning that found some rows of 100.
    private func pace(_ sent: Int) -> FetchPace {
        var pace = FetchPace()
        pace.looked(sent, of: 100, whole: true, now: Self.begin)
        return pace
    }

    @Test("The first look and those within a backlog are due at once")
    func backlog() {
        #expect(FetchPace().pause(now: Self.begin) == .zero)
        #expect(pace(100).pause(now: Self.begin) == .zero)
        #expect(pace(100).isBehind && !pace(99).isBehind)
    }

    @Test("Without a commit the next look is due after the poll interval")
    func poll() {
        #expect(pace(1).pause(now: Self.begin + .milliseconds(49)) == nil)
        #expect(pace(1).pause(now: Self.begin + OutboxRelay.pollInterval) == .zero)
    }

    @Test("A commit is looked for at once, but those close to each other together")
    func gather() {
        var pace = pace(1)
        pace.raised()
        #expect(pace.pause(now: Self.begin) == FetchPace.gather)
        #expect(pace.pause(now: Self.begin + .milliseconds(1)) == .milliseconds(1))
        #expect(pace.pause(now: Self.begin + .seconds(1)) == .zero)
        pace.looked(1, of: 100, whole: true, now: Self.begin)
        #expect(pace.pause(now: Self.begin) == nil)
    }

    @Test("Within a backlog only some looks go over all rows")
    func whole() {
        #expect(FetchPace().isWhole(now: Self.begin))
        #expect(pace(1).isWhole(now: Self.begin))
        #expect(!pace(100).isWhole(now: Self.begin))
        #expect(pace(100).isWhole(now: Self.begin + FetchPace.wholeInterval))
    }
}
