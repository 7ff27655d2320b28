import RegistryCore
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RegistryService

@Suite("What came back to the applicant of a case, on a real database")
struct CaseReturnTests {
    @Test("XN-11: a no that may be insisted on waits for the applicant, and nobody else")
    func insisted() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let school = Caller.school(city.second.schoolID)
            var item = try await city.openJoining(city.second, group.id)
            item = try await city.answer(item, "J.1", as: school).case
            item = try await city.answer(item, "J.2", as: .council(group.id), "no").case
            #expect(item.status == "returned")
            let turn = try #require(try await city.turns(as: school).first)
            #expect(turn.caseID == item.id && turn.step == "J.2")
            #expect(turn.state == "returned" && turn.answer == "no" && turn.dueOn.isEmpty)
            #expect(!turn.openedOn.isEmpty && turn.schoolName == "海珠第二小学")
            #expect(try await city.turns(as: .council(group.id)).isEmpty)
            #expect(try await city.turns(as: .haizhu).isEmpty)
            let before = item
            let refused = try await refusal {
                try await city.answer(before, "J.2", as: .council(group.id))
            }
            #expect(refused.slug == "step-not-open")
            #expect(refused.next.chinese.contains("taoli case resubmit \(item.id) --reason"))
            #expect(refused.next.chinese.contains("--insist"))
            item = try await city.resubmit(item.id, as: school, insists: true)
            #expect(try await city.turns(as: school).isEmpty)
            #expect(try await city.pending(as: .haizhu) == ["J.3"])
        }
    }

    @Test("XN-11: what the bureau returns waits for the applicant, whoever opened the case")
    func returned() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let school = Caller.school(city.second.schoolID)
            var item = try await city.openJoining(city.second, group.id, as: .haizhu)
            item = try await city.answer(item, "J.1", as: school).case
            item = try await city.answer(item, "J.2", as: .council(group.id)).case
            item = try await city.answer(item, "J.3", as: .haizhu, "returned").case
            let turn = try #require(try await city.turns(as: school).first)
            #expect(turn.step == "J.3" && turn.state == "returned" && turn.answer == "returned")
            // Who opened it may send it again too.
            #expect(try await city.turns(as: .haizhu).map(\.state) == ["returned"])
            #expect(try await city.turns(as: .school(city.nineYear.schoolID)).isEmpty)
            let before = item
            let refused = try await refusal {
                try await city.answer(before, "J.3", as: .haizhu)
            }
            #expect(refused.next.english.contains("taoli case resubmit \(item.id)"))
            #expect(!refused.next.english.contains("--insist"))
            _ = try await city.resubmit(item.id, as: school)
            #expect(try await city.pending(as: .haizhu) == ["J.3"])
            #expect(try await city.turns(as: .haizhu).map(\.state) == ["open"])
        }
    }
}
