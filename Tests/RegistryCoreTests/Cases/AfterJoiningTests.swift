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

    @Test(
        "XN-9: the plate may be left out with a reason, and the case is completed without it",
        arguments: [("J", "J.6b"), ("JX", "JX.6b")])
    func plate(_ chain: String, _ step: String) throws {
        var walk = try CaseWalk("XN", chain)
        try walk.reach(step)
        let bare = AnswerStep(step: step, outcome: .no)
        #expect(try walk.refusal(bare)?.slug == "reason-needed")
        try walk.take(AnswerStep(step: step, outcome: .no, reason: "暂不挂牌"))
        let left = try #require(walk.item.step(step))
        #expect(left.state == .over && left.answers.last?.reason == "暂不挂牌")
        #expect(walk.item.status == .decided)
        try walk.finish()
        #expect(walk.item.status == .completed && walk.effects.count == 1)
    }

    @Test("XN-9: a task that the pack does not call optional cannot be left out")
    func otherTasks() throws {
        var walk = try CaseWalk("XN", "J")
        try walk.reach("J.6a")
        let no = AnswerStep(step: "J.6a", outcome: .no, reason: "不办")
        #expect(try walk.refusal(no)?.slug == "outcome-not-possible")
    }
}
