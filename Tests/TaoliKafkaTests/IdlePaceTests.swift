import Testing

@testable import TaoliKafka

@Suite("How long fetching rests")
struct IdlePaceTests {
    private let pace = IdlePace()

    @Test("Between records under load there is no rest")
    func load() {
        #expect(pace.rest(after: .zero) == nil)
        #expect(pace.rest(after: .milliseconds(1)) == nil)
        #expect(pace.rest(after: .microseconds(19_999)) == nil)
    }

    @Test("Rests begin small and grow with the silence up to their bound")
    func growth() {
        let rests = [20, 40, 100, 200, 400, 60_000].map { pace.rest(after: .milliseconds($0)) }
        #expect(
            rests == [
                .microseconds(2_500), .milliseconds(5), .microseconds(12_500), .milliseconds(25),
                .milliseconds(50), .milliseconds(50),
            ])
    }

    @Test("A pace of its own keeps its least rest")
    func least() {
        let quick = IdlePace(grace: .milliseconds(1))
        #expect(quick.rest(after: .milliseconds(1)) == .milliseconds(2))
    }
}
