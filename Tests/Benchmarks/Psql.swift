import Foundation

/// psql as the superuser, which times what it runs.
struct Psql: Sendable {
    let world: BenchWorld
    /// The database, as superuser.
    let url: String

    /// Runs one command of psql or of SQL.
    /// - Returns: seconds that it took by psql's own clock.
    func seconds(_ command: String) async throws -> Double {
        let script = world.folder.appending(path: "script-\(UUID().uuidString).sql")
        try "\\timing on\n\(command)\n".write(to: script, atomically: true, encoding: .utf8)
        let output = try await ChildProgram.run(
            "\(try Pgbench.binaries)/psql",
            ["-X", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", script.path],
            folder: world.folder, environment: ["LC_ALL": "C"])
        guard let range = output.range(of: "Time: ", options: .backwards),
            let milliseconds = Double(
                output[range.upperBound...].prefix { $0.isNumber || $0 == "." })
        else { throw ChildProgram.Failure(description: "psql told no time: \(output)") }
        return milliseconds / 1000
    }
}
