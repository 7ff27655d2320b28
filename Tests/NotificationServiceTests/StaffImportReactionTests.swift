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

@Suite("Imports of staff are summed up, against PostgreSQL")
struct StaffImportReactionTests {
    private static func text(_ id: UUID) -> String { id.uuidString.lowercased() }

    private static func began(
        _ story: RegistryStory, at school: UUID, job: UUID?, in districts: [String] = ["440105"]
    )
        throws
    {
        let person = UUID.version7()
        try story.add(
            Taoli_Registry_Events_V1_PersonRegistered.with {
                $0.facts.personID = text(person)
                $0.importJobID = job.map(text) ?? ""
            }, "person", person, districts)
        try story.add(
            Taoli_Registry_Events_V1_EmploymentBegan.with {
                $0.personID = text(person)
                $0.employmentID = text(.version7())
                $0.schoolID = text(school)
                $0.kind = "main"
                $0.importJobID = job.map(text) ?? ""
            }, "person", person, districts)
    }

    private static func ended(_ story: RegistryStory, at school: UUID, job: UUID) throws {
        let person = UUID.version7()
        try story.add(
            Taoli_Registry_Events_V1_EmploymentEnded.with {
                $0.personID = text(person)
                $0.employmentID = text(.version7())
                $0.schoolID = text(school)
                $0.kind = "main"
                $0.until = "2026-09-01"
                $0.importJobID = text(job)
            }, "person", person, ["440105"])
    }

    @Test("One summary for each school and one for the bureau, however many posts, and once")
    func summary() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let (a, b) = (try story.school("甲校"), try story.school("乙校"))
            try await fixture.react(story.take())
            let job = UUID.version7()
            for _ in 1...3 { try Self.began(story, at: a, job: job) }
            try Self.began(story, at: b, job: job)
            try Self.ended(story, at: b, job: job)
            let events = story.take()
            let written = try await fixture.react(events)
            #expect(written.count == 10)
            let bureau = try await fixture.inbox(.district("440105")).messages
            #expect(bureau.map(\.template) == ["staff-import-summary@1"])
            #expect(bureau.first?.bodyChinese.contains("开始任职 4 人次，结束或撤销任职 1 人次") == true)
            #expect(bureau.first?.bodyEnglish.contains(Self.text(job)) == true)
            let school = try await fixture.inbox(.school(a)).messages
            #expect(school.first?.bodyChinese.contains("开始任职 3 人次，结束或撤销任职 0 人次") == true)
            #expect(try await fixture.inbox(.school(b)).messages.count == 1)
        }
    }

    @Test("A post recorded by hand reaches nobody; the bureau is the school's, not the person's")
    func others() async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let school = try story.school("越秀中学", in: "440104")
            try await fixture.react(story.take())
            try Self.began(story, at: school, job: nil)
            #expect(try await fixture.react(story.take()).isEmpty)
            try Self.began(story, at: school, job: .version7(), in: ["440103", "440104"])
            // A school that nobody has heard of yet: the event says whose it is.
            try Self.began(story, at: .version7(), job: .version7())
            try await fixture.react(story.take())
            #expect(try await fixture.inbox(.district("440104")).messages.count == 1)
            #expect(try await fixture.inbox(.district("440103")).messages.isEmpty)
            #expect(try await fixture.inbox(.district("440105")).messages.count == 1)
        }
    }

    @Test("A summary that began long ago goes out only when nothing was added for a while")
    func rests() async throws {
        try await DeliveryBench.with { bench in
            let story = RegistryStory()
            let school = try story.school("甲校")
            let job = UUID.version7()
            try Self.began(story, at: school, job: job)
            try await bench.fixture.react(story.take())
            try await bench.fixture.database.superuser.execute(
                "UPDATE notification.message SET created_at = created_at - interval '10 minutes'")
            try Self.began(story, at: school, job: job)
            let later = story.take()
            try await bench.fixture.react(later)
            // Reactions of tests take the event's time for now.
            let grown = try #require(later.last).time
            #expect(try await bench.planner.round(at: grown.addingTimeInterval(60)) == 0)
            #expect(try await bench.planner.round(at: grown.addingTimeInterval(121)) == 2)
        }
    }
}
