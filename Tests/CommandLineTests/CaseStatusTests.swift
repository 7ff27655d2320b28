import SwiftProtobuf
import TaoliContracts
import TaoliModels
import Testing

@testable import taoli

@Suite("How far a case is, in words")
struct CaseStatusTests {
    @Test(
        "What was decided for a later day is not called in effect",
        arguments: [
            ("decided", "2036-12-01", "待生效"), ("decided", "2026-11-29", "待生效"),
            ("decided", "2026-11-28", "已生效"), ("decided", "2025-09-01", "已生效"),
            ("completed", "2036-12-01", "已办结，待生效"), ("completed", "2026-11-28", "已办结"),
            ("open", "", "办理中"), ("withdrawn", "", "已撤回"),
        ])
    func words(_ status: String, _ day: String, _ word: String) throws {
        let today = try #require(CalendarDate("2026-11-28"))
        let item = Taoli_Registry_V1_Case.with {
            $0.status = status
            $0.effectiveOn = day
        }
        #expect(CaseTerms.status(item, on: today).text(in: .zh) == word)
        let english = CaseTerms.status(item, on: today).text(in: .en)
        #expect(
            english.hasPrefix(status)
                && english.hasSuffix("not yet in effect") == word.hasSuffix("待生效"))
    }

    @Test("XN-9: a step that was answered no and went on is not called done")
    func leftOut() {
        let step = Taoli_Registry_V1_CaseStep.with {
            $0.state = "over"
            $0.answers = [.with { $0.outcome = "no" }]
        }
        #expect(CaseTerms.state(of: step).text(in: .zh) == "不同意/不办，继续办理")
        #expect(CaseTerms.outcome("no").text(in: .zh) == "不同意/不办")
    }
}
