import Foundation
import TaoliModels
import Testing

@testable import EvaluationCore

@Suite("Rows of rolls, results and answers")
struct StudentRowTests {
    private static let code = DistrictCode("440105")
    private static let here = SchoolID(UUID.version7())
    private static let there = SchoolID(UUID.version7())

    private func directory() throws -> SchoolDirectory {
        let own = try #require(Self.code)
        let other = try #require(DistrictCode("440104"))
        func school(_ id: SchoolID, _ district: DistrictCode) -> SchoolDirectory.School {
            .init(id: id, district: district, stages: [.primary, .junior])
        }
        return SchoolDirectory([
            "甲校": [school(Self.here, own)], "乙校": [school(Self.there, own)],
            "丙校": [school(SchoolID(UUID.version7()), other)],
            "同名": [school(Self.here, own), school(Self.there, own)],
            "\(Self.here)": [school(Self.here, own)],
        ])
    }

    private func reader(_ file: EvaluationFile) throws -> StudentRowReader {
        StudentRowReader(
            file, try directory(), scope: .districts([Self.code].compactMap(\.self)))
    }

    private func row(_ file: EvaluationFile, _ cells: [String], number: Int = 2) -> TableRow {
        TableRow(
            header: TableHeader(file.template.layout), number: number, line: number, cells: cells)
    }

    private func key(_ text: String) -> StudentKey {
        StudentKey(
            Array((text + String(repeating: "·", count: 36)).utf8.prefix(28))
                + Array(text.utf8.suffix(8)))
    }

    private func read(
        _ reader: inout StudentRowReader, _ file: EvaluationFile, _ cells: [String],
        enrolled: Enrolment? = nil, known: StudentScore? = nil
    ) -> String {
        do throws(RowProblem) {
            let found = try reader.read(
                row(file, cells), student: key(cells[0]), enrolled: enrolled, known: known)
            return found.isNew ? "new" : "unchanged"
        } catch {
            return error.code
        }
    }

