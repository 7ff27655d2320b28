import Foundation
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import EvaluationService
@testable import TaoliImports

@Suite("Imports of resources, against PostgreSQL")
struct ResourceImportTests {
    private let file = """
        学校,学段,学生数,高于规定学历教师数,县级以上骨干教师数,体育、艺术专任教师数,教学及辅助用房面积,\
        体育运动场馆面积,教学仪器设备值,网络多媒体教室数
        龙头学校,小学,1000,60,20,15,6000,9000,3000000,30
        甲校,小学,1000,40,5,8,3000,4000,1000000,
        乙校,小学,0,60,20,15,6000,9000,3000000,30
        甲校,小学,900,60,20,15,6000,9000,3000000,30
        无此校,小学,900,60,20,15,6000,9000,3000000,30
        乙校,高中,900,60,20,15,6000,9000,3000000,30
        乙校,初中,900,六十,20,15,6000,9000,3000000,30
        外校,小学,900,,,,,,,

        """

    @Test(
        "CN-3, CN-4: each school's levels and the district's spread come from a file; a gap is told"
    )
    func judges() async throws {
        try await CycleFixture.with { city in
            let bench = try await ImportBench(city)
            let job = try await bench.check(.resources, file)
            #expect(
                try await bench.problems(job) == [
                    "bad-students", "school-twice", "unknown-school", "stage-not-taught",
                    "bad-amount", "no-amounts",
                ])
            let applied = try await bench.apply(job)
            #expect(applied.counts.newRows == 2)
            let again = try await bench.check(
                .resources, "school,stage,students,teaching_area\n甲校,小学,1000,3000\n")
            #expect(try await bench.problems(again) == ["resources-exist"])
            let cycle = try await city.open("standards", pack: "CN", past: true)
            let computed = try await city.compute(cycle)
            let results = try await city.results(cycle, as: CycleFixture.bureau)
            func own(_ school: UUID, _ item: String) -> [String] {
                results.filter {
                    $0.schoolID == CycleFixture.text(school) && $0.item == item
                        && $0.stage == "primary"
                }.map { "\($0.figure) \($0.verdict)" }
            }
            #expect(own(city.lead, "teaching_area") == ["6.0 met"])
            #expect(own(city.lead, "resources") == ["7.0 met"])
            #expect(own(city.first, "teaching_area") == ["3.0 not_met"])
            #expect(own(city.first, "multimedia_rooms") == [" no_data"])
            #expect(own(city.second, "resources") == ["0.0 no_data"])
            let spread = results.filter { $0.item == "spread/teaching_area" }
            #expect(spread.map(\.stage) == ["primary"])
            #expect(spread.map(\.verdict) == ["no_data"])
            #expect(spread.map(\.sampleCount) == [2] && spread.map(\.sampleTotal) == [4])
            #expect(spread.map(\.clause) == ["CN-4"])
            #expect(await slug { try await bench.undo(applied) } == "")
            let verified = try await city.verify(cycle)
            #expect(verified.same && verified.hash == computed.hash)
        }
    }

    @Test("CN-4: with every school of the district there, the coefficient is judged")
    func spread() async throws {
        try await CycleFixture.with { city in
            let bench = try await ImportBench(city)
            let schools = ["龙头学校", "甲校", "乙校", "外校"]
            let rows = zip(schools, [5000, 6000, 5000, 20_000]).map { "\($0.0),小学,1000,\($0.1)\n" }
            let file = "school,stage,students,teaching_area\n" + rows.joined()
            let job = try await bench.apply(try await bench.check(.resources, file))
            #expect(job.counts.newRows == 4)
            let cycle = try await city.open("standards", pack: "CN", past: true)
            _ = try await city.compute(cycle)
            let found = try await city.results(cycle, as: CycleFixture.bureau).filter {
                $0.item == "spread/teaching_area"
            }
            // Mean 9, deviations -4, -3, -4, 11: sqrt(162 / 4) / 9.
            let figure = try #require(found.first.flatMap { Double($0.figure) })
            #expect(abs(figure - 40.5.squareRoot() / 9) < 1e-12)
            #expect(found.map(\.verdict) == ["not_met"])
        }
    }
}
