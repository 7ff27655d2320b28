import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import NotificationService

@Suite("Who is told what, against PostgreSQL")
struct ReactionTests {
    @Test(
        "A founding reaches bureau and lead; a joining and a leaving reach lead, school and bureau")
    func everybody() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let (a, b) = (try story.school("甲校"), try story.school("乙校"))
            let (main, other) = (try story.site("甲校", of: a), try story.site("乙校", of: b))
            let group = try story.group("桃李集团")
            _ = try story.join(group, site: main, of: a, as: .lead)
            try await fixture.react(story.take())
            #expect(
                try await fixture.subjects(.school(a)) == ["Your school leads a new group: 桃李集团"])
            #expect(
                try await fixture.subjects(.district("440105"))
                    == ["甲校 joins 桃李集团", "Group founded: 桃李集团"])
            let member = try story.join(
                group, site: other, of: b, from: "2025-10-01", reason: "调整")
            try story.leave(group, membership: member, site: other, of: b, until: "2026-03-01")
            try await fixture.react(story.take())
            let expected = ["乙校 leaves 桃李集团", "乙校 joins 桃李集团"]
            #expect(try await fixture.subjects(.school(b)) == expected)
            #expect(try await fixture.subjects(.school(a)).prefix(2) == expected[...])
            #expect(try await fixture.subjects(.district("440105")).prefix(2) == expected[...])
            let body = try await fixture.inbox(.school(b)).messages[1].bodyChinese
            #expect(body == "乙校自 2025-10-01 起加入桃李集团，为成员校。理由：调整")
        }
    }

    @Test("When a group closes, each lead hears of each leaving, its own included")
    func closing() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let (a, b) = (try story.school("甲校"), try story.school("乙校"))
            let (main, other) = (try story.site("甲校", of: a), try story.site("乙校", of: b))
            let group = try story.group("桃李集团")
            let lead = try story.join(group, site: main, of: a, as: .lead)
            let member = try story.join(group, site: other, of: b)
            try await fixture.react(story.take())
            try story.leave(
                group, membership: lead, site: main, of: a, as: .lead, until: "2026-09-01")
            try story.leave(group, membership: member, site: other, of: b, until: "2026-09-01")
            try story.close(group, on: "2026-09-01")
            try await fixture.react(story.take())
            #expect(
                try await fixture.subjects(.school(a)).prefix(2)
                    == ["乙校 leaves 桃李集团", "甲校 leaves 桃李集团"])
            #expect(
                try await fixture.subjects(.school(b)).prefix(2)
                    == ["乙校 leaves 桃李集团", "乙校 joins 桃李集团"])
        }
    }

    @Test("Names that come later stand in messages that were written before")
    func lateNames() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let site = try story.site("甲本部", of: school)
            let names = story.take()
            let group = try story.group("桃李集团")
            _ = try story.join(group, site: site, of: school, from: "2025-10-01")
            try await fixture.react(story.take())
            #expect(try await fixture.subjects(.school(school))[0].contains("not received yet"))
            try await fixture.react(names)
            #expect(try await fixture.subjects(.school(school)) == ["甲本部 (甲校) joins 桃李集团"])
        }
    }

    @Test("An import writes one summary a recipient, and counts its undo into it")
    func imports() async throws {
        try await Fixture.with { fixture in
            let (story, job) = (RegistryStory(), UUID.version7())
            let (a, b) = (try story.school("甲校"), try story.school("乙校"))
            let (main, other) = (try story.site("甲校", of: a), try story.site("乙校", of: b))
            let group = try story.group("桃李集团", job: job)
            _ = try story.join(group, site: main, of: a, as: .lead, job: job)
            let member = try story.join(group, site: other, of: b, job: job)
            let drafts = try await fixture.react(story.take())
            let bureau = try await fixture.inbox(.district("440105"))
            #expect(bureau.messages.count == 1)
            #expect(bureau.unreadCount == 1)
            #expect(
                bureau.messages[0].bodyEnglish.contains(
                    "groups founded 1, schools joined 2, schools left 0"))
            #expect(bureau.messages[0].bodyChinese.contains(job.uuidString.lowercased()))
            #expect(
                try await fixture.inbox(.school(a)).messages.first?.bodyEnglish
                    .contains("schools joined 2") == true)
            #expect(
                drafts.map(\.type).filter { $0.hasSuffix("MessageWritten") }.count == 3)
            try story.leave(
                group, membership: member, site: other, of: b, until: "2025-09-01", job: job)
            try await fixture.react(story.take())
            let again = try await fixture.inbox(.school(b)).messages
            #expect(again.count == 1)
            #expect(again[0].bodyEnglish.contains("schools joined 1, schools left 1"))
        }
    }

    @Test("Each message's events are numbered 1, 2, 3 and end at its version")
    func sequences() async throws {
        try await Fixture.with { fixture in
            let (story, job) = (RegistryStory(), UUID.version7())
            let school = try story.school("甲校")
            let group = try story.group("桃李集团", job: job)
            for number in 0..<5 {
                let site = try story.site("校区\(number)", of: school)
                _ = try story.join(group, site: site, of: school, as: .lead, job: job)
            }
            let drafts = try await fixture.react(story.take())
            let byMessage = Dictionary(grouping: drafts, by: \.aggregate)
            #expect(byMessage.count == 2)
            for (message, events) in byMessage {
                #expect(events.map(\.sequence) == (1...Int64(events.count)).map { $0 })
                #expect(events.allSatisfy { $0.topic == "taoli.notification.message" })
                let version: Int64? = try await fixture.database.superuser.query(
                    "SELECT version FROM notification.message WHERE id = \(message.id)"
                ).first?.get("version")
                #expect(version == events.last?.sequence)
            }
            let counted = try drafts.filter { $0.type.hasSuffix("SummaryExtended") }.map {
                try Taoli_Notification_Events_V1_SummaryExtended(serializedBytes: $0.payload).count
            }
            #expect(counted.max() == 6)
        }
    }

    @Test("The same event again writes and emits nothing")
    func again() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let site = try story.site("甲本部", of: school)
            let group = try story.group("桃李集团")
            _ = try story.join(group, site: site, of: school, as: .lead)
            let events = story.take()
            #expect(try await fixture.react(events).count == 3)
            #expect(try await fixture.react(events).isEmpty)
            #expect(try await fixture.inbox(.district("440105")).messages.count == 2)
        }
    }

    @Test("A city group's messages go to the city's bureau, not to a district's")
    func cityGroup() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let site = try story.site("甲本部", of: school)
            let group = try story.group("市属集团", in: "440100")
            _ = try story.join(group, site: site, of: school, as: .lead)
            try await fixture.react(story.take())
            let messages = try await fixture.inbox(.city).messages
            #expect(messages.map(\.recipient) == ["city/440100", "city/440100"])
            #expect(try await fixture.inbox(.district("440105")).messages.isEmpty)
        }
    }

    @Test("Of a case, whoever has to act is asked to, with the day; the others are told")
    func turn() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let group = try story.group("桃李集团")
            var answered = Taoli_Registry_Events_V1_CaseStepAnswered()
            answered.facts = .with {
                $0.groupID = group.uuidString.lowercased()
                $0.schoolID = school.uuidString.lowercased()
                ($0.chainChinese, $0.chainEnglish) = ("加盟", "joining")
                $0.status = "open"
                $0.recipients = ["school/\($0.schoolID)", "district/440105"]
                $0.next = [
                    .with {
                        ($0.chinese, $0.english) = ("审核", "review")
                        $0.dueOn = "2026-12-04"
                        $0.units = ["district/440105"]
                    }
                ]
            }
            (answered.stepChinese, answered.stepEnglish) = ("申请", "application")
            (answered.outcome, answered.act) = ("yes", "apply")
            let id = UUID.version7()
            try story.add(answered, "case", id, ["440105"])
            try await fixture.react(story.take())
            let asked = try await fixture.inbox(.district("440105")).messages[0]
            #expect(asked.subjectEnglish == "Your turn: review (joining, 桃李集团)")
            #expect(
                asked.bodyChinese == """
                    甲校与桃李集团的“加盟”等待您办理：审核\
                    （查看：taoli case show \(id.uuidString.lowercased())）。请于 2026-12-04 前办结。
                    """)
            #expect(
                try await fixture.subjects(.school(school))
                    == ["joining (桃李集团): application, submitted"])
        }
    }

    @Test("XN-23: the bureau that decides reads which post is meant, and in which direction")
    func recommendation() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let group = try story.group("桃李集团")
            try story.add(
                Taoli_Registry_Events_V1_CaseOpened.with {
                    $0.facts.groupID = group.uuidString.lowercased()
                    $0.facts.schoolID = school.uuidString.lowercased()
                    ($0.facts.chainChinese, $0.facts.chainEnglish) = ("任免建议", "recommendation")
                    $0.facts.status = "open"
                    $0.facts.recipients = ["district/440105"]
                    ($0.facts.post, $0.facts.dismissal) = ("vice_principal", true)
                }, "case", .version7(), ["440105"])
            try await fixture.react(story.take())
            let told = try #require(
                try await fixture.inbox(.district("440105")).messages.first)
            #expect(told.bodyChinese.hasPrefix("甲校与桃李集团的“任免建议”（建议免去副校长）开始办理"))
            #expect(
                told.bodyEnglish.contains("“recommendation” (to dismiss: vice principal) of 甲校"))
        }
    }
}
