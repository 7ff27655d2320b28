import Foundation
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import NotificationService

@Suite("Inboxes, against PostgreSQL")
struct InboxTests {
    @Test("The newest comes first, pages lose nothing, and the unread are counted")
    func pages() async throws {
        try await Fixture.with { fixture in
            let school = try await Self.filled(fixture, groups: 5)
            let whole = try await fixture.inbox(.school(school))
            #expect(whole.unreadCount == 5)
            #expect(
                whole.messages.map(\.createdAt) == whole.messages.map(\.createdAt).sorted(by: >))
            var (ids, cursor): ([String], String) = ([], "")
            repeat {
                let page = try await fixture.inbox(.school(school), size: 2, cursor: cursor)
                #expect(page.unreadCount == 5)
                ids += page.messages.map(\.id)
                cursor = page.nextCursor
            } while !cursor.isEmpty
            #expect(ids == whole.messages.map(\.id))
        }
    }

    @Test("A message whose id is older than its coming stands where it came, on every page")
    func order() async throws {
        try await Fixture.with { fixture in
            let school = try await Self.filled(fixture, groups: 4)
            let before = try await fixture.inbox(.school(school)).messages.map(\.id)
            let oldest = before[3]
            try await fixture.database.superuser.execute(
                """
                UPDATE notification.message SET created_at = created_at + interval '1 day' \
                WHERE id = \(oldest)::uuid
                """)
            var (ids, cursor): ([String], String) = ([], "")
            repeat {
                let page = try await fixture.inbox(.school(school), size: 1, cursor: cursor)
                ids += page.messages.map(\.id)
                cursor = page.nextCursor
            } while !cursor.isEmpty
            #expect(ids == [oldest] + Array(before.prefix(3)))
        }
    }

    @Test("Reading names the person, and a second reading by another keeps the first receipt")
    func receipts() async throws {
        try await Fixture.with { fixture in
            let school = try await Self.filled(fixture, groups: 2)
            let first = Caller.school(school, subject: "account-1")
            let second = Caller.school(school, subject: "account-2")
            let id = try await fixture.inbox(first).messages[0].id
            let read = try await fixture.read(id, first)
            #expect(read.readBy == "account-1")
            #expect(!read.readAt.isEmpty)
            #expect(try await fixture.read(id, second) == read)
            let after = try await fixture.inbox(second)
            #expect(after.unreadCount == 1)
            #expect(after.messages[0].readBy == "account-1")
            #expect(try await fixture.inbox(second, unreadOnly: true).messages.count == 1)
            #expect(try await Self.number(fixture, "SELECT count(*) FROM bus.outbox") == 1)
            #expect(try await Self.number(fixture, "SELECT count(*) FROM bus.audit") == 1)
            #expect(
                try await Self.number(
                    fixture,
                    "SELECT max(version) FROM notification.message WHERE read_by IS NOT NULL")
                    == 2)
        }
    }

    @Test("The same request again gets the same answer and writes one receipt")
    func repeated() async throws {
        try await Fixture.with { fixture in
            let school = try await Self.filled(fixture, groups: 1)
            let (caller, request) = (Caller.school(school), UUID.version7())
            let id = try await fixture.inbox(caller).messages[0].id
            let answers = [
                try await fixture.read(id, caller, request: request),
                try await fixture.read(id, caller, request: request),
            ]
            #expect(answers[0] == answers[1])
            #expect(try await Self.number(fixture, "SELECT count(*) FROM bus.outbox") == 1)
        }
    }

    @Test("An inbox is its unit's alone: others find neither the list nor the message")
    func others() async throws {
        try await Fixture.with { fixture in
            let school = try await Self.filled(fixture, groups: 1)
            let id = try await fixture.inbox(.school(school)).messages[0].id
            let strangers: [Caller] = [
                .school(UUID()), .district("440105"), .district("440111"), .city,
                .group(UUID()), .school(school, in: "440111"),
            ]
            for stranger in strangers {
                let listed = try await fixture.inbox(stranger).messages.map(\.id)
                #expect(!listed.contains(id))
                let slug = await refusal { _ = try await fixture.read(id, stranger) }
                #expect(slug == "message-unknown")
            }
        }
    }

    @Test("Auditors and services have no inbox")
    func noInbox() async throws {
        try await Fixture.with { fixture in
            let auditor = Caller.at(.auditor, UnitReference(.city, "440100"), in: "440100")
            for caller in [auditor, .service("registry")] {
                await #expect(throws: NotAdmitted.self) { try await fixture.inbox(caller) }
            }
            let nowhere = Caller(subject: "x", role: .city, unit: nil, scope: .all)
            #expect(await refusal { _ = try await fixture.inbox(nowhere) } == "no-inbox")
        }
    }

    @Test("A field that cannot be read is refused by name")
    func badFields() async throws {
        try await Fixture.with { fixture in
            let caller = Caller.district("440105")
            #expect(
                await refusal { _ = try await fixture.inbox(caller, cursor: "x") }
                    == "bad-cursor")
            #expect(
                await refusal { _ = try await fixture.inbox(caller, size: -1) }
                    == "bad-page-size")
            #expect(await refusal { _ = try await fixture.read("", caller) } == "missing-field")
            #expect(
                await refusal { _ = try await fixture.read(UUID().uuidString, caller) }
                    == "message-unknown")
        }
    }

    @Test("A summary that grows after it was read keeps its receipt")
    func grown() async throws {
        try await Fixture.with { fixture in
            let (story, job) = (RegistryStory(), UUID.version7())
            _ = try story.group("一集团", job: job)
            try await fixture.react(story.take())
            let caller = Caller.district("440105")
            let id = try await fixture.inbox(caller).messages[0].id
            let read = try await fixture.read(id, caller)
            _ = try story.group("二集团", job: job)
            let drafts = try await fixture.react(story.take())
            #expect(drafts.map(\.sequence) == [3])
            let grown = try await fixture.inbox(caller).messages[0]
            #expect(grown.readBy == read.readBy && grown.readAt == read.readAt)
            #expect(grown.bodyEnglish.contains("groups founded 2"))
        }
    }

    /// A school that joined so many groups, one message each.
    private static func filled(_ fixture: Fixture, groups: Int) async throws -> UUID {
        let story = RegistryStory()
        let school = try story.school("甲校")
        let site = try story.site("甲校", of: school)
        for number in 0..<groups {
            let group = try story.group("集团\(number)")
            _ = try story.join(group, site: site, of: school, from: "2025-10-01")
        }
        try await fixture.react(story.take())
        return school
    }

    private static func number(_ fixture: Fixture, _ sql: SQL) async throws -> Int {
        try await fixture.database.superuser.query(sql)[0].get(0)
    }
}
