package import ArgumentParser
import Foundation
import Logging
import TaoliKafka
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// The executable of a service: serve, migrate, doctor, settings, and what the service adds.
package struct ServiceCommand<Service: TaoliService>: AsyncParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "taoli-\(Service.name)",
            abstract: "Taoli's \(Service.name) service / 桃李\(Service.name)服务",
            discussion: """
                Every setting is a flag, an environment variable or a name in a JSON file, in this \
                order of strength; see `taoli-\(Service.name) settings`.
                """,
            version: BuildVersion.text,
            subcommands: [
                ServeCommand<Service>.self, MigrateCommand<Service>.self,
                DoctorCommand<Service>.self, SettingsCommand<Service>.self,
            ] + Service.commands)
    }

    package init() {}
}

/// Runs the service until SIGTERM.
struct ServeCommand<Service: TaoliService>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "serve", abstract: "Run the service until it is told to stop.")
    }

    @Argument(parsing: .captureForPassthrough, help: "Settings as flags.")
    var flags: [String] = []

    func run() async throws {
        try await Failures.explained { try await Composition<Service>(arguments: flags).serve() }
    }
}

/// Brings the database to this build's level.
struct MigrateCommand<Service: TaoliService>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "migrate", abstract: "Bring the database to this build's level.")
    }

    @Argument(parsing: .captureForPassthrough, help: "Settings as flags.")
    var flags: [String] = []

    func run() async throws {
        try await Failures.explained {
            let composition = try Composition<Service>(arguments: flags)
            let url = try composition.settings.text(HostKeys.postgresOwnerURL)
            for migrator in [
                Migrator(track: MessagingMigrations.track, migrations: MessagingMigrations.all),
                Migrator(track: Service.name, migrations: Service.migrations),
            ] {
                let applied = try await migrator.migrate(url: url, logger: composition.logger)
                print("\(migrator.track): \(applied.isEmpty ? "up to date" : "applied \(applied)")")
            }
        }
    }
}

/// Lists the settings with their values and sources.
struct SettingsCommand<Service: TaoliService>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "settings",
            abstract: "Show every setting, its value and its source; secrets stay hidden.")
    }

    @Argument(parsing: .captureForPassthrough, help: "Settings as flags.")
    var flags: [String] = []

    func run() async throws {
        try await Failures.explained {
            let settings = try Settings(keys: HostKeys.all(Service.settings), arguments: flags)
            for line in settings.explain() {
                print("\(line.key.name) = \(line.shown)  [\(line.source.english)]")
                print("    \(line.key.purpose.english) / \(line.key.purpose.chinese)")
            }
        }
    }
}

/// What an operator reads when a subcommand fails, and the exit status.
package enum Failures {
    /// Runs the body; prints an error once, in its own words, and exits 78 for a setting that
    /// cannot be used and 69 for everything that is not there or not ready.
    package static func explained(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as SettingsError {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(78)
        } catch let error as PostgresError {
            FileHandle.standardError.write(Data("\(error.safe)\n".utf8))
            throw ExitCode(69)
        } catch let error as ExitCode {
            throw error
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(69)
        }
    }
}
