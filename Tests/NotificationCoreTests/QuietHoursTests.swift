import Foundation
import NotificationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("Quiet hours, digests and rules")
struct QuietHoursTests {
    /// A moment by the clock of Asia/Shanghai on 2026-11-27.
    private static func at(_ time: String) throws -> Date {
        try #require(ISO8601DateFormatter().date(from: "2026-11-27T\(time):00+08:00"))
    }

    private static func quiet(_ from: String, _ until: String) throws -> QuietHours {
        let (from, until) = (try #require(MinuteOfDay(from)), try #require(MinuteOfDay(until)))
        return try #require(QuietHours(from: from, until: until))
    }

    @Test(
        "A time of day is read strictly",
        arguments: ["", "8:00", "08:0", "24:00", "08:60", "08-00", "08:00:00", "ab:cd", "-1:00"])
    func strict(text: String) { #expect(MinuteOfDay(text) == nil) }

    @Test(
        "Quiet hours hold from their first minute to the last before their end, past midnight too",
        arguments: [
            ("21:00", "08:00", "20:59", false), ("21:00", "08:00", "21:00", true),
            ("21:00", "08:00", "23:59", true), ("21:00", "08:00", "00:00", true),
            ("21:00", "08:00", "07:59", true), ("21:00", "08:00", "08:00", false),
            ("12:00", "14:00", "11:59", false), ("12:00", "14:00", "12:00", true),
            ("12:00", "14:00", "13:59", true), ("12:00", "14:00", "14:00", false),
        ])
    func bounds(from: String, until: String, time: String, holds: Bool) throws {
        #expect(try Self.quiet(from, until).holds(at: Self.at(time)) == holds)
    }

    @Test("What comes in quiet hours waits for their end, this day or the next")
    func ends() throws {
        let quiet = try Self.quiet("21:00", "08:00")
        #expect(quiet.end(from: try Self.at("12:00")) == (try Self.at("12:00")))
        #expect(quiet.end(from: try Self.at("06:00")) == (try Self.at("08:00")))
        let tomorrow = try Self.at("08:00").addingTimeInterval(86_400)
        #expect(quiet.end(from: try Self.at("22:30")) == tomorrow)
        let noon = try #require(MinuteOfDay("12:00"))
        #expect(QuietHours(from: noon, until: noon) == nil)
    }

    private static func notice(_ event: NoticeEvent) -> Notice { NoticeRules(pack: nil)[event] }

    @Test("Mail waits for the end of quiet hours or the digest; urgent mail and programs do not")
    func plans() throws {
        let night = try Self.at("23:00")
        let morning = try Self.at("08:00").addingTimeInterval(86_400)
        let standard = DeliveryPreferences.standard
        let mail = try #require(
            DeliveryPlan(Self.notice(.schoolJoined), to: .email, standard, at: night))
        #expect(mail.dueAt == morning && !mail.isDigest)
        let program = try #require(
            DeliveryPlan(Self.notice(.schoolJoined), to: .webhook, standard, at: night))
        #expect(program.dueAt == night)
        let digest = DeliveryPreferences(
            email: .all, webhook: .all, language: .both, quiet: standard.quiet,
            digestAt: MinuteOfDay("17:00"))
        let evening = try Self.at("17:00").addingTimeInterval(86_400)
        let collected = try #require(
            DeliveryPlan(Self.notice(.schoolJoined), to: .email, digest, at: night))
        #expect(collected.dueAt == evening && collected.isDigest)
        for preferences in [standard, digest] {
            let urgent = try #require(
                DeliveryPlan(Self.notice(.caseTurn), to: .email, preferences, at: night))
            #expect(urgent.dueAt == night && !urgent.isDigest)
        }
    }

    @Test("A unit that wants only what is urgent, or nothing, gets no more")
    func choices() throws {
        let noon = try Self.at("12:00")
        let choosy = DeliveryPreferences(
            email: .urgent, webhook: .none, language: .zh, quiet: nil, digestAt: nil)
        #expect(DeliveryPlan(Self.notice(.schoolJoined), to: .email, choosy, at: noon) == nil)
        #expect(DeliveryPlan(Self.notice(.caseTurn), to: .email, choosy, at: noon) != nil)
        #expect(DeliveryPlan(Self.notice(.caseTurn), to: .webhook, choosy, at: noon) == nil)
        let standard = DeliveryPreferences.standard
        #expect(
            DeliveryPlan(Self.notice(.importSummary), to: .webhook, standard, at: noon) == nil)
    }

    @Test("XN-19: a pack's rule takes the place of the product's own; the others stay")
    func packs() {
        let pack = PolicyPacks.shipped["XN"]
        let (own, bound) = (NoticeRules(pack: nil), NoticeRules(pack: pack))
        #expect(bound[.warned].clause == "XN-19" && bound[.warned].escalateHours == 48)
        #expect(own[.warned].clause == nil && own[.warned].escalateHours == 72)
        #expect(bound[.groupMerged] == own[.groupMerged])
        for event in NoticeEvent.allCases {
            #expect(Set(own[event].tell).isSubset(of: Set(event.recipients)))
            #expect(event.recipients.isEmpty == own[event].tell.isEmpty)
        }
    }

    @Test(
        "An unread message is told above after the rule's hours, to the bureau; never itself twice")
    func escalation() throws {
        let noon = try Self.at("12:00")
        #expect(
            Self.notice(.caseTurn).escalation(from: noon) == noon.addingTimeInterval(72 * 3600))
        #expect(Self.notice(.schoolJoined).escalation(from: noon) == nil)
        #expect(Self.notice(.unread).escalation(from: noon) == nil)
        let (school, code) = (Recipient.school(SchoolID(UUID())), DistrictCode("440105"))
        let bureau = try #require(code.map { Recipient.bureau($0) })
        #expect(Escalation.recipient(of: school, district: code) == bureau)
        #expect(Escalation.recipient(of: school, district: nil) == nil)
        #expect(Escalation.recipient(of: bureau, district: nil) == bureau)
        #expect(Escalation.template(of: bureau) == MessageTemplates.unreadReminder)
        #expect(Escalation.template(of: school) == MessageTemplates.unreadEscalated)
    }

    @Test("Everybody whom a rule names is told once, the bureau last")
    func circle() throws {
        let (lead, other) = (SchoolID(UUID()), SchoolID(UUID()))
        let group = GroupID(UUID())
        let circle = NoticeCircle(
            school: lead, leads: [lead], members: [other], group: group,
            bureau: try #require(DistrictCode("440105")))
        #expect(
            circle.recipients([.bureau, .council, .members, .leads, .school]).map(\.description)
                == ["school/\(lead)", "school/\(other)", "group/\(group)", "bureau/440105"])
        #expect(circle.recipients([.leads]).map(\.description) == ["school/\(lead)"])
        #expect(circle.recipients([]).isEmpty)
    }

    @Test("A recipient's text is read back, and nothing else is a recipient")
    func recipients() {
        for text in ["bureau/440105", "school/0199c2f0-0000-7000-8000-000000000001"] {
            #expect(Recipient(text)?.description == text)
        }
        for text in ["", "bureau", "bureau/", "school/x", "person/1", "group/"] {
            #expect(Recipient(text) == nil, "\(text)")
        }
    }
}
