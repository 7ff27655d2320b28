import Foundation
import NotificationCore
import TaoliModels
import TaoliPolicy
import Testing

struct GroupNewsTests {
    private let bureau = DistrictCode("440105")
    private let newcomer = SchoolID(UUID())
    private let lead = SchoolID(UUID())
    private let other = SchoolID(UUID())

    @Test("A joining reaches the school, every lead and the bureau, each once")
    func joining() throws {
        let news = try news(.joined(party(newcomer), atFounding: false))
        #expect(
            news.recipients(leads: [lead, other]).map(\.description)
                == ["school/\(newcomer)", "school/\(lead)", "school/\(other)", "bureau/440105"])
        #expect(news.recipients(leads: [newcomer, lead]).count == 3)
    }

    @Test("A founding reaches the bureau, and its leads by their own joining")
    func founding() throws {
        let founded = try news(.founded)
        #expect(founded.recipients(leads: [lead]).map(\.description) == ["bureau/440105"])
        #expect(founded.template(for: .school(lead)) == MessageTemplates.groupFounded)
        let joined = try news(.joined(party(lead, .lead), atFounding: true))
        #expect(joined.template(for: .school(lead)) == MessageTemplates.leadOfFounded)
        #expect(joined.template(for: .school(other)) == MessageTemplates.schoolJoined)
    }

    @Test("A joining is told with its mode in the pack's words and the last day of its term")
    func terms() throws {
        let file = try #require(PolicyPacks.files.first { $0.name == "XN.yaml" })
        let rules = NoticeRules(pack: try PolicyPack.load(file.bytes, file: file.name))
        func detail(_ mode: String?, _ until: String?) throws -> Wording? {
            try news(
                .joined(
                    GroupNews.Party(
                        siteID: SiteID(UUID()), schoolID: newcomer, role: .member, mode: mode,
                        termUntil: until.flatMap { CalendarDate($0) }), atFounding: false)
            ).detail(by: rules)
        }
        #expect(
            try detail("entrusted", "2029-09-01")
                == Wording("（托管型，期限至 2029-08-31）", " (entrusted, agreed until 2029-08-31)"))
        #expect(try detail("close_knit", nil) == Wording("（紧密型）", " (close-knit)"))
        #expect(try detail("of_another_pack", nil)?.chinese == "（of_another_pack）")
        #expect(try detail(nil, nil) == nil)
        #expect(try news(.left(party(newcomer))).detail(by: rules) == nil)
    }

    @Test("What was designated and taken back before it began is told as withdrawn")
    func withdrawn() throws {
        let day = try #require(CalendarDate("2026-11-28"))
        let news = UnitNews(
            .school(newcomer),
            .designated(
                what: "category", value: Wording("相对薄弱学校", "relatively weak"),
                time: Validity(from: day, until: day)), date: day, reason: "")
        #expect(
            news.detail
                == Wording(
                    "学校类别：相对薄弱学校（原定 2026-11-28 起，已撤销）",
                    "category: relatively weak (was to hold from 2026-11-28; withdrawn)"))
    }

    @Test("What an import recorded is only counted, whatever it is")
    func imports() throws {
        let job = ImportJobID(UUID())
        let all: [GroupNews.Happening] = [
            .founded, .joined(party(newcomer), atFounding: false), .left(party(newcomer)),
        ]
        let news = try all.map { try self.news($0, job: job) }
        #expect(
            news.allSatisfy {
                $0.template(for: .school(newcomer)) == MessageTemplates.importSummary
            })
        #expect(
            news.map(\.counts) == [
                SummaryCounts(foundings: 1), SummaryCounts(joinings: 1), SummaryCounts(leavings: 1),
            ])
    }

    @Test("A city's and a district's bureau have one inbox a code, a school and a group one each")
    func inboxes() {
        func inbox(_ kind: UnitReference.Kind, _ id: String) -> String? {
            Recipient(unit: UnitReference(kind, id))?.description
        }
        #expect(inbox(.city, "440100") == "bureau/440100")
        #expect(inbox(.district, "440105") == "bureau/440105")
        #expect(inbox(.school, newcomer.description.uppercased()) == "school/\(newcomer)")
        #expect(inbox(.group, lead.description) == "group/\(lead)")
        #expect(inbox(.school, "no id") == nil)
        #expect(inbox(.district, "a b") == nil)
    }

    private func news(
        _ happening: GroupNews.Happening, job: ImportJobID? = nil
    ) throws -> GroupNews {
        GroupNews(
            groupID: GroupID(UUID()), bureau: try #require(bureau), happening: happening,
            date: try #require(CalendarDate("2025-09-01")), importJobID: job)
    }

    private func party(_ school: SchoolID, _ role: MembershipRole = .member) -> GroupNews.Party {
        GroupNews.Party(siteID: SiteID(UUID()), schoolID: school, role: role)
    }
}
