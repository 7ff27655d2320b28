import Foundation
import TaoliTestKit

/// pgbench with a script of ours, as the service's own login.
struct Pgbench: Sendable {
    /// What it found out.
    struct Result: Sendable {
        let perSecond: Double
        /// Median of a transaction's time in milliseconds; only with `logs`.
        let p50: Double
        /// From start to end, in seconds.
        let seconds: Double
    }

    enum Length: Sendable {
        case seconds(Int)
        case transactions(Int)
    }

    let world: BenchWorld
    let database: BusDatabase

    /// - Parameter logs: every transaction's time is written down.
    func run(
        _ script: String, clients: Int, length: Length, logs: Bool = false
    ) async throws -> Result {
        let name = "script-\(UUID().uuidString)"
        let file = world.folder.appending(path: name + ".sql")
        try script.write(to: file, atomically: true, encoding: .utf8)
        var arguments = [
            "-n", "-M", "prepared", "-c", String(clients), "-j", String(min(clients, 2)),
            "-D", "n=0", "-f", file.path,
        ]
        switch length {
        case .seconds(let count): arguments += ["-T", String(count)]
        case .transactions(let count): arguments += ["-t", String(count)]
        }
        if logs { arguments += ["-l", "--log-prefix=\(world.folder.path)/\(name)"] }
        let begun = ContinuousClock.now
        let output = try await ChildProgram.run(
            "\(try Self.binaries)/pgbench", arguments, folder: world.folder,
            environment: try environment)
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        guard let rate = Self.figure(after: "tps = ", in: output),
            Self.figure(after: "number of failed transactions: ", in: output) == 0
        else { throw ChildProgram.Failure(description: "pgbench said: \(output)") }
        return Result(
            perSecond: rate, p50: logs ? try median(prefix: name) : 0, seconds: seconds)
    }

    /// What libpq's programs need to find the database.
    var environment: [String: String] {
        get throws {
            guard let url = URLComponents(string: try database.appURL) else { return [:] }
            return [
                "PGHOST": url.host ?? "", "PGPORT": url.port.map(String.init) ?? "",
                "PGUSER": url.user ?? "", "PGDATABASE": database.name, "LC_ALL": "C",
            ]
        }
    }

    /// The folder of the server's programs, from `TAOLI_BENCH_POSTGRES`.
    static var binaries: String {
        get throws {
            guard let path = ProcessInfo.processInfo.environment["TAOLI_BENCH_POSTGRES"] else {
                throw BenchSettings.Mistake(
                    description: "TAOLI_BENCH_POSTGRES names no folder; use make bench")
            }
            return path
        }
    }

    private static func figure(after words: String, in output: String) -> Double? {
        guard let range = output.range(of: words) else { return nil }
        return Double(output[range.upperBound...].prefix { $0.isNumber || $0 == "." })
    }

    /// Third column of the log: microseconds (pgbench manual, Per-Transaction Logging).
    private func median(prefix: String) throws -> Double {
        let names = try FileManager.default.contentsOfDirectory(atPath: world.folder.path)
            .filter { $0.hasPrefix(prefix + ".") && !$0.hasSuffix(".sql") }
        let times = try names.flatMap { name in
            try String(contentsOf: world.folder.appending(path: name), encoding: .utf8)
                .split(separator: "\n").compactMap { line in
                    line.split(separator: " ").dropFirst(2).first.flatMap { Double($0) }
                }
        }
        return Spread(times).median / 1000
    }
}
