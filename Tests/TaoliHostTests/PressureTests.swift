import Foundation
import GRPCCore
import Synchronization
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime
import TaoliServiceKit
import TaoliTestKit
import Testing

@Suite("Back-pressure")
struct PressureTests {
    /// A clock that a test moves.
    private final class Clock: Sendable {
        private let time = Mutex(ContinuousClock.now)
        var now: ContinuousClock.Instant { time.withLock { $0 } }
        func advance(_ by: Duration) { time.withLock { $0 += by } }
    }

    @Test("Rows above the bound make it high, exactly; numbers left out do not count")
    func rows() async throws {
        try await HostFixture.with { fixture in
            let pool = fixture.database.pool
            let bounds = PressureBounds(rowsMax: 5, ageMax: .seconds(3600))
            try await fixture.fillOutbox(rows: 5, secondsAgo: 0)
            #expect(try await !OutboxPressure(pool: pool, bounds: bounds).isHigh())
            try await fixture.plant(
                "SELECT nextval(pg_get_serial_sequence('bus.outbox', 'id')) FROM generate_series(1, 100)"
            )
            try await fixture.plant("DELETE FROM bus.outbox WHERE id = 3")
            try await fixture.fillOutbox(rows: 1, secondsAgo: 0)
            #expect(try await !OutboxPressure(pool: pool, bounds: bounds).isHigh())
            try await fixture.fillOutbox(rows: 1, secondsAgo: 0)
            #expect(try await OutboxPressure(pool: pool, bounds: bounds).isHigh())
        }
    }

    @Test("The oldest row's age makes it high, and an empty outbox never is")
    func age() async throws {
        try await HostFixture.with { fixture in
            let pool = fixture.database.pool
            #expect(try await OutboxPressure(pool: pool).reading().rows == 0)
            try await fixture.fillOutbox(rows: 1, secondsAgo: 50)
            #expect(try await !OutboxPressure(pool: pool).isHigh())
            try await fixture.fillOutbox(rows: 1, secondsAgo: 70)
            #expect(try await !OutboxPressure(pool: pool).isHigh(), "the oldest is the lowest id")
            try await fixture.plant(
                "UPDATE bus.outbox SET created_at = created_at - interval '20 s'")
            #expect(try await OutboxPressure(pool: pool).isHigh())
        }
    }

    @Test("A reading is believed for a second, then looked up again")
    func cached() async throws {
        try await HostFixture.with { fixture in
            let clock = Clock()
            let pressure = OutboxPressure(pool: fixture.database.pool, now: { clock.now })
            #expect(try await pressure.reading().rows == 0)
            try await fixture.fillOutbox(rows: 2, secondsAgo: 0)
            clock.advance(.milliseconds(999))
            #expect(try await pressure.reading().rows == 0)
            clock.advance(.milliseconds(1))
            #expect(try await pressure.reading().rows == 2)
        }
    }

    @Test(
        "Above the bound bulk calls get resource-exhausted with a hint, others pass; below, all pass"
    )
    func calls() async throws {
        try await HostFixture.with { fixture in
            let clock = Clock()
            let gate = PressureInterceptor(
                bulkMethods: ["taoli.test.v1.S/Bulk"],
                pressure: OutboxPressure(
                    pool: fixture.database.pool, bounds: PressureBounds(rowsMax: 1),
                    now: { clock.now }))
            #expect(try await answered(gate, "Bulk"))
            try await fixture.fillOutbox(rows: 2, secondsAgo: 0)
            clock.advance(.seconds(1))
            #expect(try await answered(gate, "Interactive"))
            do {
                _ = try await answered(gate, "Bulk")
                Issue.record("a bulk call passed")
            } catch CallFailure.overloaded(let text, let retryAfter) {
                #expect(retryAfter == OutboxPressure.retryAfter)
                #expect(text.english.contains("5 s") && text.chinese.contains("5 秒"))
            }
            try await fixture.plant("DELETE FROM bus.outbox")
            clock.advance(.seconds(1))
            #expect(try await answered(gate, "Bulk"))
        }
    }

    /// Sends a call through the gate; true when the method behind it was reached.
    private func answered(_ gate: PressureInterceptor, _ method: String) async throws -> Bool {
        let server = ServerContext(
            descriptor: MethodDescriptor(
                fullyQualifiedService: "taoli.test.v1.S", method: method),
            remotePeer: "test", localPeer: "test", cancellation: .init())
        let request = StreamingServerRequest<String>(
            metadata: [:], messages: RPCAsyncSequence(wrapping: AsyncThrowingStream { $0.finish() })
        )
        let reached = Mutex(false)
        _ = try await gate.intercept(request: request, context: server) { _, _ in
            reached.withLock { $0 = true }
            return StreamingServerResponse<String> { _ in [:] }
        }
        return reached.withLock { $0 }
    }
}
