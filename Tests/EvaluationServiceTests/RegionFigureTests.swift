import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import EvaluationService

@Suite("The district's figure of a year, against PostgreSQL")
struct RegionFigureTests {
    @Test(
        "SH-11: 区域平均 is of the schools on the district's rolls of that year, and of no member elsewhere"
    )
    func region() async throws {
        try await CycleFixture.with { city in
            let story = RegistryStory()
            let foreign = try story.school("邻区校", in: "440104")
            let site = try story.site("邻区本部", of: foreign, kind: .nineYear, in: "440104")
            _ = try story.join(city.group, site: site, of: foreign, from: "2022-09-01")
            try await city.service.project(story.take())
            // The school outside the group opened later: it is on no roll of the year.
            for (number, school) in [city.lead, city.first, city.second, foreign].enumerated() {
                let district = school == foreign ? "440104" : "440105"
                let student = Data([UInt8(number)])
                try await city.run(
                    """
                    INSERT INTO evaluation.enrolled_student VALUES (\(district), '2023-2024', \
                    \(student), \(school), 'junior', \(UUID.version7()))
                    """)
                try await city.run(
                    """
                    INSERT INTO evaluation.student_result (district, school_year, student, subject, \
                    school_id, stage, score, is_passed, absence, job_id) VALUES (\(district), \
                    '2023-2024', \(student), '数学', \(school), 'junior', 8000, \
                    \(number != 1), 'sat', \(UUID.version7()))
                    """)
            }
            let cycle = try await city.open(
                "standards", year: "2023-2024", pack: "SH", past: true)
            _ = try await city.compute(cycle)
            let regions = try await city.run(
                "SELECT numbers FROM evaluation.cycle_input WHERE what = 'region'")
            #expect(try regions.map { try $0.get("numbers", as: String.self) } == ["2.0 3.0"])
        }
    }
}
