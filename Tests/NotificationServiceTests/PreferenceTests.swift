import Foundation
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import NotificationService

@Suite("How units want to be told, against PostgreSQL and real receivers")
struct PreferenceTests {
    @Test("At night mail waits for the morning; an urgent one and a program do not")
    func quiet() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            try await bench.verified("email", caller)
            try await bench.verified("webhook", caller)
            let night = bench.noon.addingTimeInterval(11 * 3600)
            try await bench.turn(at: night)
            #expect(bench.mail.mails.count == 1 && bench.program.requests.count == 2)
            try await bench.turnOf(school)
            try await bench.turn(at: night)
            #expect(bench.mail.mails.count == 2 && bench.program.requests.count == 3)
            try await bench.turn(at: night.addingTimeInterval(9 * 3600 - 1))
            #expect(bench.mail.mails.count == 2)
            try await bench.turn(at: night.addingTimeInterval(9 * 3600))
            #expect(bench.mail.mails.count == 3)
        }
    }

    @Test("A day's mail comes in one, in the unit's language; the next day's in another")
    func digest() async throws {
        try await DeliveryBench.with { bench in
            let caller = Caller.district("440105")
            try await bench.verified("email", caller)
            try await bench.prefer(caller, digest: "17:00")
            for name in ["甲校", "乙校", "丙校"] {
                _ = try await bench.joining(name)
                try await bench.turn(at: bench.noon)
            }
            #expect(bench.mail.mails.count == 1)
            let open = try await bench.deliveries(caller, state: "created")
            // Three foundings and three joinings.
            #expect(open.count == 1 && open[0].messageIds.count == 6 && open[0].what == "digest")
            let evening = bench.noon.addingTimeInterval(5 * 3600)
            try await bench.turn(at: evening)
            let text = try #require(bench.mail.mails.last)
            let body = try #require(DeliveryBench.body(text.text))
            #expect(bench.mail.mails.count == 2)
            for name in ["甲校", "乙校", "丙校"] { #expect(body.contains("\(name) joins 桃李集团")) }
            #expect(!body.contains("加入"))
            _ = try await bench.joining("丁校")
            try await bench.turn(at: evening.addingTimeInterval(60))
            #expect(bench.mail.mails.count == 2)
            try await bench.turn(at: evening.addingTimeInterval(86_400))
            #expect(bench.mail.mails.count == 3)
            #expect(
                try await bench.number(
                    """
                    SELECT count(*) FROM (SELECT aggregate_id FROM bus.outbox \
                    WHERE aggregate_type = 'delivery' GROUP BY 1 HAVING max(sequence) <> count(*)) x
                    """) == 0)
        }
    }

    @Test("A unit that wants only what is urgent gets only that, and its inbox everything")
    func urgentOnly() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            try await bench.verified("webhook", caller)
            try await bench.prefer(caller, webhook: "urgent")
            try await bench.turn(at: bench.noon)
            #expect(bench.program.requests.count == 1)
            try await bench.turnOf(school)
            try await bench.turn(at: bench.noon)
            #expect(bench.program.requests.count == 2)
            #expect(try await bench.fixture.inbox(caller).messages.count == 2)
        }
    }

    @Test("What cannot be chosen is refused by field; the same choice again changes nothing")
    func fields() async throws {
        try await DeliveryBench.with { bench in
            let caller = Caller.district("440105")
            let slugs = [
                await refusal { try await bench.prefer(caller, email: "some") },
                await refusal { try await bench.prefer(caller, language: "fr") },
                await refusal { try await bench.prefer(caller, digest: "25:00") },
                await refusal { try await bench.prefer(caller, quiet: ("21:00", "")) },
                await refusal { try await bench.prefer(caller, quiet: ("21:00", "21:00")) },
            ]
            #expect(
                slugs == [
                    "unknown-value", "unknown-value", "bad-time", "bad-time", "empty-quiet-hours",
                ])
            try await bench.prefer(caller, quiet: ("22:00", "06:30"))
            try await bench.prefer(caller, quiet: ("22:00", "06:30"))
            #expect(try await bench.number("SELECT count(*) FROM bus.outbox") == 1)
            let stored = try await bench.fixture.calling(
                "taoli.notification.v1.PreferenceService/GetPreferences", as: caller
            ) { server in
                try await PreferenceCalls(service: bench.fixture.context).getPreferences(
                    request: Taoli_Notification_V1_GetPreferencesRequest(), context: server
                ).preferences
            }
            #expect(stored.quietFrom == "22:00" && stored.quietUntil == "06:30")
            #expect(stored.setBy == "official")
        }
    }

    @Test(
        "An urgent message that nobody reads is told to the bureau once; one that was read is not")
    func escalation() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            try await bench.turnOf(school)
            try await bench.turnOf(school)
            try await bench.turn(at: bench.noon)
            let messages = try await bench.fixture.inbox(caller).messages
            let urgent = messages.filter { $0.template == "case-turn@2" }
            #expect(urgent.count == 2)
            _ = try await bench.fixture.read(urgent[0].id, caller)
            let watch = UnreadWatch(context: bench.fixture.context, notices: bench.notices)
            // The messages' own time is the events': long ago, so their hours are over.
            #expect(try await watch.round(at: bench.noon) == 1)
            #expect(try await watch.round(at: bench.noon) == 0)
            let told = try await bench.fixture.inbox(.district("440105")).messages
                .filter { $0.template == "unread-escalated@1" }
            #expect(told.count == 1)
            #expect(told[0].subjectChinese == "尚未阅读：甲校——请办理：校务会（退出，一个集团（名称尚未收到））")
            let written = try await bench.number(
                """
                SELECT count(*) FROM bus.outbox \
                WHERE type = 'taoli.notification.events.v1.MessageEscalated'
                """)
            #expect(written == 1)
        }
    }

    @Test("A pack that a district binds decides who is told, and only there")
    func bound() async throws {
        try await DeliveryBench.with { bench in
            let file = try #require(PolicyPacks.files.first { $0.name == "JD.yaml" })
            let text = String(decoding: file.bytes, as: UTF8.self).replacing(
                "id: school_joined, tell: [school, leads, bureau]",
                with: "id: school_joined, tell: [school]")
            try await bench.bind(Data(text.utf8))
            let school = try await bench.joining()
            #expect(try await bench.fixture.subjects(.school(school)) == ["甲校 joins 桃李集团"])
            #expect(
                try await bench.fixture.subjects(.district("440105")) == ["Group founded: 桃李集团"])
            let rules = try await bench.rules("440105", as: .district("440105"))
            #expect(rules.binding.pack == "JD" && rules.binding.boundBy == "official")
            #expect(rules.notices.first { $0.event == "school_joined" }?.tell == ["school"])
            #expect(try await !bench.rules("440111", as: .district("440111")).hasBinding)
            let elsewhere = await refusal {
                _ = try await bench.rules("440111", as: .district("440105"))
            }
            #expect(elsewhere == "other-district")
        }
    }

    @Test("A pack bound for messages goes before that of the cases, also when it is older")
    func function() async throws {
        try await DeliveryBench.with { bench in
            let file = { (id: String) in
                try #require(PolicyPacks.files.first { $0.name == "\(id).yaml" }).bytes
            }
            try await bench.bind(try file("GT"), function: "notification", from: "2019-2020")
            try await bench.bind(try file("JD"))
            #expect(try await bench.rules("440105", as: .city).binding.pack == "GT")
            try await bench.bind(try file("TC"), function: "notification", from: "2019-2020")
            #expect(try await bench.rules("440105", as: .city).binding.pack == "TC")
            try await bench.bind(try file("SH"), function: "rotation")
            #expect(try await bench.rules("440105", as: .city).binding.pack == "TC")
        }
    }

    @Test("Notification binds nothing itself: a district's pack is bound in registry")
    func elsewhereBound() async throws {
        try await DeliveryBench.with { bench in
            let slug = await refusal {
                _ = try await bench.fixture.calling(
                    "taoli.notification.v1.NoticeService/BindNotices", as: .district("440105")
                ) { server in
                    try await NoticeCalls(service: bench.fixture.context, notices: bench.notices)
                        .bindNotices(
                            request: .with {
                                $0.district = "440105"
                                $0.pack = "JD"
                            }, context: server)
                }
            }
            #expect(slug == "bound-in-registry")
        }
    }

    @Test("GT-9: a bureau that follows a pack is told once what is due this month, the others not")
    func calendar() async throws {
        try await DeliveryBench.with { bench in
            let file = try #require(PolicyPacks.files.first { $0.name == "GT.yaml" })
            try await bench.bind(file.bytes)
            let watch = CalendarWatch(context: bench.fixture.context, notices: bench.notices)
            let december = try #require(
                ISO8601DateFormatter().date(from: "2026-12-03T09:00:00+08:00"))
            #expect(try await watch.round(at: december) == 1)
            #expect(try await watch.round(at: december.addingTimeInterval(86_400)) == 0)
            let message = try #require(
                try await bench.fixture.inbox(.district("440105")).messages.first)
            #expect(message.subjectChinese == "本月事项：组建")
            #expect(message.bodyEnglish.contains("2026-12-31"))
            #expect(try await bench.fixture.inbox(.district("440111")).messages.isEmpty)
            #expect(try await watch.round(at: december.addingTimeInterval(40 * 86_400)) == 0)
        }
    }
}

extension DeliveryBench {
    /// District 440105 bound a pack in registry.
    func bind(
        _ file: Data, function: String = "cases", from year: String = "2020-2021"
    ) async throws {
        let pack = try PolicyPack.load(file, file: "file")
        let story = RegistryStory()
        try story.bind(
            file, pack: pack.id, version: pack.version, function: function, from: year)
        try await fixture.follow(story.take())
    }

    /// What the pack of a district says of messages.
    func rules(_ district: String, as caller: Caller) async throws
        -> Taoli_Notification_V1_ListNoticesResponse
    {
        try await fixture.calling(
            "taoli.notification.v1.NoticeService/ListNotices", as: caller
        ) { server in
            try await NoticeCalls(service: fixture.context, notices: notices).listNotices(
                request: .with { $0.district = district }, context: server)
        }
    }
}
