import Foundation
import Synchronization
import TaoliContracts
import TaoliModels
import TaoliPostgres
import TaoliTestKit
import Testing

@testable import TaoliMessaging

@Suite("Commands, against PostgreSQL")
struct CommandTests {
    @Test("A command writes state, event, audit row and answer in one transaction")
    func writesAll() async throws {
        try await Probe.with { probe in
            let school = UUID()
            #expect(try await probe.rename(school, to: "桃李小学") == "桃李小学")
            #expect(try await probe.number("SELECT version FROM public.probe") == 1)
            #expect(try await probe.number("SELECT count(*) FROM bus.outbox") == 1)
            #expect(
                try await probe.number(
                    "SELECT count(*) FROM bus.audit WHERE actor = 'tester' AND reason = 'test'")
                    == 1)
            try await probe.rename(school, to: "桃李中学")
            let rows = try await probe.database.superuser.query(
                "SELECT sequence, districts FROM bus.outbox ORDER BY id")
            #expect(try rows.map { try $0.get("sequence", as: Int64.self) } == [1, 2])
            #expect(try rows[0].get("districts", as: [String].self) == ["440105"])
        }
    }

    @Test("The same request again changes nothing and gets the same answer (I6)")
    func repeated() async throws {
        try await Probe.with { probe in
            let (school, request) = (UUID(), try probe.request("same"))
            let first = try await probe.rename(school, to: "甲", request)
            let second = try await probe.rename(school, to: "乙", request)
            #expect(first == "甲")
            #expect(second == "甲")
            #expect(try await probe.number("SELECT count(*) FROM bus.outbox") == 1)
            #expect(try await probe.number("SELECT count(*) FROM bus.audit") == 1)
        }
    }

    @Test("Eight simultaneous tries of one request make one change")
    func simultaneous() async throws {
        try await Probe.with { probe in
            let (school, request) = (UUID(), try probe.request("once"))
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<8 {
                    group.addTask { try await probe.rename(school, to: "第\(number)", request) }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(answers.count == 1)
            #expect(try await probe.number("SELECT count(*) FROM bus.outbox") == 1)
        }
    }

    @Test("A request id used for another body is refused and the first answer stands")
    func reused() async throws {
        try await Probe.with { probe in
            let (school, id) = (UUID(), UUID.version7())
            try await probe.rename(school, to: "甲", try probe.request("甲", id: id))
            await #expect(throws: CommandRefusals.requestIDReused) {
                try await probe.rename(school, to: "乙", try probe.request("乙", id: id))
            }
            #expect(try await probe.number("SELECT count(*) FROM bus.outbox") == 1)
        }
    }

    @Test("Two callers may use the same request id")
    func perCaller() async throws {
        try await Probe.with { probe in
            let (school, id) = (UUID(), UUID.version7())
            try await probe.rename(school, to: "甲", try probe.request("甲", id: id))
            try await probe.rename(
                school, to: "乙", try probe.request("乙", id: id, subject: "other"))
            #expect(try await probe.number("SELECT version FROM public.probe") == 2)
        }
    }

    @Test("A refusal is stored like an answer and nothing else is written")
    func refused() async throws {
        try await Probe.with { probe in
            let request = try probe.request("empty")
            for name in ["", "now it would work"] {
                await #expect(throws: Probe.refusal) {
                    try await probe.rename(UUID(), to: name, request)
                }
            }
            #expect(try await probe.number("SELECT count(*) FROM public.probe") == 0)
            #expect(try await probe.number("SELECT count(*) FROM bus.outbox") == 0)
            #expect(
                try await probe.number(
                    "SELECT count(*) FROM bus.command_log WHERE outcome = 'refused'") == 1)
        }
    }

    @Test("A refusal that passes by itself is no answer: the same request may go through later")
    func transient() async throws {
        try await Probe.with { probe in
            let request = try probe.request("busy")
            let tries = Mutex(0)
            let busy = Refusal(
                .precondition, "busy", what: Wording("忙", "Busy."),
                next: Wording("再试", "Try again."), isTransient: true)
            func ask() async throws -> String {
                try await probe.executor.run(request) { _, _, _ in
                    let count = tries.withLock { tries -> Int in
                        tries += 1
                        return tries
                    }
                    if count == 1 { throw busy }
                    return CommandOutcome(
                        Probe.event(UUID(), "done"), writes: [], events: [], subjects: [],
                        districts: [])
                }.name
            }
            await #expect(throws: busy) { try await ask() }
            #expect(try await ask() == "done")
            #expect(try await ask() == "done")
            #expect(tries.withLock { $0 } == 2)
        }
    }

    @Test("An earlier answer is found before the work for it is done again")
    func earlier() async throws {
        try await Probe.with { probe in
            typealias Answer = Taoli_Registry_Events_V1_SchoolRenamed
            let (request, empty) = (try probe.request("甲"), try probe.request("empty"))
            let before: Answer? = try await probe.executor.earlier(request)
            #expect(before == nil)
            try await probe.rename(UUID(), to: "甲", request)
            let after: Answer? = try await probe.executor.earlier(request)
            #expect(after?.name == "甲")
            await #expect(throws: Probe.refusal) {
                try await probe.rename(UUID(), to: "", empty)
            }
            await #expect(throws: Probe.refusal) {
                let _: Answer? = try await probe.executor.earlier(empty)
            }
            await #expect(throws: CommandRefusals.requestIDReused) {
                let other = try probe.request("乙", id: request.requestID)
                let _: Answer? = try await probe.executor.earlier(other)
            }
        }
    }

    @Test("Commands on one aggregate run one after the other and number their events without gaps")
    func contended() async throws {
        try await Probe.with { probe in
            let school = UUID()
            try await probe.rename(school, to: "先")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<10 {
                    group.addTask { try await probe.rename(school, to: "第\(number)次") }
                }
                try await group.waitForAll()
            }
            let rows = try await probe.database.superuser.query(
                "SELECT sequence FROM bus.outbox ORDER BY id")
            #expect(try rows.map { try $0.get(0, as: Int64.self) } == (1...11).map(Int64.init))
        }
    }

    @Test(
        "A request id that is missing or no UUIDv7 is refused as that",
        arguments: [("", "missing"), ("x", "invalid"), (UUID().uuidString, "invalid")])
    func badIDs(id: String, problem: String) {
        let refusal = #expect(throws: Refusal.self) { try Self.request(id) }
        #expect(refusal?.slug == "request-id-\(problem)")
        #expect(refusal?.field == "request_id")
    }

    @Test(
        "A request id not of the last 30 days is refused as that",
        arguments: [-31 * 86_400, 400, -20_000 * 86_400])
    func strangeTimes(secondsFromNow: Double) {
        let refusal = #expect(throws: Refusal.self) {
            try Self.request(Self.at(secondsFromNow: secondsFromNow))
        }
        #expect(refusal?.slug == "request-id-time")
        #expect(refusal?.field == "request_id")
    }

    @Test(
        "A request id of the last 30 days is taken, also from a clock that is 4 minutes ahead",
        arguments: [0, 240, -29 * 86_400])
    func goodIDs(secondsFromNow: Double) throws {
        let id = Self.at(secondsFromNow: secondsFromNow)
        #expect(try Self.request(id).requestID.uuidString == id)
    }

    private static func request(_ id: String) throws -> CommandRequest {
        try CommandRequest(
            caller: .service("x"), method: "m", requestID: id, fingerprint: Data(),
            matches: { _ in true }, reason: "", traceparent: nil, now: Date())
    }

    private static func at(secondsFromNow: Double) -> String {
        let milliseconds = UInt64((Date().timeIntervalSince1970 + secondsFromNow) * 1000)
        return UUID(version7: milliseconds, random: (1, 1)).uuidString
    }

    @Test("A batch under a derived id runs once")
    func batches() async throws {
        try await Probe.with { probe in
            let request = CommandRequest(
                service: .service("registry"), method: "import", derivedID: .version7(), reason: "")
            for expected in [true, false] {
                let ran = try await probe.executor.runBatch(request) { tx, _ in
                    try await tx.execute(
                        "INSERT INTO public.probe VALUES (gen_random_uuid(), 1, 'batch')")
                    return BatchOutcome(events: [], subjects: [], districts: [])
                }
                #expect(ran == expected)
            }
            #expect(try await probe.number("SELECT count(*) FROM public.probe") == 1)
        }
    }

    @Test("A service role cannot change or delete an audit row or an archived event (I10)")
    func appendOnly() async throws {
        try await Probe.with { probe in
            try await probe.rename(UUID(), to: "甲")
            for sql in [
                "UPDATE bus.audit SET reason = 'x'", "DELETE FROM bus.audit",
                "DELETE FROM bus.event_archive", "UPDATE bus.applied SET sequence = 1",
            ] {
                await #expect(throws: (any Error).self) {
                    try await probe.database.pool.execute(.init(raw: sql))
                }
            }
        }
    }

    @Test("Without a scope a row policy's question is an error, not an empty answer")
    func scopeUnset() async throws {
        try await Probe.with { probe in
            await #expect(throws: (any Error).self) {
                try await probe.database.pool.query("SELECT taoli.scope()")
            }
        }
    }
}
