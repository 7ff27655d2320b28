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

    @Test("Who has been asked already hears what happened, until a further step waits for it")
    func askedBefore() throws {
        let asked = CaseNews.NextStep(
            id: "J.6a", name: Wording("挂牌", "plate"), dueOn: nil, actors: [school], isOld: true)
        let further = CaseNews.NextStep(
            id: "J.6b", name: Wording("签订协议", "agreement"), dueOn: nil, actors: [school])
        #expect(try news(next: [asked]).template(for: school) == MessageTemplates.caseAnswered)
        let both = try news(next: [asked, further])
        #expect(both.template(for: school) == MessageTemplates.caseTurn)
        #expect(both.turn(of: school)?.name.chinese == "挂牌、签订协议")
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
        let id = CaseID(.version7())
        let facts = MessageFacts(
            groupName: "桃李集团", schoolName: "东山小学", chain: Wording("加盟", "joining"),
            turn: Wording("审核", "review"), dueOn: CalendarDate("2026-12-04"), caseID: id)
        let (subject, body) = MessageTemplates.caseTurn.render(facts)
        #expect(subject.chinese == "请办理：审核（加盟，桃李集团）")
        #expect(
            body.chinese == """
                东山小学与桃李集团的“加盟”等待您办理：审核（查看：taoli case show \(id)）。请于 2026-12-04 前办结。
                """)
        #expect(body.english.hasSuffix("(see: taoli case show \(id)). It is due by 2026-12-04."))
        let open = MessageFacts(chain: Wording("加盟", "joining"), turn: Wording("审核", "review"))
        #expect(!MessageTemplates.caseTurn.render(open).body.chinese.contains("办结"))
    }

    @Test("An answer is told by what it means at its step, and an older event's as it came")
    func answers() throws {
        for (act, outcome, told) in [
            ("review", "yes", "同意"), ("consent", "no", "不同意"), ("filing", "yes", "已备案"),
            ("vote", "no", "未通过"), ("agree", "yes", "已达成一致"), ("task", "yes", "已办理"),
            ("review", "returned", "退回补正"), ("", "yes", "已办理"), ("task", "no", "不办理"),
        ] {
            let key = try #require(try news(next: [], act: act, outcome: outcome).outcome)
            #expect(CaseWords.outcome(key).chinese == told, "\(act) \(outcome)")
        }
    }

    @Test("XN-23: a recommendation is told with post, direction and day, and names nobody")
    func advice() throws {
        let advice = CaseNews.Advice(post: .vicePrincipal, isDismissal: true)
        #expect(
            try news(next: [], advice: advice).detail
                == Wording("（建议免去副校长）", " (to dismiss: vice principal)"))
        let dated = try news(
            next: [], advice: CaseNews.Advice(post: .principal, isDismissal: false),
            date: CalendarDate("2026-09-01"))
        #expect(
            dated.detail
                == Wording("（建议任命校长，自 2026-09-01 起）", " (to appoint: principal, from 2026-09-01)"))
        #expect(try news(next: []).detail == nil)
    }

    private func news(
        next: [CaseNews.NextStep], act: String = "review", outcome: String = "yes",
        advice: CaseNews.Advice? = nil, date: CalendarDate? = nil
    ) throws -> CaseNews {
        CaseNews(
            caseID: CaseID(.version7()), groupID: GroupID(.version7()),
            schoolID: SchoolID(.version7()), groupName: nil, advice: advice,
            chain: Wording("加盟", "joining"),
            happening: .answered(
                step: Wording("审核", "review"), id: "J.3", act: act, outcome: outcome),
            status: "open", date: date, reason: "", recipients: [school, council], next: next)
    }
}
