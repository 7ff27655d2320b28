import Foundation
import NotificationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("News of rotation and evaluation")
struct YearNewsTests {
    @Test(
        "XN-19: a second failure is told with school and years, a name that is not known neutrally")
    func failure() {
        let facts = MessageFacts(
            groupName: "桃李集团", schoolName: "东山小学",
            detail: Wording("2023-2024、2024-2025", "2023-2024, 2024-2025"), isAboutSchool: true)
        let (subject, body) = MessageTemplates.secondFailure.render(facts)
        #expect(subject.chinese == "东山小学连续不合格，启动退出程序")
        #expect(body.english.contains("2023-2024, 2024-2025"))
        let unknown = MessageTemplates.secondFailure.render(MessageFacts(isAboutSchool: true))
        #expect(unknown.subject.english.contains("not received yet"))
        let group = MessageTemplates.resultPublished.render(
            MessageFacts(groupName: "桃李集团", detail: Wording("合格", "pass")))
        #expect(group.subject.chinese == "桃李集团：合格")
    }

    @Test("A placement is told with both schools, its first and its last day")
    func placement() {
        let facts = MessageFacts(
            schoolName: "甲校", date: CalendarDate("2026-09-01"),
            detail: Wording("至 2029-08-31", "until 2029-08-31"), isAboutSchool: true,
            receiverName: "乙校")
        let (subject, body) = MessageTemplates.placementDecided.render(facts)
        #expect(subject.chinese == "教师流动：甲校到乙校")
        #expect(body.chinese.contains("自 2026-09-01 起由甲校到乙校任教，至 2029-08-31"))
        #expect(body.chinese.contains("姓名由甲校或教育局告知乙校"))
        #expect(body.english.contains("甲校 or the bureau"))
        let first = MessageTemplates.find("placement-decided", version: 1)?.render(facts)
        #expect(first?.body.english.hasSuffix("The staff register has the name.") == true)
    }

    @Test("Plans, grounds and answers have words; a key of a newer service stands as it is")
    func words() {
        #expect(YearWords.plan("2026-2027", stage: "primary").chinese == "2026-2027 学年小学轮岗计划")
        #expect(YearWords.ground("health").english == "health")
        #expect(YearWords.ground("eclipse") == Wording("eclipse", "eclipse"))
        #expect(YearWords.answer(isUpheld: true) != YearWords.answer(isUpheld: false))
    }

    @Test("Every kind of event has a text, and its rule lets a person tell it apart")
    func events() {
        let told = Set(MessageTemplates.all.map(\.event))
        #expect(told == Set(NoticeEvent.allCases))
    }
}
