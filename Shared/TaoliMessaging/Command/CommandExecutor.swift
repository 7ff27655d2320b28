package import Foundation
import Logging
package import SwiftProtobuf
import TaoliModels
package import TaoliPostgres

/// Runs commands, each in one transaction that also remembers the request, appends the events and
/// writes the audit row. Source: messaging.md, Command.
package struct CommandExecutor: Sendable {
    /// How long a request waits for the same request that is still running.
    static let lockTimeout = "2s"
    /// Attempts after a commit whose outcome is unknown; each finds the answer if it did commit.
    static let unknownOutcomeAttemptsMax = 3

    private let pool: PostgresPool
    private let scope: DatabaseScope
    private let wake: @Sendable () -> Void
    private let now: @Sendable () -> Date

    /// - Parameters:
    ///   - wake: called after a commit with events; the relay polls besides.
    ///   - now: the shell's clock, handed to every decision.
    package init(
        pool: PostgresPool, scope: DatabaseScope, wake: @escaping @Sendable () -> Void,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.pool = pool
        self.scope = scope
        self.wake = wake
        self.now = now
        Failpoint.prepare()
    }

    /// Runs a command once per request id.
    ///
    /// - Parameters:
    ///   - load: statements sent together with the look for an earlier answer, typically
    ///     `SELECT … FOR UPDATE` of the aggregates in the service's fixed lock order.
    ///   - decide: gets their results. It may query more but must not write: what it returns is
    ///     written in one round trip with the events, the audit row, the answer and the COMMIT.
    /// - Returns: the answer, or the stored one when this request was answered before.
    /// - Throws: `Refusal` (stored and given again, but not a transient one; `request-id-reused` when
    ///   the same id came with another body) or `PostgresError`; nothing is stored for the latter.
    package func run<Response: SwiftProtobuf.Message & Sendable>(
        _ request: CommandRequest, load: [SQL] = [],
        decide:
            @escaping @Sendable (PostgresTransaction, [PostgresResult], Date) async throws ->
            CommandOutcome<Response>
    ) async throws -> Response {
        do {
            return try await surviving(unknownOutcomes: request) { tx in
                let results = try await tx.pipeline([CommandLog.claim(request)] + load)
                if results[0].rows.isEmpty {
                    guard let answer: Response = try await stored(request, in: tx) else {
                        throw CommandRefusals.requestIDReused
                    }
                    return (answer, false)
                }
                let outcome = try await decide(tx, Array(results.dropFirst()), now())
                let answer: Data = try outcome.response.serializedBytes()
                var writes = outcome.writes
                if let insert = OutboxInsert.statement(
                    outcome.events, actor: request.caller.subject, traceparent: request.traceparent)
                {
                    writes.append(insert)
                }
                if !outcome.subjects.isEmpty {
                    writes.append(CommandLog.audit(request, outcome.subjects, outcome.districts))
                }
                writes.append(CommandLog.answer(request, answer))
                Failpoint.hit(.commandBeforeCommit)
                _ = try await tx.pipeline(writes, committing: true)
                return (outcome.response, !outcome.events.isEmpty)
            }
        } catch let refusal as Refusal {
            try await remember(refusal, for: request)
            throw refusal
        }
    }

    /// What this request was answered before; `nil` when it was not. Asked before work that takes
    /// too long for the command's transaction, so that it is not done for a repeated request.
    ///
    /// - Throws: the `Refusal` that was stored, `request-id-reused`, or `PostgresError`.
    package func earlier<Response: SwiftProtobuf.Message & Sendable>(
        _ request: CommandRequest
    ) async throws -> Response? {
        try await pool.transaction(
            TransactionOptions(readOnly: true, preamble: scope.preamble(request.caller.scope))
        ) { try await stored(request, in: $0) }
    }

    /// Runs a batch of imported or scheduled work once per derived id, under the `_all` role.
    ///
    /// - Parameter body: writes the state itself and returns what happened.
    /// - Returns: false when the id was done before; the body was not run then.
    package func runBatch(
        _ request: CommandRequest,
        body: @escaping @Sendable (PostgresTransaction, Date) async throws -> BatchOutcome
    ) async throws -> Bool {
        try await surviving(unknownOutcomes: request) { tx in
            let claimed = try await tx.query(CommandLog.claim(request))
            if claimed.isEmpty { return (false, false) }
            let outcome = try await body(tx, now())
            var writes: [SQL] = []
            if let insert = OutboxInsert.statement(
                outcome.events, actor: request.caller.subject, traceparent: request.traceparent)
            {
                writes.append(insert)
            }
            if !outcome.subjects.isEmpty {
                writes.append(CommandLog.audit(request, outcome.subjects, outcome.districts))
            }
            writes.append(CommandLog.answer(request, Data()))
            Failpoint.hit(.commandBeforeCommit)
            _ = try await tx.pipeline(writes, committing: true)
            return (true, !outcome.events.isEmpty)
        }
    }

    /// One transaction in the caller's scope, begun again when its commit got no answer: the
    /// command log tells whether it happened.
    private func surviving<Value: Sendable>(
        unknownOutcomes request: CommandRequest,
        _ body: @escaping @Sendable (PostgresTransaction) async throws -> (Value, Bool)
    ) async throws -> Value {
        let options = TransactionOptions(
            preamble: scope.preamble(request.caller.scope) + [
                "SELECT set_config('lock_timeout', \(CommandExecutor.lockTimeout), true)"
            ])
        var attempt = 1
        while true {
            do {
                let (value, published) = try await pool.transaction(options, body)
                Failpoint.hit(.commandAfterCommit)
                if published { wake() }
                return value
            } catch let error as PostgresError
                where error.kind == .commitOutcomeUnknown
                && attempt < CommandExecutor.unknownOutcomeAttemptsMax
            {
                attempt += 1
            }
        }
    }

    private func stored<Response: SwiftProtobuf.Message>(
        _ request: CommandRequest, in tx: PostgresTransaction
    ) async throws -> Response? {
        guard let row = try await tx.query(CommandLog.find(request)).first else { return nil }
        guard request.matches(try row.get("fingerprint")) else {
            throw CommandRefusals.requestIDReused
        }
        let response = try row.get("response", as: Data?.self) ?? Data()
        if try row.get("outcome", as: String.self) == "refused" {
            throw try JSONDecoder().decode(RefusalRecord.self, from: response).refusal
        }
        return try Response(serializedBytes: response)
    }

    /// A refusal is an answer: stored after the transaction that led to it was rolled back. One that
    /// passes by itself is none.
    private func remember(_ refusal: Refusal, for request: CommandRequest) async throws {
        guard refusal != CommandRefusals.requestIDReused, !refusal.isTransient else { return }
        let record = try JSONEncoder().encode(RefusalRecord(refusal))
        _ = try await pool.transaction(
            TransactionOptions(preamble: scope.preamble(request.caller.scope))
        ) { tx in
            try await tx.execute(CommandLog.refusal(request, record))
        }
    }
}
