package import Foundation
package import Logging
package import SwiftProtobuf
package import TaoliMessaging
import TaoliModels
package import TaoliPostgres
package import TaoliRuntime

/// What a service builds its parts from.
package struct ServiceContext: Sendable {
    /// The service's name, e.g. `registry`; also its database schema's.
    package let name: String
    package let settings: Settings
    package let pool: PostgresPool
    /// Runs commands once a request id, with their events and audit rows.
    package let commands: CommandExecutor
    package let scope: DatabaseScope
    /// The deployment's keys, for sealing and for fingerprints of requests.
    package let keys: Keyring
    /// What bulk work asks before it goes on.
    package let pressure: OutboxPressure
    /// For the service's parts; `log.level` is its level.
    package let logger: Logger
    /// The shell's clock.
    package let now: @Sendable () -> Date

    /// - Parameter pressure: by the usual bounds when none is given.
    package init(
        name: String, settings: Settings, pool: PostgresPool, commands: CommandExecutor,
        scope: DatabaseScope, keys: Keyring, pressure: OutboxPressure? = nil, logger: Logger,
        now: @escaping @Sendable () -> Date
    ) {
        self.name = name
        self.settings = settings
        self.pool = pool
        self.commands = commands
        self.scope = scope
        self.keys = keys
        self.pressure = pressure ?? OutboxPressure(pool: pool)
        self.logger = logger
        self.now = now
    }

    /// The current call as a command.
    ///
    /// - Parameters:
    ///   - message: the request as received; its bytes make the fingerprint.
    ///   - requestID: the field of the message that carries it.
    ///   - seesAll: the transaction sees every district, since the record may concern several;
    ///     the command itself decides by the caller's unit.
    /// - Throws: `Refusal` for a request id or reason that cannot be used.
    package func command(
        _ message: some SwiftProtobuf.Message, requestID: String, reason: String = "",
        seesAll: Bool = false
    ) throws -> CommandRequest {
        let given = try CallContext.requireCaller()
        let caller =
            seesAll
            ? Caller(subject: given.subject, role: given.role, unit: given.unit, scope: .all)
            : given
        let bytes: [UInt8] = try message.serializedBytes()
        let keys = keys
        return try CommandRequest(
            caller: caller, method: CallContext.current?.method ?? "", requestID: requestID,
            fingerprint: Data(try keys.fingerprint(of: bytes)),
            matches: { keys.matches(bytes, fingerprint: Array($0)) }, reason: reason,
            traceparent: TraceContext.current?.traceparent, now: now())
    }

    /// A read-only transaction in the current caller's scope.
    package func read<Value: Sendable>(
        _ body: @Sendable (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        let caller = try CallContext.requireCaller()
        return try await read(as: caller.scope, body)
    }

    /// A read-only transaction that sees every district: sign-in, scheduled work.
    package func readAll<Value: Sendable>(
        _ body: @Sendable (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await read(as: .all, body)
    }

    private func read<Value: Sendable>(
        as scope: DataScope, _ body: @Sendable (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await pool.transaction(
            TransactionOptions(readOnly: true, preamble: self.scope.preamble(scope)), body)
    }
}
