import Foundation
import NotificationCore
import TaoliModels
import TaoliPolicy
import Testing

struct MessageTemplateTests {
    private let facts = MessageFacts(
        groupName: "桃李集团", siteName: "东校区", schoolName: "桃李小学", role: .member,
        date: CalendarDate("2025-09-01"), reason: "调整")

    @Test("The texts of this build are whole")
    func whole() {
        #expect(MessageTemplates.problems == [])
        #expect(MessageTemplates.all.count == 43)
    }

    @Test("Packs know every kind of message, and what each leaves open")
    func kinds() {
        for template in MessageTemplates.all {
            let texts = [template.subject.chinese, template.body.chinese]
            let open = texts.reduce(into: Set<Placeholder>()) {
                $0.formUnion(TemplateText($1).placeholders)
            }
            #expect(
                NoticeMessage(rawValue: template.name)?.placeholders == open, "\(template.name)")
        }
        #expect(Set(MessageTemplates.all.map(\.name)).count == NoticeMessage.allCases.count)
    }

    @Test("A joining is told with site, school, group, day, role and reason in both languages")
    func joined() {
        let (subject, body) = MessageTemplates.schoolJoined.render(facts)
        #expect(subject.chinese == "东校区（桃李小学）加入桃李集团")
        #expect(body.chinese == "东校区（桃李小学）自 2025-09-01 起加入桃李集团，为成员校。理由：调整")
        #expect(
            body.english == """
                东校区 (桃李小学) belongs to 桃李集团 from 2025-09-01 as member school. Reason: 调整
                """)
    }

    @Test("A name that is not known yet gets a neutral phrase, and one name is not told twice")
    func names() {
        let nothing = MessageTemplates.schoolLeft.render(MessageFacts(date: facts.date))
        #expect(nothing.subject.chinese.contains("名称尚未收到"))
        #expect(!nothing.body.english.contains("{"))
        let same = MessageFacts(groupName: "G", siteName: "桃李小学", schoolName: "桃李小学")
        #expect(MessageTemplates.schoolJoined.render(same).subject.english == "桃李小学 joins G")
        let school = MessageFacts(groupName: "G", schoolName: "桃李小学")
        #expect(MessageTemplates.schoolJoined.render(school).subject.chinese == "桃李小学加入G")
    }

    @Test("An answer at a step is told in the words of the pack, with what it means for the case")
    func answered() {
        let facts = MessageFacts(
            groupName: "桃李集团", schoolName: "东山小学", reason: "材料不全",
            chain: Wording("加盟（本区）", "joining inside the district"),
            step: Wording("审核", "review"), outcome: "returned", status: "returned")
        let (subject, body) = MessageTemplates.caseAnswered.render(facts)
        #expect(subject.chinese == "加盟（本区）：审核，退回补正")
        #expect(body.chinese == "东山小学与桃李集团的“加盟（本区）”：审核，退回补正。目前待补正。理由：材料不全")
        #expect(subject.english == "joining inside the district: review, returned for correction")
        #expect(body.english.contains("waiting for correction"))
    }

    @Test("A word of a newer registry stands as it is")
    func newerWords() {
        #expect(CaseWords.outcome("pondered") == Wording("pondered", "pondered"))
        #expect(CaseWords.status("pondered") == Wording("pondered", "pondered"))
    }

    @Test("A summary tells how many foundings, joinings and leavings of which import")
    func summary() throws {
        let job = ImportJobID(UUID())
        let facts = MessageFacts(
            importJobID: job, counts: SummaryCounts(foundings: 3, joinings: 12, leavings: 1))
        let body = MessageTemplates.importSummary.render(facts).body
        for text in [body.chinese, body.english] {
            #expect(text.contains(job.description))
            #expect(text.contains("3") && text.contains("12") && text.contains("1"))
        }
    }

    @Test("A name with braces stays a name")
    func braces() {
        let facts = MessageFacts(groupName: "{date}", siteName: "S", date: facts.date)
        #expect(MessageTemplates.schoolJoined.render(facts).subject.english == "S joins {date}")
    }

    @Test(
        "A broken text is found before it is used",
        arguments: [
            ("{nobody} came", "{nobody} came", "nothing is called {nobody}"),
            ("open {group", "open {group", "a brace stands alone"),
            ("{group}", "{school}", "leave different things open"),
        ])
    func problems(chinese: String, english: String, problem: String) {
        let template = MessageTemplate(
            "broken", version: 1, event: .unread, subject: Wording("", ""),
            body: Wording(chinese, english))
        #expect(template.problems.contains { $0.hasPrefix("broken@1: ") && $0.contains(problem) })
    }

    @Test("Old versions are found, newer ones are not known")
    func versions() {
        #expect(MessageTemplates.find("school-joined", version: 1) == MessageTemplates.schoolJoined)
        #expect(MessageTemplates.find("school-joined", version: 2) == nil)
    }
}
