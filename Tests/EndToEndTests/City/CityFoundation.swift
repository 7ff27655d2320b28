import Foundation
import Glibc
import Synchronization
import TaoliPostgres
import TaoliTestKit

/// What a city stands on: a folder, keys, databases, and the processes that were started.
struct CityFoundation: Sendable {
    let folder: String
    let keys: CityKeys
    let processes = Processes()
    private let binaries: String
    private let kafka: String
    private let suffix: String

    /// Makes folder and keys.
    /// - Throws: `ChildProcess.Failure` when the environment does not name the executables.
    init() throws {
        guard let binaries = ProcessInfo.processInfo.environment["TAOLI_TEST_BINARIES"],
            !binaries.isEmpty
        else {
            throw ChildProcess.Failure(
                description: "set TAOLI_TEST_BINARIES to the folder of the executables, or use "
                    + "make test")
        }
        self.binaries = binaries
        kafka = try KafkaFixture.bootstrap
        suffix = UUID().uuidString.lowercased().filter { $0 != "-" }
        folder = FileManager.default.temporaryDirectory.path + "/taoli-city-\(suffix)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        keys = try CityKeys(folder: folder + "/keys")
    }

    /// Creates and migrates the databases and makes the first account, each by its executable.
    func lay() async throws {
        for service in CityService.allCases {
            try await createDatabase(service)
            try await run(service, ["migrate"])
        }
        try firstPassword.write(toFile: passwordFile, atomically: true, encoding: .utf8)
        try await run(
            .registry,
            [
                "bootstrap", "--city", City.code, "--city-name", "广州市", "--password-file",
                passwordFile,
            ])
    }

    /// Starts all services, then waits for each.
    func start() async throws -> [CityService: RunningService] {
        var started: [(CityService, ChildProcess)] = []
        for service in CityService.allCases {
            let process = try processes.start(
                "e2e-\(service)", executable(service), ["serve"],
                environment: environment(service), output: log(service.rawValue),
                errors: log(service.rawValue))
            started.append((service, process))
        }
        var running: [CityService: RunningService] = [:]
        for (service, process) in started {
            running[service] = try await RunningService(
                service, process, log: log(service.rawValue))
        }
        return running
    }

    /// Drops the databases and removes the folder.
    func remove() async throws {
        processes.forget()
        try await PostgresFixture.withPool(url: try PostgresFixture.serverURL) { pool in
            for service in CityService.allCases {
                _ = try await pool.execute(
                    "DROP DATABASE IF EXISTS \(raw: databaseName(service)) WITH (FORCE)")
            }
        }
        try FileManager.default.removeItem(atPath: folder)
    }

    var passwordFile: String { folder + "/first-password" }
    private var firstPassword: String { "first-\(suffix)" }

    func databaseName(_ service: CityService) -> String { "taoli_e2e_\(service)_\(suffix)" }

    func log(_ name: String) -> String { "\(folder)/\(name).log" }

    func program(_ name: String) -> String { "\(binaries)/\(name)" }

    /// A service's database for the superuser, or for one of the service's roles.
    func url(_ service: CityService, as role: String? = nil) throws -> String {
        try PostgresFixture.url(
            PostgresFixture.serverURL, database: databaseName(service), user: role)
    }

    private func executable(_ service: CityService) -> String { program("taoli-\(service)") }

    /// As deploy/postgres/roles.sql makes it, under a name of its own; the roles are there.
    private func createDatabase(_ service: CityService) async throws {
        let name = databaseName(service)
        try await PostgresFixture.withPool(url: try PostgresFixture.serverURL) { pool in
            _ = try await pool.execute(
                """
                CREATE DATABASE \(raw: name) OWNER \(raw: service.owner) TEMPLATE template0 \
                ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'
                """)
            _ = try await pool.execute("REVOKE ALL ON DATABASE \(raw: name) FROM PUBLIC")
            _ = try await pool.execute(
                "GRANT CONNECT ON DATABASE \(raw: name) TO \(raw: service.app)")
        }
        let script = try String(
            contentsOfFile: Repository.path("deploy/postgres/database.sql"), encoding: .utf8)
        try await PostgresFixture.withPool(url: try url(service)) { pool in
            try await pool.transaction { try await $0.script(script) }
        }
    }

    /// Runs a subcommand of a service's executable to its end.
    private func run(_ service: CityService, _ arguments: [String]) async throws {
        let log = log("\(service)-\(arguments[0])")
        var variables = try environment(service)
        variables["TAOLI_POSTGRES_OWNER_URL"] = try url(service, as: service.owner)
        let process = try processes.start(
            "e2e-\(service)-\(arguments[0])", executable(service), arguments,
            environment: variables, output: log, errors: log)
        let code = try await process.wait(within: City.commandPatience)
        guard code == 0 else {
            throw ChildProcess.Failure(
                description: "taoli-\(service) \(arguments[0]) ended with \(code)\n"
                    + RunningService.tail(log))
        }
    }

    /// The settings of a service. Deadlines are long: what is tested here is never the time.
    private func environment(_ service: CityService) throws -> [String: String] {
        var own = [
            "PATH": "/usr/bin:/bin", "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8",
            "TAOLI_POSTGRES_URL": try url(service, as: service.app),
            "TAOLI_KAFKA_BOOTSTRAP": kafka,
            "TAOLI_KAFKA_EMBEDDED":
                ProcessInfo.processInfo.environment["TAOLI_TEST_KAFKA_EMBEDDED"] ?? "true",
            "TAOLI_DEPLOYMENT_ID": "e2e-\(suffix)", "TAOLI_GRPC_PORT": "0",
            "TAOLI_PROBES_PORT": "0", "TAOLI_GRPC_DEADLINE": "60",
            "TAOLI_GRPC_BULK_DEADLINE": "120", "TAOLI_MESSAGING_LEASE": "2",
            "TAOLI_MESSAGING_RECORD_APPLIED": "true", "TAOLI_IDENTITY_PASSWORD_COST": "light",
            "TAOLI_POSTGRES_CONNECTIONS": "6",
        ]
        if service == .notification {
            own["TAOLI_WEBHOOK_ALLOW_PRIVATE"] = "true"
            own["TAOLI_DELIVERY_SUMMARY_REST"] = "1"
        }
        return own.merging(keys.settings(of: service)) { own, _ in own }
    }
}

/// The processes of a city, so that none outlives it.
final class Processes: Sendable {
    private let all = Mutex<[(name: String, process: ChildProcess)]>([])

    func start(
        _ name: String, _ executable: String, _ arguments: [String],
        environment: [String: String], output: String, errors: String
    ) throws -> ChildProcess {
        let process = try ChildProcess(
            executable, arguments, environment: environment, output: output, errors: errors)
        all.withLock { $0.append((name, process)) }
        try ProcessRecord.write(name, process.identifier)
        return process
    }

    /// Kills what still runs.
    func endAll() {
        for (_, process) in all.withLock({ $0 }) where process.exitCode() == nil { process.end() }
    }

    /// Removes the records.
    func forget() {
        for (name, _) in all.withLock({ $0 }) { ProcessRecord.remove(name) }
    }
}