    @Test(
        "A roll refuses unknown schools, other districts, stages not taught, a student in two schools"
    )
    func rolls() throws {
        var rolls = try reader(.rolls)
        #expect(read(&rolls, .rolls, ["S0000001", "甲校", "小学"]) == "new")
        #expect(read(&rolls, .rolls, ["S0000002", "\(Self.here)", "junior"]) == "new")
        #expect(read(&rolls, .rolls, ["S0000001", "甲校", "小学"]) == "student-twice")
        #expect(read(&rolls, .rolls, ["S0000002", "乙校", "初中"]) == "student-in-two-schools")
        #expect(read(&rolls, .rolls, ["S0000003", "无此校", "小学"]) == "unknown-school")
        #expect(read(&rolls, .rolls, ["S0000004", "同名", "小学"]) == "ambiguous-school")
        #expect(read(&rolls, .rolls, ["S0000005", "丙校", "小学"]) == "other-district")
        #expect(read(&rolls, .rolls, ["S0000006", "甲校", "大学"]) == "unknown-stage")
        #expect(read(&rolls, .rolls, ["S0000007", "甲校", "高中"]) == "stage-not-taught")
        #expect(read(&rolls, .rolls, ["", "甲校", "小学"]) == "bad-student")
        let there = Enrolment(school: Self.there, stage: .primary)
        #expect(
            read(&rolls, .rolls, ["S0000008", "甲校", "小学"], enrolled: there)
                == "student-in-two-schools")
        let same = Enrolment(school: Self.here, stage: .primary)
        #expect(read(&rolls, .rolls, ["S0000009", "甲校", "小学"], enrolled: same) == "unchanged")
    }

    @Test(
        "Results refuse students without a roll, of another school, twice, and scores out of range")
    func results() throws {
        var results = try reader(.results)
        let here = Enrolment(school: Self.here, stage: .primary)
        func result(_ student: String, _ rest: [String], _ enrolled: Enrolment? = here) -> String {
            read(&results, .results, [student, "甲校", "小学"] + rest, enrolled: enrolled)
        }
        #expect(result("S0000001", ["数学", "86.5", "80", "是", ""]) == "new")
        #expect(result("S0000001", ["语文", "", "", "", "有因"]) == "new")
        #expect(result("S0000001", ["数学", "90", "", "", ""]) == "result-twice")
        #expect(result("S0000002", ["数学", "90", "", "", ""], nil) == "unknown-student")
        let there = Enrolment(school: Self.there, stage: .primary)
        #expect(result("S0000003", ["数学", "90", "", "", ""], there) == "student-of-other-school")
        for bad in ["-1", "1500.01", "NaN", "inf", "八十", "1e400", "80.123"] {
            #expect(result("S0000004", ["数学", bad, "", "", ""]) == "score-out-of-range")
            #expect(result("S0000004", ["数学", "80", bad, "", ""]) == "score-out-of-range")
        }
        #expect(result("S0000005", ["", "80", "", "", ""]) == "missing-subject")
        #expect(result("S0000006", ["数学", "80", "", "也许", ""]) == "bad-passed")
        #expect(result("S0000007", ["数学", "80", "", "", "有因"]) == "bad-absence")
        let before = StudentScore(
            subject: "数学", score: 8_000, prior: nil, isPassed: nil, absence: .sat)
        #expect(
            read(
                &results, .results, ["S0000008", "甲校", "小学", "数学", "80", "", "", ""],
                enrolled: here, known: before) == "unchanged")
        #expect(
            read(
                &results, .results, ["S0000009", "甲校", "小学", "数学", "81", "", "", ""],
                enrolled: here, known: before) == "result-exists")
    }

    @Test(
        "A student of earlier rows is found where they are stored, one of the last rows in memory")
    func earlierRows() throws {
        var rolls = try reader(.rolls)
        let mark = StudentRowReader.Mark(student: key("S0000001"), subject: "")
        func read(_ before: [StudentRowReader.Mark: SchoolID]) -> String {
            do throws(RowProblem) {
                return try rolls.read(
                    row(.rolls, ["S0000001", "甲校", "小学"]), student: key("S0000001"),
                    before: before, enrolled: nil, known: nil
                ).isNew ? "new" : "unchanged"
            } catch {
                return error.code
            }
        }
        #expect(read([mark: Self.there]) == "student-in-two-schools")
        #expect(read([mark: Self.here]) == "student-twice")
        #expect(read([:]) == "new")
        #expect(read([:]) == "student-twice")
        rolls.beginBatch()
        #expect(read([:]) == "student-twice")
        // Two batches on it is stored, and no longer in memory.
        rolls.beginBatch()
        rolls.beginBatch()
        #expect(read([:]) == "new")
    }

    @Test("JD-6: an answer is 1 to 5, its token known, unspent, and in the file once")
    func answers() {
        var reader = AnswerRowReader()
        func read(_ token: String, _ answer: String, _ state: TokenState = .free) -> String {
            do throws(RowProblem) {
                return
                    "\(try reader.read(row(.answers, [token, answer]), token: key(token), state: state))"
            } catch {
                return error.code
            }
        }
        #expect(read("K7QF-2M9X", "5") == "5")
        #expect(read("K7QF-2M9X", "5") == "token-spent")
        #expect(read("AAAA-2M9X", "4", .spent) == "token-spent")
        #expect(read("BBBB-2M9X", "4", .unknown) == "unknown-token")
        for bad in ["0", "6", "", "好", "4.5"] { #expect(read("CCCC-2M9X", bad) == "bad-answer") }
        #expect(AnswerRowReader.normal("k7qf 2m9x-4t6b") == "K7QF2M9X4T6B")
        #expect(SurveyScale.range.filter(SurveyScale.isSatisfied) == [4, 5])
    }

    @Test("Sums of whole hundredths give the moments that students one by one give")
    func sums() throws {
        let students: [(prior: Int, result: Int)] = [
            (8_000, 8_650), (7_525, 7_000), (9_900, 9_950),
        ]
        var one = UnitMoments(width: 2)
        let unit = one.addUnit()
        for student in students {
            one.add([Double(student.prior) / 100, Double(student.result) / 100], to: unit)
        }
        var other = UnitMoments(width: 2)
        func sum(_ value: ((prior: Int, result: Int)) -> Int) -> Int64 {
            Int64(students.reduce(0) { $0 + value($1) })
        }
        other.add(
            ScoreSums.Moments(
                count: 3, prior: sum { $0.prior }, result: sum { $0.result },
                priorSquared: sum { $0.prior * $0.prior },
                resultSquared: sum { $0.result * $0.result }, product: sum { $0.prior * $0.result })
        )
        #expect(one.counts == other.counts)
        for (left, right) in zip(one.means(of: 0), other.means(of: 0)) {
            #expect(abs(left - right) < 1e-12 * abs(left))
        }
        #expect(ScoreSums.hundredths(86.5) == 8_650 && ScoreSums.hundredths(0.005) == nil)
    }
}
