import EvaluationCore
import Foundation
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import EvaluationService
@testable import TaoliImports

@Suite("Imports of rolls and results, against PostgreSQL")
struct StudentImportTests {
    private let rolls = """
        student,school,stage
        S1,甲校,初中
        S2,甲校,初中
        S3,乙校,初中
        S4,龙头学校,初中

        """

    @Test("Results of enrolled students become counts of a cycle; taking them back takes them out")
    func results() async throws {
        try await CycleFixture.with { city in
            let desk = try await ImportBench(city)
            let early = try await desk.check(
                .results, "student,school,stage,subject,score\nS1,甲校,初中,数学,90\n")
            #expect(try await desk.problems(early) == ["unknown-student"])
            let roll = try await desk.apply(try await desk.check(.rolls, rolls))
            #expect(roll.state == .applied && roll.counts.newRows == 4)
            let again = try await desk.check(.rolls, rolls)
            #expect(again.counts.unchanged == 4)
            let job = try await desk.check(
                .results,
                """
                student,school,stage,subject,score,prior,passed,absence
                S1,甲校,初中,数学,90,80,是,
                S2,甲校,初中,数学,59.5,60,否,
                S3,乙校,初中,数学,,,,
                S4,龙头学校,初中,数学,88,85,是,
                S4,甲校,初中,语文,88,85,是,
                S9,甲校,初中,数学,88,85,是,
                S1,甲校,初中,数学,91,80,是,
                S2,甲校,初中,语文,1501,60,是,

                """)
            #expect(job.counts.accepted == 4 && job.counts.refused == 4)
            #expect(
                try await desk.problems(job) == [
                    "student-of-other-school", "unknown-student", "result-twice",
                    "score-out-of-range",
                ])
            let applied = try await desk.apply(job)
            #expect(applied.state == .applied)
            #expect(await slug { try await desk.undo(roll) } == "results-rest-on-it")
            // Results under another key are not told apart by their students.
            try await city.run(
                "UPDATE evaluation.student_result SET student = set_byte(student, 3, 9)")
            #expect(await slug { try await desk.undo(roll) } == "results-rest-on-it")
            try await city.run(
                "UPDATE evaluation.student_result SET student = set_byte(student, 3, 1)")
            let cycle = try await city.open("standards", pack: "SH", past: true)
            let computed = try await city.compute(cycle)
            let results = try await city.results(cycle, as: CycleFixture.bureau)
            let own = results.filter {
                $0.item == "junior_pass_rate" && $0.schoolID == CycleFixture.text(city.first)
            }
            #expect(own.map(\.sampleCount) == [1] && own.map(\.sampleTotal) == [2])
            #expect(own.map(\.source) == ["import"] && own.map(\.verdict) == ["not_met"])
            let absent = results.filter {
                $0.item == "everyone_sits" && $0.schoolID == CycleFixture.text(city.second)
            }
            #expect(absent.map(\.verdict) == ["not_met"])
            #expect(try await desk.undo(applied).state == .undone)
            let verified = try await city.verify(cycle)
            #expect(verified.same && verified.hash == computed.hash)
            let left = try await city.service.consuming { tx in
                try await tx.query("SELECT 1 FROM evaluation.student_result").count
            }
            #expect(left == 0)
        }
    }

    @Test("A student whom a long file names twice is refused, however far apart the rows are")
    func twiceInLongFile() async throws {
        try await CycleFixture.with { city in
            let bench = try await ImportBench(city)
            let count = ImportLimits.readRowsMax * 3 + 10
            func roll(_ rows: [(Int, String)]) -> String {
                "student,school,stage\n" + rows.map { "L\($0.0),\($0.1),初中\n" }.joined()
            }
            let rows = (1...count).map { ($0, "甲校") } + [(1, "甲校"), (2, "乙校"), (count, "甲校")]
            let job = try await bench.check(.rolls, roll(rows))
            #expect(job.counts.accepted == Int64(count) && job.counts.refused == 3)
            #expect(
                try await bench.problems(job) == [
                    "student-twice", "student-in-two-schools", "student-twice",
                ])
            _ = try await bench.apply(job)
            func results(_ students: [Int]) -> String {
                "student,school,stage,subject,score\n"
                    + students.map { "L\($0),甲校,初中,数学,80\n" }.joined()
            }
            let scored = try await bench.check(.results, results(Array(1...count) + [7]))
            #expect(try await bench.problems(scored) == ["result-twice"])
            #expect(scored.counts.accepted == Int64(count))
        }
    }

    @Test("Nothing that is stored names a student, neither file, staging nor tables")
    func privacy() async throws {
        try await CycleFixture.with { city in
            let desk = try await ImportBench(city)
            let text = rolls.replacingOccurrences(of: "S1,", with: "LIMING20120317,")
            let job = try await desk.check(.rolls, text)
            let before = try await dump(city, ["import_chunk", "import_staging", "import_job"])
            _ = try await desk.apply(job)
            let after = try await dump(
                city, ["import_staging", "enrolled_student", "student_result"])
            #expect(!before.contains("LIMING") && !after.contains("LIMING"))
            #expect(!before.contains("4C494D494E47") && !before.contains("4c494d494e47"))
        }
    }

    private func dump(_ city: CycleFixture, _ tables: [String]) async throws -> String {
        try await city.service.consuming { tx in
            var text = ""
            for table in tables {
                let rows = try await tx.query(
                    "SELECT t::text AS row FROM evaluation.\(raw: table) t")
                text += try rows.map { try $0.get("row", as: String.self) }.joined()
            }
            return text
        }
    }
}
