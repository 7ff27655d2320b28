import Foundation

/// CPU seconds, user and system, of everybody who takes part.
struct CPUTime: Sendable {
    var own = 0.0
    /// Programs that this process ran and that have ended: pgbench, psql.
    var programs = 0.0
    var postgres = 0.0
    var broker = 0.0

    static func - (later: CPUTime, earlier: CPUTime) -> CPUTime {
        CPUTime(
            own: later.own - earlier.own, programs: later.programs - earlier.programs,
            postgres: later.postgres - earlier.postgres, broker: later.broker - earlier.broker)
    }

    static func + (first: CPUTime, second: CPUTime) -> CPUTime {
        CPUTime(
            own: first.own + second.own, programs: first.programs + second.programs,
            postgres: first.postgres + second.postgres, broker: first.broker + second.broker)
    }

    /// What was used up to now.
    /// - Parameters:
    ///   - postmaster: the server's first process; ended children count to it.
    ///   - broker: `nil` where there is none.
    static func now(postmaster: Int32, broker: Int32?) -> CPUTime {
        var time = CPUTime()
        let own = ProcessTimes("self")
        time.own = own?.own ?? 0
        time.programs = own?.children ?? 0
        time.postgres = postgres(postmaster)
        time.broker = broker.flatMap { ProcessTimes(String($0)) }?.own ?? 0
        return time
    }

    /// The server's processes together. A session that ends while they are looked at would count
    /// twice or not at all; then all are looked at again.
    private static func postgres(_ postmaster: Int32) -> Double {
        while true {
            guard let server = ProcessTimes(String(postmaster)) else { return 0 }
            var sum = server.own + server.children
            let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            for name in processes where name.first?.isNumber == true {
                guard let process = ProcessTimes(name), process.parent == postmaster else {
                    continue
                }
                sum += process.own + process.children
            }
            if ProcessTimes(String(postmaster))?.children == server.children { return sum }
        }
    }
}

/// A line of `/proc/<pid>/stat` (proc(5)).
private struct ProcessTimes {
    let parent: Int32
    let own: Double
    /// Of children that were waited for.
    let children: Double

    init?(_ name: String) {
        guard let text = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[end...].split(separator: " ").dropFirst().map(String.init)
        guard fields.count > 14, let parent = Int32(fields[1]) else { return nil }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        let seconds = fields[11...14].compactMap { Double($0) }.map { $0 / ticks }
        guard seconds.count == 4 else { return nil }
        self.parent = parent
        own = seconds[0] + seconds[1]
        children = seconds[2] + seconds[3]
    }
}
