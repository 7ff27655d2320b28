import Foundation
import Glibc

/// The record by which `make stop` finds processes of a test run that was killed
/// (deploy/scripts/common.sh): `$RUN/pids/<name>` holds "<pid> <start time in ticks>".
enum ProcessRecord {
    /// Writes it where tests run as part of a recorded run; elsewhere nothing happens.
    static func write(_ name: String, _ pid: pid_t) throws {
        guard let path = path(name), let birth = birth(pid) else { return }
        try "\(pid) \(birth)\n".write(toFile: path, atomically: true, encoding: .utf8)
    }

    static func remove(_ name: String) {
        guard let path = path(name) else { return }
        unlink(path)
    }

    private static func path(_ name: String) -> String? {
        guard let run = ProcessInfo.processInfo.environment["RUN"] else { return nil }
        let folder = run + "/pids"
        return FileManager.default.fileExists(atPath: folder) ? "\(folder)/\(name)" : nil
    }

    /// The 22nd field of /proc/<pid>/stat (proc(5)), counted behind the name in parentheses.
    private static func birth(_ pid: pid_t) -> Substring? {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return nil }
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        return fields.count > 19 ? fields[19] : nil
    }
}
