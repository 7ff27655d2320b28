import TaoliModels
import Testing

@Suite("Validity")
struct ValidityTests {
    private static func day(_ number: Int) -> CalendarDate { CalendarDate(daysSinceEpoch: number) }

    @Test("A record holds from its first day to the day before its end")
    func halfOpen() {
        let validity = Validity(from: Self.day(10), until: Self.day(20))
        #expect(!validity.holds(on: Self.day(9)))
        #expect(validity.holds(on: Self.day(10)))
        #expect(validity.holds(on: Self.day(19)))
        #expect(!validity.holds(on: Self.day(20)))
    }

    @Test("A record without an end holds for ever after its first day")
    func withoutEnd() {
        let validity = Validity(from: Self.day(10))
        #expect(!validity.holds(on: Self.day(9)))
        #expect(validity.holds(on: Self.day(1_000_000)))
    }

    @Test("Two records overlap exactly when some day is in both")
    func overlapMeansACommonDay() {
        var spans: [Validity] = []
        for from in 0..<6 {
            spans.append(Validity(from: Self.day(from)))
            for until in from + 1..<7 {
                spans.append(Validity(from: Self.day(from), until: Self.day(until)))
            }
        }
        for one in spans {
            for other in spans {
                let common = (0..<8).contains { day in
                    one.holds(on: Self.day(day)) && other.holds(on: Self.day(day))
                }
                #expect(one.overlaps(other) == common, "\(one) \(other)")
            }
        }
    }

    @Test("A membership that ends on the day another begins leaves no day in both")
    func handOver() {
        let before = Validity(from: Self.day(0), until: Self.day(5))
        #expect(!before.overlaps(Validity(from: Self.day(5))))
    }

    @Test("An end on the first day is a validity that holds nowhere")
    func empty() {
        let validity = Validity(from: Self.day(5), until: Self.day(5))
        #expect(!(0..<10).contains { validity.holds(on: Self.day($0)) })
    }
}
