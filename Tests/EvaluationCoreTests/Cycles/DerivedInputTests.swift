import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@testable import EvaluationCore

@Suite("What imports and surveys give a cycle")
struct DerivedInputTests {
    private typealias Samples = CycleSamples

    /// Fifty students each; the mean rises with `level`.
    private func sums(_ school: SchoolID, passed: Int, level: Int64, own: Bool = true) -> ScoreSums
    {
        let (count, result, prior) = (Int64(50), 50 * level * 100, Int64(50 * 6_000))
        let squared = result * result / count + count * 40_000
        return ScoreSums(
            school: school, isOfDistrict: own, stage: .junior, subject: "数学", students: 50,
            missing: 0, passed: passed,
            scores: .init(count: count, result: result, resultSquared: squared),
            pairs: .init(
                count: count, prior: prior, result: result,
                priorSquared: prior * prior / count + count * 40_000, resultSquared: squared,
                product: prior * result / count + count * 20_000))
    }

    private func inputs(_ sums: [ScoreSums], schools: Int, weak: SchoolID) throws -> [CycleInput] {
        let cycle = try Samples.open(.standards, pack: "SH")
        let key = CycleInput.Key(what: .weak, school: weak, stage: .junior)
        return DerivedInputs(now: sums, before: [], schoolsOfDistrict: [.junior: schools])
            .inputs(of: cycle, weak: [key])
    }

    @Test("SH-11: 区域平均 and the model of value added are of the district's schools alone")
    func district() throws {
        let others = (0..<4).map { sums(SchoolID(.version7()), passed: 45, level: 60 + $0) }
        let own = [sums(Samples.first, passed: 40, level: 70)] + others
        let foreign = sums(Samples.second, passed: 50, level: 95, own: false)
        func region(_ inputs: [CycleInput]) -> [Double]? {
            inputs.first { $0.key.what == .region }?.values
        }
        let alone = try inputs(own, schools: 5, weak: Samples.first)
        let beside = try inputs(own + [foreign], schools: 5, weak: Samples.first)
        #expect(region(alone) == [220, 250] && region(beside) == [220, 250])
        // A member from elsewhere takes no missing school's place.
        #expect(
            region(try inputs(Array(own.dropLast()) + [foreign], schools: 5, weak: Samples.first))
                == nil)
        func progress(_ inputs: [CycleInput]) -> [Double]? {
            inputs.first { $0.key.what == .progress }?.values
        }
        #expect(progress(alone)?.count == 3 && progress(beside) == progress(alone))
        let elsewhere = try inputs(own + [foreign], schools: 5, weak: Samples.second)
        #expect(progress(elsewhere) == nil)
    }

    @Test("SH-11: what was recorded of a school counts before surveys of any of its groups, once")
    func satisfaction() throws {
        let (group, school) = (Samples.group, Samples.first)
        func answers(_ group: GroupID?, _ satisfied: Double) -> CycleInput {
            CycleInput(
                CycleInput.Key(
                    what: .satisfaction, group: group, school: school, item: "parents"),
                values: [1_000, 900, satisfied])
        }
        let other = GroupID(.version7())
        let surveyed = [answers(group, 800), answers(other, 700)]
        #expect(CycleInput.merged([answers(nil, 850)], with: surveyed) == [answers(nil, 850)])
        #expect(
            CycleInput.merged([answers(group, 850)], with: surveyed)
                == [answers(group, 850), answers(other, 700)])
        let cycle = try Samples.open(.standards, pack: "SH")
        func sample(_ inputs: [CycleInput]) throws -> Rate? {
            try CycleJudgement(cycle, try Packs.pack("SH"), inputs).results
                .first { $0.respondent == "parents" }?.sample
        }
        #expect(try sample(surveyed) == Rate(count: 900, total: 1_000))
        #expect(try sample(surveyed + [answers(nil, 850)]) == Rate(count: 900, total: 1_000))
        #expect(try sample([answers(other, 700)]) == nil)
        let check = CycleInputCheck(cycle, try Packs.pack("SH"))
        #expect(throws: Refusal.self) { try check.check([answers(other, 700)]) }
        try check.check([answers(group, 700)])
    }
}
