import ArgumentParser
import RegistryService
import TaoliHost
import TaoliRuntime

/// The registry with the subcommand that only its executable has.
enum RegistryProgram: TaoliService {
    static var name: String { RegistryService.name }
    static let migrations = RegistryService.migrations
    static var topics: [String] { RegistryService.topics }
    static var rules: AuthorizationRules { RegistryService.rules }
    static var bulkMethods: Set<String> { RegistryService.bulkMethods }
    static var settings: [SettingKey] { RegistryService.settings }
    static var commands: [any ParsableCommand.Type] { [BootstrapCommand.self] }

    static func build(_ context: ServiceContext) async throws -> ServiceParts {
        try await RegistryService.build(context)
    }
}
