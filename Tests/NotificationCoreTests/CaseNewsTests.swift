import NotificationCore
import TaoliModels
import Testing

@Suite("News of a case")
struct CaseNewsTests {
    private let council = Recipient.group(GroupID(.version7()))
    private let school = Recipient.school(SchoolID(.version7()))

    @Test("Whose turn it is is asked to act by the earliest day; the others are told what happened")
    func turns() throws {
        let news = try news(next: [
            CaseNews.NextStep(
                id: "J.6a", name: Wording("挂牌", "plate"), dueOn: nil, actors: [school]),
            CaseNews.NextStep(
                id: "J.6b", name: Wording("签订协议", "agreement"), dueOn: CalendarDate("2026-12-04"),
                actors: [school]),
        ])
        #expect(news.template(for: school) == MessageTemplates.caseTurn)
        #expect(news.template(for: council) == MessageTemplates.caseAnswered)
        let turn = try #require(news.turn(of: school))
        #expect(turn.name == Wording("挂牌、签订协议", "plate, agreement"))
        #expect(turn.dueOn == CalendarDate("2026-12-04"))
        #expect(news.turn(of: council) == nil)
    }

    @Test("A message is about the step that its recipient has, else about the one answered")
    func stepIDs() throws {
        let plate = CaseNews.NextStep(
            id: "J.6a", name: Wording("挂牌", "plate"), dueOn: nil, actors: [school])
        let paper = CaseNews.NextStep(
            id: "J.6b", name: Wording("签订协议", "agreement"), dueOn: nil, actors: [school])
        #expect(try news(next: [plate]).stepID(for: school) == "J.6a")
        #expect(try news(next: [plate]).stepID(for: council) == "J.3")
        #expect(try news(next: [plate, paper]).stepID(for: school) == nil)
    }

    @Test("A request to act says at which step and by when, and no day where there is none")
    func text() throws {
        let facts = MessageFacts(
            groupName: "桃李集团", schoolName: "东山小学", chain: Wording("加盟", "joining"),
            turn: Wording("审核", "review"), dueOn: CalendarDate("2026-12-04"))
        let (subject, body) = MessageTemplates.caseTurn.render(facts)
        #expect(subject.chinese == "请办理：审核（加盟）")
        #expect(body.chinese == "东山小学与桃李集团的“加盟”等待您办理：审核。请于 2026-12-04 前办结。")
        #expect(body.english.hasSuffix("waits for you: review. It is due by 2026-12-04."))
        let open = MessageFacts(chain: Wording("加盟", "joining"), turn: Wording("审核", "review"))
        #expect(MessageTemplates.caseTurn.render(open).body.chinese.hasSuffix("等待您办理：审核。"))
    }

    private func news(next: [CaseNews.NextStep]) throws -> CaseNews {
        CaseNews(
            caseID: CaseID(.version7()), groupID: GroupID(.version7()),
            schoolID: SchoolID(.version7()), groupName: nil, chain: Wording("加盟", "joining"),
            happening: .answered(step: Wording("审核", "review"), id: "J.3", outcome: "yes"),
            status: "open",
            date: nil, reason: "", recipients: [school, council], next: next)
    }
}
