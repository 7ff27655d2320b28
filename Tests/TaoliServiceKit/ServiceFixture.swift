package import Foundation
package import GRPCCore
import Logging
package import TaoliHost
package import TaoliMessaging
package import TaoliModels
package import TaoliPostgres
import TaoliRuntime
package import TaoliTestKit

/// A service on a fresh database of its own, without servers and broker: what its handlers and
/// calls are tried in.
package struct ServiceFixture<Service: TaoliService>: Sendable {
    package let database: ServiceDatabase
    package let context: ServiceContext

    /// Makes it, calls `body`, and drops it.
    ///
    /// - Parameter fixed: where the service's clock stands still; `nil` lets it run.
    package static func with(
        now fixed: Date? = nil, _ body: @Sendable (ServiceFixture<Service>) async throws -> Void
    ) async throws {
        await FixtureGate.shared.enter()
        do {
            try await make(fixed, body)
            await FixtureGate.shared.leave()
        } catch {
            await FixtureGate.shared.leave()
            throw error
        }
    }

    private static func make(
        _ fixed: Date?, _ body: @Sendable (ServiceFixture<Service>) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "taoli-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Keyring.addKeys(folder: folder)
        let keys = try Keyring(folder: folder)
        let settings = try Settings(keys: Service.settings, environment: [:])
        try await ServiceDatabase.with(service: Service.name, migrations: Service.migrations) {
            database in
            let context = ServiceContext(
                name: Service.name, settings: settings, pool: database.pool,
                commands: CommandExecutor(
                    pool: database.pool, scope: database.scope, wake: {},
                    now: { fixed ?? Date() }),
                scope: database.scope, keys: keys, logger: Logger(label: "taoli.test"),
                now: { fixed ?? Date() })
            try await body(ServiceFixture(database: database, context: context))
        }
    }

    /// A transaction as a consumer has it: it sees every district.
    package func consuming<Value: Sendable>(
        _ body: @Sendable (PostgresTransaction) async throws -> Value
    ) async throws -> Value {
        try await database.pool.transaction(
            TransactionOptions(preamble: database.scope.preamble(.all)), body)
    }

    /// Applies events to the service's copy of registry, as one batch.
    package func project(_ events: [ReceivedEvent]) async throws {
        let projection = RegistryProjection(schema: Service.name)
        try await consuming { try await projection.apply(events, in: $0) }
    }

    /// Applies events to the service's copy of the packs that districts follow, as one batch.
    package func follow(_ events: [ReceivedEvent]) async throws {
        let projection = PolicyProjection(schema: Service.name)
        try await consuming { try await projection.apply(events, in: $0) }
    }

    /// Runs a call's handler as the server does for that caller, after asking the method's rule.
    package func calling<Value: Sendable>(
        _ method: String, as caller: Caller,
        _ body: @Sendable (ServerContext) async throws -> Value
    ) async throws -> Value {
        guard Service.rules.rule(for: method)?.admits(caller) == true else {
            throw NotAdmitted(method: method, role: caller.role)
        }
        let server = ServerContext(
            descriptor: MethodDescriptor(
                fullyQualifiedService: String(method.split(separator: "/").first ?? ""),
                method: String(method.split(separator: "/").last ?? "")),
            remotePeer: "test", localPeer: "test", cancellation: .init())
        return try await CallContext.$current.withValue(
            CallContext(method: method, caller: caller)
        ) { try await body(server) }
    }
}

extension UUID {
    /// An id as somebody makes it at that moment, such as a request's on a clock that stands still.
    package static func version7(at moment: Date) -> UUID {
        UUID(
            version7: UInt64(moment.timeIntervalSince1970 * 1000),
            random: (.random(in: .min ... .max), .random(in: .min ... .max)))
    }
}

/// The method's rule refuses callers of that role.
package struct NotAdmitted: Error, Hashable {
    /// Full name of the call, e.g. `taoli.registry.v1.GroupService/FoundGroup`.
    package let method: String
    package let role: Role

    package init(method: String, role: Role) {
        self.method = method
        self.role = role
    }
}

extension Caller {
    /// An official of the city's bureau.
    package static let city = Caller(
        subject: "city-official", role: .city, unit: UnitReference(.city, "440100"), scope: .all)

    /// An official of a district's bureau.
    package static func district(_ code: String) -> Caller {
        .at(.district, UnitReference(.district, code), in: code)
    }

    /// Somebody who works for a school.
    package static func school(
        _ id: UUID, in district: String = "440105", subject: String = "teacher"
    ) -> Caller {
        .at(
            .school, UnitReference(.school, id.uuidString.lowercased()), in: district,
            subject: subject)
    }

    /// Somebody who works for a group.
    package static func group(_ id: UUID, in district: String = "440105") -> Caller {
        .at(.group, UnitReference(.group, id.uuidString.lowercased()), in: district)
    }

    /// A caller with any role at any unit who sees one district.
    package static func at(
        _ role: Role, _ unit: UnitReference, in district: String, subject: String = "official"
    ) -> Caller {
        Caller(
            subject: subject, role: role, unit: unit,
            scope: .districts([DistrictCode(district)].compactMap(\.self)))
    }
}
