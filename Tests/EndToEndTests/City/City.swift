import Foundation
import Glibc
import TaoliPostgres
import TaoliTestKit
import Testing

/// A city of its own: four databases, four executables, keys, and an empty register with the
/// first account. Everything goes when the tests are done.
struct City: Sendable {
    /// The city that the running suite lives in.
    @TaskLocal static var current: City?

    static let code = "440100"
    static let stopPatience = Duration.seconds(60)
    static let commandPatience = Duration.seconds(300)

    let foundation: CityFoundation
    let services: [CityService: RunningService]
    let mainJobOnce = Once<MainJob>()

    /// The city of the suite. Throws outside of one.
    static var here: City {
        get throws {
            guard let current else {
                throw ChildProcess.Failure(description: "this test belongs into CityTests")
            }
            return current
        }
    }

    /// Founds a city, runs the work in it, stops it and takes it away, whatever happened.
    static func with(_ body: @Sendable () async throws -> Void) async throws {
        let foundation = try CityFoundation()
        do {
            try await foundation.lay()
            let city = City(foundation: foundation, services: try await foundation.start())
            try await $current.withValue(city) { try await body() }
            await city.stop()
            try await foundation.remove()
        } catch {
            foundation.processes.endAll()
            try? await foundation.remove()
            throw error
        }
    }

    /// What `taoli-<service>` listens on.
    func endpoint(_ service: CityService) throws -> String {
        guard let running = services[service] else {
            throw ChildProcess.Failure(description: "\(service) does not run")
        }
        return "127.0.0.1:\(running.calls)"
    }

    /// Calls `body` with a pool of the superuser on a service's database.
    func database<T: Sendable>(
        _ service: CityService, _ body: (PostgresPool) async throws -> T
    ) async throws -> T {
        try await PostgresFixture.withPool(url: foundation.url(service), connectionsMax: 2, body)
    }

    /// The main job, done the first time anybody asks.
    func mainJob() async throws -> MainJob {
        try await mainJobOnce.value { try await MainJob(in: self) }
    }

    /// Asks all to stop before any is waited for; each must end by itself and with 0.
    private func stop() async {
        for running in services.values { running.process.signal(SIGTERM) }
        for running in services.values {
            let name = running.service.rawValue
            do {
                let code = try await running.process.wait(within: Self.stopPatience)
                #expect(
                    code == 0,
                    "taoli-\(name) after SIGTERM:\n\(RunningService.tail(foundation.log(name)))")
            } catch {
                Issue.record(
                    "taoli-\(name): \(error)\n\(RunningService.tail(foundation.log(name)))")
            }
        }
    }
}
