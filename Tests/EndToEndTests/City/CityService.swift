import Foundation
import TaoliTestKit

/// The four services of a city.
enum CityService: String, CaseIterable, Sendable {
    case registry
    case rotation
    case evaluation
    case notification

    /// The id of its signing key: registry's are numbered, the others bear the service's name.
    var keyID: String { self == .registry ? "registry-1" : rawValue }
    var owner: String { "taoli_\(rawValue)_owner" }
    var app: String { "taoli_\(rawValue)_app" }
    var all: String { "taoli_\(rawValue)_all" }
}

/// One service that runs, and where it answers.
struct RunningService: Sendable {
    /// Debug builds under a loaded machine start slowly; reaching it is a failure.
    static let patience = Duration.seconds(120)

    let service: CityService
    let process: ChildProcess
    let calls: Int
    let probes: Int

    /// The log's line that announces both ports.
    private struct Announcement: Decodable {
        struct Ports: Decodable {
            let grpc: String
            let probes: String
        }

        let msg: String
        let metadata: Ports
    }

    /// Waits until a started service has announced its ports and is ready.
    init(_ service: CityService, _ process: ChildProcess, log: String) async throws {
        self.service = service
        self.process = process
        let ports = try await Self.ports(process, log: log)
        calls = Int(ports.grpc) ?? 0
        probes = Int(ports.probes) ?? 0
        let limit = ContinuousClock.now + Self.patience
        while await Probe.status(probes, "/readyz") != 200 {
            try Self.check(process, log: log, limit)
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func ports(
        _ process: ChildProcess, log: String
    ) async throws -> Announcement.Ports {
        let limit = ContinuousClock.now + patience
        while true {
            let lines = (FileManager.default.contents(atPath: log) ?? Data()).split(separator: 10)
            for line in lines {
                let announcement = try? JSONDecoder().decode(Announcement.self, from: line)
                if let announcement, announcement.msg == "listening" {
                    return announcement.metadata
                }
            }
            try check(process, log: log, limit)
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func check(
        _ process: ChildProcess, log: String, _ limit: ContinuousClock.Instant
    ) throws {
        if let code = process.exitCode() {
            throw ChildProcess.Failure(description: "ended with \(code)\n\(tail(log))")
        }
        if ContinuousClock.now > limit {
            throw ChildProcess.Failure(description: "not ready in \(patience)\n\(tail(log))")
        }
    }

    /// The end of a log, for whoever reads why a service did not do its work.
    static func tail(_ log: String) -> String {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(15).joined(separator: "\n")
    }
}
