import Testing

@testable import TaoliKafka

@Suite("How long a consumer rests after an empty fetch")
struct EmptyFetchesTests {
    private static let begin = ContinuousClock.now
    /// An empty answer about twelve partitions.
    private static let empty = 520

    /// Answers of these sizes at the beginning, to learn from.
    private func taught(_ sizes: [Int] = [empty]) -> EmptyFetches {
        var fetches = EmptyFetches(now: Self.begin)
        for size in sizes { _ = fetches.rest(afterAnswer: size, now: Self.begin) }
        return fetches
    }

    @Test(
        "Rests begin small and grow with the silence up to their bound",
        arguments: zip(
            [0, 5, 40, 100, 400, 60_000],
            [
                .milliseconds(1), .milliseconds(1), .milliseconds(5), .microseconds(12_500),
                .milliseconds(50), .milliseconds(50),
            ] as [Duration]))
    func growth(silence: Int, rest: Duration) {
        var fetches = taught()
        let now = Self.begin + .milliseconds(silence)
        #expect(fetches.rest(afterAnswer: Self.empty, now: now) == rest)
    }

    @Test("Records end the silence")
    func records() {
        var fetches = taught()
        let now = Self.begin + .seconds(60)
        fetches.delivered(now: now)
        #expect(fetches.rest(afterAnswer: Self.empty, now: now) == .milliseconds(1))
    }

    @Test("There is no rest after an answer that holds a record, however small")
    func answers() {
        var fetches = taught()
        #expect(fetches.rest(afterAnswer: Self.empty + 61, now: Self.begin) == nil)
        // One partition more or less, and still nothing in it.
        #expect(fetches.rest(afterAnswer: Self.empty + 44, now: Self.begin) != nil)
        #expect(fetches.rest(afterAnswer: Self.empty - 44, now: Self.begin) != nil)
    }

    @Test("Large answers of one size are records, though there is no smaller one")
    func backlog() {
        var fetches = EmptyFetches(now: Self.begin)
        for _ in 0..<1_000 {
            #expect(fetches.rest(afterAnswer: 1_048_576, now: Self.begin) == nil)
        }
    }

    @Test("When partitions are added, the longer empty answer is known as one in the end")
    func morePartitions() {
        var fetches = taught()
        let sizes = Array(repeating: 3 * Self.empty, count: 2 * EmptyFetches.window)
        let rests = sizes.map { fetches.rest(afterAnswer: $0, now: Self.begin) }
        #expect(rests.first == .some(nil))
        #expect(rests.last == .milliseconds(1))
    }
}
