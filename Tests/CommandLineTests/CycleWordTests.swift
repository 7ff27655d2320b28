import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import Testing

@testable import taoli

@Suite("Words of cycles and records")
struct CycleWordTests {
    @Test(
        "A year by standards tells its result, not what the assessment is called",
        arguments: [("met", "达到"), ("not_met", "未达到"), ("cannot_tell", "无法判断")])
    func standards(result: String, word: String) {
        let record = Taoli_Evaluation_V1_VerdictRecord.with {
            $0.years = [
                .with {
                    $0.year = "2024-2025"
                    $0.kind = "standards"
                    $0.result = result
                    $0.chinese = "各项标准"
                    $0.english = "all standards"
                }
            ]
        }
        let chinese = Taoli_Evaluation_V1_VerdictRecord.csv([record], in: .zh)
        #expect(chinese.contains("2024-2025 \(word)") && !chinese.contains("各项标准"))
        let english = Taoli_Evaluation_V1_VerdictRecord.csv([record], in: .en)
        #expect(english.contains("2024-2025 \(result)"))
    }

    @Test("A level has the pack's name, a score its figure")
    func others() {
        let record = Taoli_Evaluation_V1_VerdictRecord.with {
            $0.years = [
                .with {
                    $0.year = "2023-2024"
                    $0.kind = "levels"
                    $0.result = "qualified"
                    $0.chinese = "合格"
                },
                .with {
                    $0.year = "2024"
                    $0.kind = "tree"
                    $0.result = "86.5"
                    $0.chinese = "发展性评价"
                },
            ]
        }
        let text = Taoli_Evaluation_V1_VerdictRecord.csv([record], in: .zh)
        #expect(text.contains("2023-2024 合格; 2024 86.5"))
    }

    @Test(
        "An objection waits for its answer, a cycle for its inputs",
        arguments: [("open", "待答复"), ("upheld", "成立"), ("rejected", "不成立")])
    func objection(status: String, word: String) {
        let item = Taoli_Evaluation_V1_Objection.with { $0.status = status }
        #expect(item.lines(in: .zh).contains(word))
        #expect(item.lines(in: .en).contains(status))
        #expect(CycleTerms.status("open", .zh) == "录入中")
    }

    @Test("A share is shown in percent as its bound, other figures with four decimals")
    func figures() {
        let share = Taoli_Evaluation_V1_CycleResult.with {
            $0.item = "pass"
            $0.subject = "mathematics"
            $0.thresholdChinese = "不低于 99%"
            $0.figure = "0.9857142857142858"
            $0.low = "0.95"
            $0.high = "1.0"
            $0.estimator = "count"
            $0.source = "import"
        }
        let line = Taoli_Evaluation_V1_CycleResult.csv([share], in: .zh)
        for word in ["98.57%", "95% … 100%", "计数", "导入", "数学"] {
            #expect(line.contains(word), "\(word)")
        }
        let score = Taoli_Evaluation_V1_CycleResult.with {
            $0.figure = "86.66666666666667"
            $0.estimator = "weighted"
        }
        #expect(score.figureText(.en) == "86.6667")
        let whole = Taoli_Evaluation_V1_CycleResult.with {
            $0.item = "standards"
            $0.figure = "6"
            $0.estimator = "count"
        }
        #expect(whole.figureText(.zh) == "6")
        let level = Taoli_Evaluation_V1_CycleResult.with {
            $0.chinese = "优秀"
            $0.figure = "excellent"
            $0.estimator = "council"
        }
        #expect(level.figureText(.zh) == "优秀" && level.figureText(.en) == "excellent")
    }

    @Test("Without a verdict the note says what is missing")
    func missing() {
        var progress = Taoli_Evaluation_V1_CycleResult.with {
            $0.verdict = "cannot_tell"
            $0.estimator = "reml"
            $0.noteChinese = "差距缩小。"
        }
        #expect(progress.noteText(.zh) == "差距缩小。没有增值估计，仅凭差距不能判断。")
        progress.figure = "0.1"
        #expect(progress.noteText(.en).contains("year before"))
        progress.verdict = "met"
        #expect(progress.noteText(.zh) == "差距缩小。")
    }

    @Test("A table of inputs takes Chinese words for kinds, stages, subjects, levels and names")
    func inputs() async throws {
        let cycle = Taoli_Evaluation_V1_Cycle.with {
            $0.pack = "XN"
            $0.members = [
                .with {
                    $0.groupID = FakePlans.id
                    $0.groupName = "桃李集团"
                    $0.schoolID = FakePlans.school
                    $0.schoolName = "近校"
                }
            ]
        }
        let text = """
            类别,集团,学校,学段,学科,项目,数值,依据
            等第,桃李集团,近校,,,不合格,,会议纪要
            人数,,近校,小学,数学,合格率,97 100,

            """
        let rows = try await withTemporaryFolder { folder -> [Taoli_Evaluation_V1_CycleInput] in
            let path = folder + "/inputs.csv"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let read = try await InputFile(cycle: cycle).rows(path)
            #expect(read.sent.lines == [2, 3])
            return read.inputs
        }
        #expect(rows.map(\.what) == ["level", "count"])
        #expect(rows.map(\.item) == ["fail", "pass_rate"])
        #expect(rows.map(\.subject) == ["", "mathematics"])
        #expect(rows.map(\.stage) == ["", "primary"])
        #expect(rows.map(\.schoolID) == [FakePlans.school, FakePlans.school])
        #expect(try Parse.stage("小学") == .primary)
    }
}
