import Testing

@testable import TaoliMessaging

@Suite("Reports that do not come")
struct ReportWatchTests {
    private let first = PartitionKey("t", 0)
    private let second = PartitionKey("t", 1)
    private let start = ContinuousClock.now
    private let late = ReportWatch.silenceMax + .milliseconds(1)

    @Test("A partition with a report due for too long is silent, also while others report")
    func silent() {
        var watch = ReportWatch()
        watch.sent(first, now: start)
        watch.sent(second, now: start)
        watch.reported(second, now: start + .seconds(1))
        #expect(watch.silent(now: start + ReportWatch.silenceMax) == nil)
        #expect(watch.silent(now: start + late) == first)
    }

    @Test("Each report of a partition is a sign of life")
    func alive() {
        var watch = ReportWatch()
        for _ in 0..<3 { watch.sent(first, now: start) }
        watch.reported(first, now: start + .seconds(19))
        #expect(watch.silent(now: start + .seconds(30)) == nil)
        watch.reported(first, now: start + .seconds(38))
        #expect(watch.silent(now: start + .seconds(38) + late) == first)
    }

    @Test("A partition whose records are all reported may be silent, and its time begins anew")
    func quiet() {
        var watch = ReportWatch()
        watch.sent(first, now: start)
        watch.reported(first, now: start)
        #expect(watch.silent(now: start + .seconds(3_600)) == nil)
        watch.sent(first, now: start + .seconds(3_600))
        #expect(watch.silent(now: start + .seconds(3_610)) == nil)
        #expect(watch.silent(now: start + .seconds(3_600) + late) == first)
    }

    @Test(
        "What a report is about survives the producer's number",
        arguments: [
            RelayToken.event(1), .event(.max), .census(0), .census(23), .again(0), .again(24),
        ])
    func tokens(_ token: RelayToken) { #expect(RelayToken(token.number) == token) }
}
