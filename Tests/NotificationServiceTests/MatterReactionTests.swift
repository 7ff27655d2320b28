import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import NotificationService

@Suite("Who is told of bodies and documents, against PostgreSQL")
struct MatterReactionTests {
    private typealias Facts = Taoli_Registry_Events_V1_DocumentVersionProposed.Facts

    private static func facts(_ unit: String, to recipients: [String]) -> Facts {
        .with {
            $0.documentID = UUID.version7().uuidString.lowercased()
            $0.kind = "charter_agreement"
            $0.kindChinese = "章程协议"
            $0.kindEnglish = "charter agreement"
            $0.unit = unit
            $0.period = "2026-2027"
            $0.version = 2
            $0.recipients = recipients
        }
    }

    @Test(
        "SH-2: the schools that must accept are told; the bureau when a version holds; all when it is filed"
    )
    func documents() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let (a, b) = (try story.school("甲校"), try story.school("乙校"))
            let group = try story.group("桃李集团")
            let schools = [a, b].map { "school/\($0.uuidString.lowercased())" }
            let unit = "group/\(group.uuidString.lowercased())"
            let asked = Self.facts(unit, to: schools)
            let id = UUID.version7()
            try story.add(
                Taoli_Registry_Events_V1_DocumentVersionProposed.with { $0.facts = asked },
                "document", id, ["440105"])
            try await fixture.react(story.take())
            #expect(
                try await fixture.subjects(.school(a))
                    == ["Please accept: charter agreement of 桃李集团"])
            #expect(
                try await fixture.inbox(.school(b)).messages[0].bodyChinese
                    == "桃李集团提出了章程协议（2026-2027，第 2 版），请贵校认可；全体学校认可后生效。")
            #expect(try await fixture.subjects(.district("440105")) == ["Group founded: 桃李集团"])
            let all = Self.facts(unit, to: [unit, "district/440105"] + schools)
            try story.add(
                Taoli_Registry_Events_V1_DocumentInForce.with {
                    $0.facts = all
                    $0.from = "2026-09-20"
                }, "document", id, ["440105"])
            try story.add(
                Taoli_Registry_Events_V1_DocumentFiled.with { $0.facts = all }, "document", id,
                ["440105"])
            let drafts = try await fixture.react(story.take())
            #expect(drafts.count == 8)
            let expected = [
                "charter agreement of 桃李集团: on file",
                "charter agreement of 桃李集团 is in force",
            ]
            for caller in [Caller.district("440105"), .group(group), .school(a)] {
                #expect(try await fixture.subjects(caller).prefix(2) == expected[...])
            }
            try story.add(
                Taoli_Registry_Events_V1_DocumentAccepted.with { $0.facts = all }, "document",
                id, ["440105"])
            #expect(try await fixture.react(story.take()).isEmpty)
        }
    }

    @Test("TC-6: a vote reaches each unit that the event names, with its outcome and day")
    func votes() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let group = try story.group("桃李集团")
            let unit = "group/\(group.uuidString.lowercased())"
            try story.add(
                Taoli_Registry_Events_V1_BodyResolutionDecided.with {
                    $0.facts = .with {
                        $0.kindChinese = "理事会"
                        $0.kindEnglish = "council"
                        $0.unit = unit
                        $0.recipients = [unit, "school/\(school.uuidString.lowercased())"]
                    }
                    $0.matter.schoolID = school.uuidString.lowercased()
                    $0.matter.status = "rejected"
                    $0.heldOn = "2026-09-15"
                }, "body", .version7(), ["440105"])
            try await fixture.react(story.take())
            let subject = "桃李集团, council: a matter was rejected"
            #expect(try await fixture.subjects(.group(group)) == [subject])
            let message = try #require(try await fixture.inbox(.school(school)).messages.first)
            #expect(message.bodyChinese == "桃李集团的理事会于 2026-09-15 就一项议题表决：未通过。请查看决议和纪要。")
        }
    }

    @Test("XN-26: news of a school's own document names no group")
    func ofSchools() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let unit = "school/\(school.uuidString.lowercased())"
            try story.add(
                Taoli_Registry_Events_V1_DocumentReturned.with {
                    $0.facts = Self.facts(unit, to: [unit])
                    $0.reason = "人数不清"
                }, "document", .version7(), ["440105"])
            try await fixture.react(story.take())
            #expect(
                try await fixture.subjects(.school(school))
                    == ["charter agreement: returned for correction"])
            let told = try #require(try await fixture.inbox(.school(school)).messages.first)
            #expect(told.bodyChinese == "章程协议（2026-2027，第 2 版）：退回补正。理由：人数不清")
            #expect(told.bodyEnglish.hasSuffix("returned for correction. Reason: 人数不清"))
        }
    }
}
