package import Logging
package import ServiceLifecycle

/// Runs the parts of one service until it is told to stop, then stops them in reverse order.
package enum ServiceProcess {
    /// Runs until SIGTERM or SIGINT, or until a part ends or fails.
    ///
    /// Order of stopping: readiness first (not ready, NOT_SERVING), then the servers (open calls
    /// end, up to 5 s), then `parts` from last to first. A second signal changes nothing; the
    /// watchdog ends what hangs.
    ///
    /// - Parameters:
    ///   - parts: in the order of starting: pool, relay, consumers.
    ///   - servers: probes and gRPC, started after the parts.
    ///   - readiness: started last, stopped first.
    ///   - stopWithin: time for the whole stop, after which the process is ended.
    /// - Throws: what the first failing part threw; ends without error after a signal.
    package static func run(
        parts: [any Service], servers: [any Service], readiness: Readiness,
        stopWithin: Duration, logger: Logger
    ) async throws {
        let watchdog = Watchdog(limit: stopWithin, logger: logger)
        // Last in the list is told to stop first, so the alarm is set before anything can hang.
        let last = ServiceGroupConfiguration.ServiceConfiguration(
            service: watchdog, successTerminationBehavior: .ignore)
        let others = (parts + servers + [readiness]).map { part in
            ServiceGroupConfiguration.ServiceConfiguration(
                service: part, successTerminationBehavior: .gracefullyShutdownGroup,
                failureTerminationBehavior: .gracefullyShutdownGroup)
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: others + [last], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                for await signal in StopSignals.stream() {
                    logger.notice("asked to stop", metadata: ["signal": "\(signal)"])
                    await group.triggerGracefulShutdown()
                }
            }
            defer {
                watchdog.disarm()
                tasks.cancelAll()
            }
            try await group.run()
        }
    }
}
