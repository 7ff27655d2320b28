import Foundation
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliDelivery
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import NotificationService

@Suite("Deliveries, against PostgreSQL and real receivers")
struct DeliveryTests {
    @Test("A message reaches mailbox and program once, in words and signed, and its state says so")
    func delivered() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            try await bench.verified("email", caller)
            try await bench.verified("webhook", caller)
            try await bench.turn(at: bench.noon)
            try await bench.turn(at: bench.noon)
            #expect(bench.mail.mails.count == 2 && bench.program.requests.count == 2)
            let body = try #require(bench.mail.mails.last.flatMap { DeliveryBench.body($0.text) })
            #expect(body.contains("甲校自 2025-10-01 起加入桃李集团，为成员校。"))
            #expect(body.contains("belongs to 桃李集团 from 2025-10-01"))
            let request = try #require(bench.program.requests.last)
            let json = try #require(DeliveryBench.object(request.body))
            #expect(json["type"] as? String == "taoli.messages")
            let data = try #require(json["data"] as? [String: Any])
            #expect(data["unit"] as? String == "school/\(school.text)")
            let messages = try #require(data["messages"] as? [[String: Any]])
            #expect(messages.count == 1 && messages[0]["template"] as? String == "school-joined@2")
            let settled = try await bench.deliveries(caller, state: "delivered")
            #expect(settled.count == 4)
            let news = settled.filter { $0.what == "message" }
            #expect(Set(news.map(\.channel)) == ["email", "webhook"])
            #expect(news.allSatisfy { $0.attempts == 1 && !$0.settledAt.isEmpty })
            #expect(request.headers["webhook-id"] == news.first { $0.channel == "webhook" }?.id)
            #expect(
                DeliveryBench.header("Message-ID", bench.mail.mails.last?.text ?? "")
                    == news.first { $0.channel == "email" }.map {
                        "Message-ID: <\($0.id)@city.example.cn>"
                    })
        }
    }

    @Test("A try that nobody lived to note is made again under the same id, and noted once")
    func killed() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            try await bench.verified("webhook", caller)
            try await bench.verified("email", caller)
            while try await bench.planner.round(at: bench.noon) > 0 {}
            let begun = try await bench.desk.claim(8, at: bench.noon)
            #expect(begun.count == 2)
            var results: [SendResult] = []
            for one in begun { results.append(await bench.desk.send(one, at: bench.noon)) }
            // Here the process ends: both arrived, nobody knows.
            try await bench.turn(at: bench.noon.addingTimeInterval(30))
            #expect(bench.program.requests.count == 2 && bench.mail.mails.count == 2)
            let later = bench.noon.addingTimeInterval(300)
            try await bench.desk.sweep(at: later)
            #expect(try await bench.deliveries(caller, state: "temporary_failure").count == 2)
            // Whoever made the tries was only slow, and wakes up: too late, it changes nothing.
            for (one, result) in zip(begun, results) {
                try await bench.desk.record(one, result, at: later)
            }
            #expect(try await bench.deliveries(caller, state: "temporary_failure").count == 2)
            try await bench.turn(at: later.addingTimeInterval(60))
            let ids = bench.program.requests.suffix(2).map { $0.headers["webhook-id"] ?? "" }
            #expect(ids[0] == ids[1] && !ids[0].isEmpty)
            let mails = bench.mail.mails.suffix(2).map {
                DeliveryBench.header("Message-ID", $0.text) ?? ""
            }
            #expect(mails[0] == mails[1] && !mails[0].isEmpty)
            let done = try await bench.deliveries(caller, state: "delivered")
            #expect(done.filter { $0.what == "message" }.map(\.attempts) == [2, 2])
            #expect(
                try await bench.number(
                    """
                    SELECT count(*) FROM notification.delivery_attempt a \
                    JOIN notification.delivery d ON d.id = a.delivery_id WHERE d.what = 'message'
                    """) == 4)
        }
    }

    @Test("Two instances that claim at once never take the same")
    func claims() async throws {
        try await DeliveryBench.with { bench in
            let callers = (0..<4).map { _ in Caller.school(UUID.version7()) }
            for caller in callers { _ = try await bench.add("webhook", caller) }
            let (desk, now) = (bench.desk, Date())
            let claimed = try await withThrowingTaskGroup(of: [UUID].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await desk.claim(3, at: now).map(\.content.delivery.id)
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == Set(claimed).count)
            let rest = try await desk.claim(8, at: now).count
            #expect(claimed.count + rest == 4)
        }
    }

    @Test("A slow program holds up nobody else, and gets one request at a time")
    func slow() async throws {
        try await DeliveryBench.with(timeout: "0.4") { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            try await bench.verified("webhook", caller)
            try await bench.verified("email", caller)
            bench.program.behave(.silent)
            try await bench.turnOf(school)
            while try await bench.planner.round(at: bench.noon) > 0 {}
            let begun = try await bench.desk.claim(8, at: bench.noon)
            #expect(begun.count == 2)
            #expect(Set(begun.map(\.content.delivery.channel)) == [.email, .webhook])
            // The urgent one goes first.
            let urgent = begun.filter { $0.content.delivery.isUrgent }
            #expect(urgent.count == 2)
            for one in begun {
                try await bench.desk.record(
                    one, await bench.desk.send(one, at: bench.noon), at: bench.noon)
            }
            try await bench.turn(at: bench.noon)
            #expect(
                try await bench.deliveries(caller, state: "delivered").count {
                    $0.channel == "email"
                }
                    == 3)
            let late = try await bench.deliveries(caller, state: "temporary_failure")
            #expect(late.count == 2 && late.allSatisfy { $0.channel == "webhook" })
        }
    }

    @Test("Tries go on with growing pauses until they are given up; by hand it is sent again")
    func givenUp() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            try await bench.verified("webhook", caller)
            bench.program.behave(.answers(503))
            var (now, pauses): (Date, [Double]) = (bench.noon, [])
            for _ in 0..<20 {
                try await bench.turn(at: now)
                guard
                    let due = try await bench.deliveries(caller, state: "temporary_failure").first
                else { break }
                let next = try #require(ISO8601DateFormatter().date(from: due.dueAt))
                pauses.append(next.timeIntervalSince(now))
                now = next.addingTimeInterval(1)
            }
            #expect(pauses.count == 9 && pauses == pauses.sorted())
            let dead = try #require(
                try await bench.deliveries(caller, state: "technical_failure").first)
            #expect(dead.attempts == 10 && dead.outcome.hasPrefix("503"))
            bench.program.behave(.answers(200))
            let opened = try await bench.retry(dead.id, .city)
            #expect(opened.state == "created")
            try await bench.turn(at: Date())
            let done = try #require(
                try await bench.deliveries(caller, state: "delivered").first { $0.id == dead.id })
            #expect(done.attempts == 11)
            #expect(
                Set(bench.program.requests.dropFirst().map { $0.headers["webhook-id"] }).count == 1)
        }
    }

    @Test("An address that bounced is marked, what waits for it ends, and a new code revives it")
    func bounced() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            let endpoint = try await bench.verified("email", caller)
            bench.mail.behave(.refusesRecipient("550 5.1.1 no such user"))
            try await bench.turnOf(school)
            try await bench.turn(at: bench.noon)
            try await bench.desk.sweep(at: bench.noon)
            let marked = try #require(try await bench.list(caller).first)
            #expect(marked.state == "failed" && marked.reason == "bounced")
            let refused = try await bench.deliveries(caller, state: "permanent_failure")
            #expect(refused.count == 1 && refused[0].outcome == "550 5.1.1 no such user")
            #expect(try await bench.deliveries(caller, state: "cancelled").count == 1)
            let dead = await refusal { _ = try await bench.retry(refused[0].id, caller) }
            #expect(dead == "endpoint-not-verified")
            bench.mail.behave(.accepts)
            try await bench.fixture.database.superuser.execute(
                "UPDATE notification.endpoint SET code = NULL, code_until = NULL")
            _ = try await bench.sendCode(endpoint.id, caller)
            try await bench.send(at: Date())
            let code = try #require(bench.mailedCode)
            #expect(try await bench.verify(endpoint.id, code, caller).state == "verified")
            #expect(try await bench.retry(refused[0].id, caller).state == "created")
        }
    }

    @Test("A program that says 410 is told no more")
    func gone() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            try await bench.verified("webhook", caller)
            bench.program.behave(.answers(410))
            try await bench.turn(at: bench.noon)
            #expect(try await bench.list(caller).first?.reason == "gone")
            #expect(try await bench.deliveries(caller, state: "permanent_failure").count == 1)
        }
    }

    @Test("What is ended or under way is not cancelled; what waits is, and stays so")
    func cancelled() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            try await bench.verified("webhook", caller)
            while try await bench.planner.round(at: bench.noon) > 0 {}
            let waiting = try #require(try await bench.deliveries(caller, state: "created").first)
            #expect(try await bench.cancel(waiting.id, caller).state == "cancelled")
            try await bench.turn(at: bench.noon)
            #expect(bench.program.requests.count == 1)
            let again = await refusal { _ = try await bench.cancel(waiting.id, caller) }
            #expect(again == "delivery-settled")
            _ = try await bench.retry(waiting.id, caller)
            _ = try await bench.desk.claim(1, at: Date().addingTimeInterval(5))
            let underWay = await refusal { _ = try await bench.cancel(waiting.id, caller) }
            #expect(underWay == "being-sent")
            let early = await refusal { _ = try await bench.retry(waiting.id, caller) }
            #expect(early == "delivery-under-way")
        }
    }

    @Test("A school sees its own deliveries, the bureau its district's, the city and auditors all")
    func sight() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            try await bench.verified("webhook", caller)
            try await bench.turn(at: bench.noon)
            let own = try await bench.deliveries(caller)
            #expect(own.count == 2)
            for viewer in [Caller.district("440105"), .city] {
                #expect(try await bench.deliveries(viewer).map(\.id) == own.map(\.id))
            }
            let auditor = Caller.at(.auditor, UnitReference(.city, "440100"), in: "440105")
            #expect(try await bench.deliveries(auditor).count == 2)
            for stranger in [Caller.school(UUID()), .district("440111"), .group(UUID())] {
                #expect(try await bench.deliveries(stranger).isEmpty)
                let slug = await refusal { _ = try await bench.retry(own[0].id, stranger) }
                #expect(slug == "delivery-unknown")
            }
        }
    }

    @Test("Events of addresses and deliveries are numbered 1, 2, 3 and end at the row's version")
    func sequences() async throws {
        try await DeliveryBench.with { bench in
            let school = try await bench.joining()
            let caller = Caller.school(school)
            let endpoint = try await bench.verified("webhook", caller)
            try await bench.turn(at: bench.noon)
            let sent = try #require(
                try await bench.deliveries(caller).first { $0.what == "message" })
            _ = try await bench.retry(sent.id, caller)
            try await bench.turn(at: bench.noon)
            _ = try await bench.remove(endpoint.id, caller)
            let broken = try await bench.number(
                """
                SELECT count(*) FROM (SELECT aggregate_id, count(*) AS n, min(sequence) AS low, \
                max(sequence) AS high FROM bus.outbox WHERE aggregate_type IN ('endpoint', 'delivery') \
                GROUP BY 1) AS o LEFT JOIN (SELECT id, version FROM notification.endpoint \
                UNION ALL SELECT id, version FROM notification.delivery) AS v ON v.id = o.aggregate_id \
                WHERE o.low <> 1 OR o.high <> o.n OR v.version IS DISTINCT FROM o.high
                """)
            #expect(broken == 0)
            #expect(
                try await bench.number(
                    "SELECT max(version)::int FROM notification.delivery WHERE what = 'message'")
                    == 4)
        }
    }
}
