import Foundation
import Glibc
import Logging
import ProbeKit

/// A service of the fault tests: nothing but the bus. Everything it is comes from `PROBE_…`.
@main
struct Main {
    static func main() async {
        LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
        var logger = Logger(label: "probe")
        logger[metadataKey: "pid"] = "\(ProcessInfo.processInfo.processIdentifier)"
        do {
            let settings = try ProbeSettings(ProcessInfo.processInfo.environment)
            try await ProbeProcess(settings, logger: logger).run()
        } catch {
            logger.critical("the probe ends", metadata: ["error": "\(error)"])
            exit(1)
        }
    }
}
