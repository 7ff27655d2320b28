import Foundation

/// A server's number and birth in the run's folder (deploy/scripts/common.sh), so that `make stop`
/// also ends what a killed run leaves.
struct ProcessRecord {
    private let path: String?

    /// Writes it into the folder `TAOLI_BENCH_PIDS`; nothing without that or without a process.
    init(_ pid: Int32?) {
        guard let pid, let folder = ProcessInfo.processInfo.environment["TAOLI_BENCH_PIDS"],
            let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else {
            path = nil
            return
        }
        // Field 22 of proc(5), counted from the one after the name.
        let birth = stat[end...].split(separator: " ").dropFirst(20).first ?? ""
        let path = "\(folder)/broker-\(pid)"
        try? "\(pid) \(birth)\n".write(toFile: path, atomically: true, encoding: .utf8)
        self.path = path
    }

    func remove() {
        if let path { try? FileManager.default.removeItem(atPath: path) }
    }
}
