import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// What is to be done once a joining has come about.
@Suite("After a joining")
struct AfterJoiningTests {
    @Test(
        "XN-15: the importing bureau tells the public on the day of joining",
        arguments: [("J", "J.6a"), ("JX", "JX.6a")])
    func publicNotice(_ chain: String, _ step: String) throws {
        var walk = try CaseWalk("XN", chain)
        try walk.reach(step)
        #expect(walk.item.effectiveOn == CaseExamples.consentDay)
        let told = try #require(walk.item.step(step))
        #expect(told.openedOn == walk.today && told.dueOn == CaseExamples.consentDay)
        let news = walk.news.flatMap(\.next).first { $0.step == step }
        #expect(news?.dueOn == CaseExamples.consentDay)
        // A deadline that is not written down is counted in the same way.
        let bare = CaseStep(id: step, state: .open, openedOn: walk.today)
        let rule = try walk.rules.rule(step)
        #expect(walk.rules.dueOn(bare, rule, of: walk.item) == CaseExamples.consentDay)
    }

    @Test("XN-15: a joining that began before its consent is told to the public on that day")
    func pastJoining() throws {
        var walk = try CaseWalk("XN", "J")
        try walk.reach("J.4")
        let papers = try walk.answer("J.4").papers
        let began = walk.today.adding(days: -30)
        try walk.take(
            AnswerStep(step: "J.4", outcome: .yes, papers: papers, effectiveOn: began))
        #expect(walk.item.effectiveOn == began)
        #expect(walk.item.step("J.6a")?.dueOn == walk.today)
        let plate = try #require(walk.item.step("J.6b")?.dueOn)
        #expect(plate > walk.today)
    }
}
