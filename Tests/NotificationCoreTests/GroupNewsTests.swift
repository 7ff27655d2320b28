import Foundation
import NotificationCore
import TaoliModels
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
