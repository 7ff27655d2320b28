import Dispatch
import Glibc
package import Logging
import ServiceLifecycle
import Synchronization

/// Ends the process when an orderly stop takes too long.
///
/// All state is in PostgreSQL and every part survives SIGKILL, so ending hard loses nothing; a
/// library that hangs while closing must not hold up an upgrade.
package final class Watchdog: Service {
    /// Exit status of a process that was ended so.
    package static let exitStatus: Int32 = 70

    private let limit: Duration
    private let logger: Logger
    private let expire: @Sendable () -> Void
    private let isDone = Mutex(false)

    /// - Parameters:
    ///   - limit: time from the request to stop until the end.
    ///   - expire: what happens then; tests give their own.
    package init(
        limit: Duration, logger: Logger,
        expire: @escaping @Sendable () -> Void = { _exit(Watchdog.exitStatus) }
    ) {
        self.limit = limit
        self.logger = logger
        self.expire = expire
    }

    /// Everything has stopped: the alarm will find nothing to do.
    package func disarm() {
        isDone.withLock { $0 = true }
    }

    /// Waits for the request to stop, sets the alarm and returns. The alarm runs on a thread of
    /// its own, since the pool of tasks may be what hangs.
    package func run() async throws {
        try await gracefulShutdown()
        let milliseconds =
            Int(limit.components.seconds * 1000)
            + Int(limit.components.attoseconds / 1_000_000_000_000_000)
        DispatchQueue(label: "taoli.watchdog").asyncAfter(
            deadline: .now() + .milliseconds(milliseconds)
        ) { [self] in
            guard !isDone.withLock({ $0 }) else { return }
            logger.critical("not stopped in time", metadata: ["limit": "\(limit)"])
            expire()
        }
    }
}
