import ArgumentParser
import Foundation
import Logging
import TaoliKafka
import TaoliMessaging
import TaoliPolicy
import TaoliPostgres
import TaoliRuntime

/// Looks at everything the service needs and says what is wrong and what to do.
struct DoctorCommand<Service: TaoliService>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "doctor",
            abstract: "Check database, migrations, locale, broker and keys.")
    }

    @Argument(parsing: .captureForPassthrough, help: "Settings as flags.")
    var flags: [String] = []

    func run() async throws {
        try await Failures.explained {
            let composition = try Composition<Service>(arguments: flags)
            let pool = try composition.makePool()
            let running = Task { try await pool.run() }
            var failed = 0
            for (name, check) in checks(composition, pool) {
                do {
                    print("ok    \(name): \(try await check())")
                } catch {
                    failed += 1
                    let text = (error as? PostgresError)?.safe ?? "\(error)"
                    print("FAIL  \(name): \(text)")
                }
            }
            await pool.shutdown()
            running.cancel()
            if failed > 0 { throw ExitCode(69) }
        }
    }

    private func checks(
        _ composition: Composition<Service>, _ pool: PostgresPool
    ) -> [(String, () async throws -> String)] {
        [
            (
                "database",
                {
                    let rows = try await pool.query(
                        "SELECT current_user, current_setting('server_version'), datcollate "
                            + "FROM pg_database WHERE datname = current_database()")
                    let collation: String = try rows[0].get(2)
                    guard collation == "C.UTF-8" || collation == "C.utf8" else {
                        throw DoctorFinding(
                            "collation is \(collation); create the database with C.UTF-8, or Chinese "
                                + "names cannot be searched / 请以 C.UTF-8 建库，否则无法按中文名称检索")
                    }
                    return "\(try rows[0].get(0, as: String.self)), "
                        + "PostgreSQL \(try rows[0].get(1, as: String.self)), \(collation)"
                }
            ),
            (
                "migrations",
                {
                    try await composition.checkLevel(pool)
                    return "at this build's level"
                }
            ),
            (
                "broker",
                {
                    let cluster = try await KafkaAdmin(
                        try composition.kafkaConfiguration()
                    ).cluster()
                    return "\(cluster.topics.count) topics"
                }
            ),
            (
                "keys",
                {
                    let settings = composition.settings
                    _ = try TokenVerifier(
                        folder: try settings.text(RuntimeKeys.publicKeys), audience: Service.name)
                    _ = try Keyring(folder: try settings.text(RuntimeKeys.keyring))
                    return "public keys and keyring can be read"
                }
            ),
            (
                "working days",
                {
                    let known = try composition.settings.workingDays().known
                    return "known for " + known.map(String.init).joined(separator: ", ")
                }
            ),
        ]
    }
}

/// Something the doctor found.
struct DoctorFinding: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
