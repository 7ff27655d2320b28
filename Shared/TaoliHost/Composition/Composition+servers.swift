import GRPCCore
import TaoliMessaging
import TaoliRuntime

extension Composition {
    func callServer(
        _ calls: [any RegistrableRPCService], _ board: HealthBoard, _ pressure: OutboxPressure
    ) throws -> CallServer {
        CallServer(
            host: try settings.text(RuntimeKeys.grpcHost),
            port: try settings.integer(RuntimeKeys.grpcPort), services: calls,
            rules: Service.rules.merging(BusCalls.rules),
            verifier: try TokenVerifier(
                folder: try settings.text(RuntimeKeys.publicKeys), audience: Service.name),
            health: board,
            deadlines: DeadlinePolicy(
                standard: try settings.duration(RuntimeKeys.callDeadline),
                bulk: try settings.duration(RuntimeKeys.bulkDeadline),
                bulkMethods: Service.bulkMethods.union(BusCalls.longMethods),
                endlessMethods: BusCalls.endlessMethods),
            classifiers: [DatabaseFailures.classify],
            admission: [PressureInterceptor(bulkMethods: Service.bulkMethods, pressure: pressure)],
            logger: logger)
    }

    func probeServer(
        _ readiness: Readiness, _ metrics: PrometheusRegistry
    ) throws -> ProbeServer {
        ProbeServer(
            host: try settings.text(RuntimeKeys.probesHost),
            port: try settings.integer(RuntimeKeys.probesPort), readiness: readiness,
            metrics: metrics, version: BuildVersion.text, logger: logger)
    }
}

/// The version that `/version` and `--version` show.
package enum BuildVersion {
    /// Semantic version of this build; all services bear the same.
    package static let text = "0.1.0"
}

extension Settings {
    /// Every value and its source on one line, secrets redacted.
    var summary: String {
        explain().map { "\($0.key.name)=\($0.shown)" }.joined(separator: " ")
    }
}
