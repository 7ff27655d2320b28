import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

@Suite("How many schools are in a group")
struct CoverageCountTests {
    private func schools(
        _ count: Int, in groups: Set<GroupKind>, _ stages: Set<Stage> = [.primary]
    ) -> [CoveredSchool] {
        (0..<count).map { _ in
            CoveredSchool(district: CaseExamples.home, stages: stages, groups: groups)
        }
    }

    private func rule(_ pack: String) throws -> CoverageRule {
        try #require(CaseExamples.pack(pack)[UnitsSection.self].coverage.first)
    }

    @Test("JD-2: seven of ten meet 70 %, 699 of 1,000 do not; circles alone do not count")
    func jiading() throws {
        let rule = try rule("JD")
        let ten = schools(7, in: [.schoolZone]) + schools(3, in: [])
        #expect(CoverageCount(ten, rule: rule).meets(rule.percent))
        let thousand = schools(699, in: [.educationGroup]) + schools(301, in: [])
        #expect(!CoverageCount(thousand, rule: rule).meets(rule.percent))
        let circles = schools(7, in: [.educationCircle]) + schools(3, in: [.educationGroup])
        #expect(CoverageCount(circles, rule: rule).covered == 3)
    }

    @Test("JD-2: schools without a primary or junior stage are not asked")
    func stages() throws {
        let mixed =
            schools(1, in: [.schoolZone]) + schools(9, in: [], [.senior])
            + schools(9, in: [], [.preschool])
        let count = CoverageCount(mixed, rule: try rule("JD"))
        #expect(count == CoverageCount(schools(1, in: [.schoolZone])))
    }

    @Test("TC-1: one school outside is one too many, and no school at all meets nothing")
    func taicang() throws {
        let rule = try rule("TC")
        #expect(CoverageCount(schools(9, in: [.educationGroup]), rule: rule).meets(100))
        let one = schools(999, in: [.preschoolCommunity]) + schools(1, in: [])
        #expect(!CoverageCount(one, rule: rule).meets(rule.percent))
        #expect(!CoverageCount([], rule: rule).meets(rule.percent))
    }
}
