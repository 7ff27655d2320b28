import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// Whatever happens to a document in whatever order, what was in force stays what it was.
@Suite("An accepted version stays what it was")
struct DocumentPropertyTests {
    /// SplitMix64, so that a failure can be run again by its seed.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    @Test(
        "SH-2: content, number and first day of a version that held never change, and no day loses its version",
        arguments: 1...30 as ClosedRange<UInt64>)
    func stays(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let rules = try DocumentExamples.rules("SH", "charter_agreement")
        var document = try DocumentExamples.propose("SH", "charter_agreement").state
        var held: [CalendarDate: DocumentVersion] = [:]
        for step in 1...120 {
            let today = DocumentExamples.today.adding(days: step)
            if Int.random(in: 0..<12, using: &dice) == 0 {
                document =
                    (try? AddVersion(draft: DocumentExamples.draft("第 \(step) 版")).decide(
                        document, by: BodyExamples.city, on: today, rules, DocumentExamples.unit
                    ).state) ?? document
            } else {
                let school = DocumentExamples.schools[Int.random(in: 0..<3, using: &dice)]
                let newest = document.versions.count
                let number =
                    Bool.random(using: &dice) ? newest : Int.random(in: 1...newest, using: &dice)
                document =
                    (try? DocumentExamples.accept(
                        document, school, rules, number: number, on: today
                    ).state) ?? document
            }
            held[today] = document.version(on: today)
            for (day, version) in held {
                let now = try #require(document.version(on: day))
                #expect(now.number == version.number && now.content == version.content)
                #expect(now.inForceFrom == version.inForceFrom)
                #expect(now.acceptedBy == Set(DocumentExamples.schools))
            }
            #expect(document.versions.map(\.number) == Array(1...document.versions.count))
        }
        #expect(!held.isEmpty && document.versions.count > 1)
    }
}
