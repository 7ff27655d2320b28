import Foundation
import Testing

@testable import TaoliMessaging

@Suite("What a consumer does about a census")
struct CensusComparisonTests {
    private let place = PartitionKey("t", 0)

    private func set(_ ids: [UUID]) -> EventSet {
        ids.reduce(into: EventSet()) { $0.insert($1) }
    }

    private func census(
        _ ids: [UUID], through: Int64 = 9, complete: Bool = true, question: UUID? = nil
    ) -> Census {
        Census(
            place: place, set: set(ids), through: through, complete: complete, question: question)
    }

    @Test("Equal ends agree, and nothing is asked")
    func equal() {
        let ids = [UUID(), UUID()]
        var comparison = CensusComparison()
        #expect(comparison.compare(census(ids), known: set(ids), fresh: UUID()) == [])
        #expect(comparison.agreed == 9)
        #expect(!comparison.differs)
    }

    @Test(
        "A surplus asks for a count, then for the events, then from the beginning, ever more rarely"
    )
    func surplus() {
        let (ids, fresh) = ([UUID(), UUID()], UUID())
        var comparison = CensusComparison(agreed: 5)
        let known = set([ids[0]])
        #expect(
            comparison.compare(census(ids), known: known, fresh: fresh)
                == [.ask(.count(question: fresh))])
        #expect(
            comparison.compare(census(ids, question: fresh), known: known, fresh: UUID())
                == [.ask(.events(from: 5))])
        var requests: [Int] = []
        for number in 1...40
        where !comparison.compare(census(ids), known: known, fresh: UUID()).isEmpty {
            requests.append(number)
        }
        #expect(requests == [2, 6, 14, 30])
    }

    @Test("The same number of other events counts as a difference")
    func otherEvents() {
        let fresh = UUID()
        var comparison = CensusComparison()
        #expect(
            comparison.compare(census([UUID()]), known: set([UUID()]), fresh: fresh)
                == [.ask(.count(question: fresh))])
        #expect(comparison.differences == 1)
    }

    @Test("Fewer there is a question; only its complete answer alarms")
    func fewer() {
        let (ids, fresh) = ([UUID(), UUID()], UUID())
        var comparison = CensusComparison()
        #expect(
            comparison.compare(census([ids[0]]), known: set(ids), fresh: fresh)
                == [.ask(.count(question: fresh))])
        #expect(comparison.compare(census([ids[0]]), known: set(ids), fresh: UUID()) == [])
        var patient = comparison
        #expect(
            patient.compare(
                census([ids[0]], complete: false, question: fresh), known: set(ids), fresh: UUID()
            ).contains { if case .alarm = $0 { true } else { false } } == false)
        #expect(
            comparison.compare(census([ids[0]], question: fresh), known: set(ids), fresh: UUID())
                .first == .alarm(there: 1, known: 2))
    }

    @Test("A question without an answer is asked again after some censuses")
    func lostQuestion() {
        let ids = [UUID(), UUID()]
        var comparison = CensusComparison()
        var asked = 0
        for _ in 0..<9 {
            asked += comparison.compare(census([]), known: set(ids), fresh: UUID()).count
        }
        #expect(asked == 3)
    }

    @Test("Fingerprints and records survive their way through text, bytes and messages")
    func forms() throws {
        let ids = (0..<5).map { _ in UUID() }
        let fingerprint = set(ids).fingerprint
        #expect(Fingerprint(bits: fingerprint.bits) == fingerprint)
        #expect(Fingerprint(fingerprint.bytes) == fingerprint)
        #expect(Fingerprint(Data([1])) == nil)
        #expect(Fingerprint(bits: "1") == nil)
        #expect(set(ids.reversed()) == set(ids))
    }
}
