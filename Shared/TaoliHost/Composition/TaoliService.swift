package import ArgumentParser
package import GRPCCore
package import ServiceLifecycle
package import TaoliMessaging
package import TaoliPostgres
package import TaoliRuntime

/// What makes one service different from the others; everything else is composed here once.
package protocol TaoliService: Sendable {
    /// Lower case, e.g. `registry`: database `taoli_registry`, roles `taoli_registry_…`.
    static var name: String { get }
    /// The service's own track of migrations.
    static var migrations: [Migration] { get }
    /// Topics of its events; empty when it has none.
    static var topics: [String] { get }
    /// One rule a method; a method without a rule is refused.
    static var rules: AuthorizationRules { get }
    /// Methods with the long deadline, refused for the moment while the outbox holds too much.
    static var bulkMethods: Set<String> { get }
    /// Settings of its own.
    static var settings: [SettingKey] { get }
    /// Subcommands of its executable besides serve, migrate, doctor and settings.
    static var commands: [any ParsableCommand.Type] { get }
    /// Makes its calls, consumers and background work.
    static func build(_ context: ServiceContext) async throws -> ServiceParts
}

extension TaoliService {
    package static var bulkMethods: Set<String> { [] }
    package static var settings: [SettingKey] { [] }
    package static var commands: [any ParsableCommand.Type] { [] }
}

/// The parts of a service that its composition runs.
package struct ServiceParts: Sendable {
    /// The gRPC services it answers.
    package let calls: [any RegistrableRPCService]
    /// What it makes of other services' events.
    package let consumers: [ConsumerDefinition]
    /// What else runs until the process stops, e.g. the import runner.
    package let background: [any Service]

    package init(
        calls: [any RegistrableRPCService], consumers: [ConsumerDefinition] = [],
        background: [any Service] = []
    ) {
        self.calls = calls
        self.consumers = consumers
        self.background = background
    }
}
