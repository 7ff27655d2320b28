import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// Whatever is appointed and released in whatever order, no seat is taken twice on any day.
@Suite("Bodies hold on any day")
struct BodyPropertyTests {
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

    @Test("XN-22: no post is over-filled on any date", arguments: 1...40 as ClosedRange<UInt64>)
    func seats(seed: UInt64) throws {
        var dice = Dice(state: seed)
        let rules = try BodyExamples.rules("XN", "office")
        var body = try BodyExamples.body(rules)
        var refused = 0
        for _ in 0..<60 {
            let post = Bool.random(using: &dice) ? "office_director" : "office_deputy"
            let from = BodyExamples.start.adding(days: Int.random(in: 0..<90, using: &dice))
            let length = Int.random(in: 0...40, using: &dice)
            do {
                if Int.random(in: 0..<4, using: &dice) == 0,
                    let held = body.appointments.randomElement(using: &dice)
                {
                    body = try ReleaseMember(
                        id: held.id, until: from.adding(days: length)
                    ).decide(body, by: BodyExamples.city, rules).decision.state
                } else {
                    body = try BodyExamples.appointing(
                        post, from: from, until: length == 0 ? nil : from.adding(days: length)
                    ).decide(body, by: BodyExamples.city, rules, HolderFacts()).decision.state
                }
            } catch { refused += 1 }
        }
        for day in 0..<140 {
            let members = body.members(on: BodyExamples.start.adding(days: day))
            #expect(members.count { $0.post == "office_director" } <= 1, "day \(day)")
            #expect(members.count { $0.post == "office_deputy" } <= 2, "day \(day)")
        }
        #expect(refused > 0 && body.appointments.count > 2)
        #expect(body.version == Int64(61 - refused))
    }

    @Test("TC-6: the outcome agrees with the ratios counted in fractions", arguments: 1...14)
    func ratios(members: Int) throws {
        let (body, rules, schools) = try BodyExamples.council("XN", members: members)
        let item = try BodyExamples.item(body, rules, in: schools)
        for present in 0...members {
            for favour in 0...present {
                let session = BodyExamples.session(
                    present: BodyExamples.seats(body, schools.prefix(present)), favour: favour)
                let result = Result {
                    try session.decide(
                        item.resolution, of: item.body, by: BodyExamples.city,
                        on: BodyExamples.today, rules
                    ).resolution.status
                }
                let isQuorate = Double(present) / Double(members) > 2.0 / 3 - 1e-9
                let passes = Double(favour) / Double(members) > 0.5 + 1e-9
                switch result {
                case .success(let status):
                    #expect(isQuorate && status == (passes ? .adopted : .rejected))
                case .failure(let error):
                    #expect(!isQuorate && (error as? Refusal)?.slug == "not-quorate")
                }
            }
        }
    }
}
