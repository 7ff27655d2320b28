import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit
import Testing

@testable import NotificationService

@Suite("Who is told of mergers, names and designations, against PostgreSQL")
struct StructureReactionTests {
    @Test("A merger reaches all schools of the group, those who lead its successor, and the bureau")
    func merger() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let (a, b) = (try story.school("甲校"), try story.school("乙校"))
            let (main, other) = (try story.site("甲校", of: a), try story.site("乙校", of: b))
            let c = try story.school("丙校")
            let third = try story.site("丙校", of: c)
            let (old, new) = (try story.group("东山集团"), try story.group("桃李集团"))
            let lead = try story.join(old, site: main, of: a, as: .lead)
            let member = try story.join(old, site: third, of: c)
            _ = try story.join(new, site: other, of: b, as: .lead)
            try await fixture.react(story.take())
            try story.leave(
                old, membership: lead, site: main, of: a, as: .lead, until: "2026-09-01")
            try story.leave(old, membership: member, site: third, of: c, until: "2026-09-01")
            try story.close(old, on: "2026-09-01")
            try story.add(
                Taoli_Registry_Events_V1_GroupMerged.with {
                    $0.groupID = old.uuidString.lowercased()
                    $0.successorID = new.uuidString.lowercased()
                    $0.mergedOn = "2026-09-01"
                    $0.reason = "调整"
                }, "group", old, ["440105"])
            _ = try story.join(new, site: main, of: a, from: "2026-09-01")
            try story.add(
                Taoli_Registry_Events_V1_GroupTookOver.with {
                    $0.groupID = new.uuidString.lowercased()
                    $0.predecessorID = old.uuidString.lowercased()
                    $0.way = "merge"
                    $0.on = "2026-09-01"
                }, "group", new, ["440105"])
            let events = story.take()
            try await fixture.react(events)
            #expect(try await fixture.react(events).isEmpty)
            let told = try await fixture.subjects(.school(a))
            #expect(told.contains("东山集团 goes into 桃李集团"))
            #expect(
                try await fixture.subjects(.school(c)).filter { $0.contains("goes into") }
                    == ["东山集团 goes into 桃李集团"])
            #expect(try await fixture.subjects(.school(b)).first == "桃李集团 takes over from 东山集团")
            let bureau = try await fixture.inbox(.district("440105")).messages
            let merged = try #require(bureau.first { $0.template == "group-merged@1" })
            #expect(merged.bodyChinese == "自 2026-09-01 起，东山集团并入桃李集团，成员关系一并转入。理由：调整")
        }
    }

    @Test("A split, a new name and a grade reach those who lead and the bureau")
    func group() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let site = try story.site("甲校", of: school)
            let group = try story.group("桃李集团")
            _ = try story.join(group, site: site, of: school, as: .lead)
            try await fixture.react(story.take())
            let id = group.uuidString.lowercased()
            try story.add(
                Taoli_Registry_Events_V1_GroupSplit.with {
                    $0.groupID = id
                    $0.successorIds = [UUID.version7().uuidString]
                    $0.splitOn = "2026-02-01"
                }, "group", group, ["440105"])
            try story.add(
                Taoli_Registry_Events_V1_GroupRenamed.with {
                    $0.groupID = id
                    $0.name = "新桃李集团"
                    $0.formerName = "桃李集团"
                    $0.from = "2026-03-01"
                }, "group", group, ["440105"])
            try story.add(
                Taoli_Registry_Events_V1_GroupDesignated.with {
                    $0.groupID = id
                    $0.what = "grade"
                    $0.nameChinese = "市示范性"
                    $0.nameEnglish = "demonstration"
                    $0.from = "2026-03-01"
                    $0.until = "2027-03-01"
                }, "group", group, ["440105"])
            try await fixture.react(story.take())
            let expected = [
                "新桃李集团 – grade: demonstration (from 2026-03-01 to 2027-02-28)",
                "A group is renamed: 桃李集团 → 新桃李集团", "新桃李集团 is split",
            ]
            #expect(try await fixture.subjects(.school(school)).prefix(3) == expected[...])
            #expect(try await fixture.subjects(.district("440105")).prefix(3) == expected[...])
        }
    }

    @Test("A school hears of its category and of a name with a day, not of an import's correction")
    func school() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("甲校")
            try story.renameSchool(school, to: "乙校")
            try story.add(
                Taoli_Registry_Events_V1_SchoolRenamed.with {
                    $0.schoolID = school.uuidString.lowercased()
                    $0.name = "丙校"
                    $0.formerName = "乙校"
                    $0.from = "2026-03-01"
                }, "school", school, ["440105"])
            try story.add(
                Taoli_Registry_Events_V1_SchoolDesignated.with {
                    $0.schoolID = school.uuidString.lowercased()
                    $0.what = "category"
                    $0.nameChinese = "相对薄弱学校"
                    $0.nameEnglish = "relatively weak"
                    $0.from = "2026-03-01"
                }, "school", school, ["440105"])
            try await fixture.react(story.take())
            let expected = [
                "丙校 – category: relatively weak (from 2026-03-01)",
                "A school is renamed: 乙校 → 丙校",
            ]
            #expect(try await fixture.subjects(.school(school)) == expected)
            #expect(try await fixture.subjects(.district("440105")) == expected)
        }
    }
}
