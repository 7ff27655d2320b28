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
        #expect(MessageTemplates.current.count == 45)
    }

    @Test("Packs know every kind of message, and what each leaves open")
    func kinds() {
        for template in MessageTemplates.current {
            let texts = [template.subject.chinese, template.body.chinese]
            let open = texts.reduce(into: Set<Placeholder>()) {
                $0.formUnion(TemplateText($1).placeholders)
            }
            #expect(
                NoticeMessage(rawValue: template.name)?.placeholders == open, "\(template.name)")
        }
        #expect(Set(MessageTemplates.all.map(\.name)).count == NoticeMessage.allCases.count)
        for template in MessageTemplates.all {
            let newest = MessageTemplates.current.first { $0.name == template.name }
            #expect(newest.map { $0.version >= template.version } == true, "\(template.reference)")
        }
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
        let id = CaseID(.version7())
        let facts = MessageFacts(
            groupName: "桃李集团", schoolName: "东山小学", reason: "材料不全",
            chain: Wording("加盟（本区）", "joining inside the district"),
            step: Wording("审核", "review"), outcome: "returned", status: "returned", caseID: id)
        let (subject, body) = MessageTemplates.caseAnswered.render(facts)
        #expect(subject.chinese == "加盟（本区）（桃李集团）：审核，退回补正")
        #expect(
            body.chinese == """
                东山小学与桃李集团的“加盟（本区）”：审核，退回补正。\
                目前待补正（查看：taoli case show \(id)）。理由：材料不全
                """)
        #expect(
            subject.english
                == "joining inside the district (桃李集团): review, returned for correction")
        #expect(body.english.contains("waiting for correction (see: taoli case show \(id))"))
    }

    @Test("Every text about a case names the group in its subject and the case for taoli case show")
    func cases() {
        let id = CaseID(.version7())
        let facts = MessageFacts(
            groupName: "桃李集团", chain: Wording("成立", "founding"), step: Wording("审核", "review"),
            outcome: "agreed", status: "open", turn: Wording("备案", "filing"), caseID: id)
        for template in MessageTemplates.current where template.name.hasPrefix("case-") {
            let (subject, body) = template.render(facts)
            for text in [subject.chinese, subject.english] { #expect(text.contains("桃李集团")) }
            for text in [body.chinese, body.english] {
                #expect(text.contains("taoli case show \(id)"), "\(template.reference)")
            }
        }
    }

    @Test("A returned document is told with what must be put right")
    func returned() {
        let facts = MessageFacts(
            groupName: "桃李集团", reason: "人数不清", chain: Wording("招聘方案", "recruitment plan"),
            step: Wording("（2026-2027，第 1 版）", " (2026-2027, version 1)"), outcome: "returned")
        let ofGroup = MessageTemplates.documentAnswered.render(facts).body
        #expect(ofGroup.chinese == "桃李集团的招聘方案（2026-2027，第 1 版）：退回补正。理由：人数不清")
        #expect(ofGroup.english.hasSuffix("returned for correction. Reason: 人数不清"))
        let ofSchool = MessageTemplates.unitNews.render(facts).body
        #expect(ofSchool.chinese.hasSuffix("退回补正。理由：人数不清"))
        #expect(ofSchool.english.hasSuffix("Reason: 人数不清"))
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
        #expect(MessageTemplates.find("school-joined", version: 2) == MessageTemplates.schoolJoined)
        #expect(MessageTemplates.find("school-joined", version: 3) == nil)
        let older = MessageTemplates.find("case-answered", version: 1)
        #expect(
            older?.body.english.hasSuffix("{step}, {outcome}. The case is {status}.{reason}")
                == true)
    }
}
