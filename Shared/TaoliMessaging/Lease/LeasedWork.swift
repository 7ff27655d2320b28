import Foundation
import Logging
import ServiceLifecycle
import TaoliPostgres

/// Runs work on exactly one instance: takes the lease, runs, and begins again when the work failed
/// or the lease was lost. Stops, and gives the lease back, on graceful shutdown.
struct LeasedWork: Sendable {
    /// Waits between attempts to take the lease: a third of its duration.
    static let attemptsPerLease = 3.0
    static let backOffFirst: Duration = .milliseconds(50)
    static let backOffMax: Duration = .seconds(5)

    let name: String
    let owner: String
    let duration: Duration
    let pool: PostgresPool
    let logger: Logger

    /// - Parameter work: runs until the task is cancelled or something fails.
    func run(_ work: @escaping @Sendable (Lease) async throws -> Void) async {
        var failures = 0
        while !Task.isCancelled {
            do {
                guard
                    let lease = try await Lease.take(
                        name, owner: owner, duration: duration, from: pool)
                else {
                    failures = 0
                    try await Task.sleep(for: duration / LeasedWork.attemptsPerLease)
                    continue
                }
                logger.info(
                    "lease taken", metadata: ["lease": "\(name)", "epoch": "\(lease.epoch)"])
                let began = ContinuousClock.now
                defer { if ContinuousClock.now - began > duration { failures = 0 } }
                do {
                    try await work(lease)
                } catch {
                    await giveBack(lease)
                    throw error
                }
                await giveBack(lease)
            } catch is CancellationError {
                return
            } catch is LeaseLost {
                logger.warning("lease lost", metadata: ["lease": "\(name)"])
            } catch {
                logger.error(
                    "leased work failed", metadata: ["lease": "\(name)", "error": "\(error)"])
                try? await Task.sleep(for: BackOff.delay(attempt: failures))
                failures += 1
            }
        }
    }

    /// In a task of its own: the caller may be cancelled already.
    private func giveBack(_ lease: Lease) async {
        await Task { [pool, logger] in
            do {
                try await lease.giveBack(to: pool)
            } catch {
                logger.warning(
                    "lease not given back; it ends by itself",
                    metadata: ["lease": "\(lease.name)", "error": "\(error)"])
            }
        }.value
    }
}

/// 50 ms, doubling to 5 s, with jitter: for what passes by itself.
enum BackOff {
    static func delay(attempt: Int) -> Duration {
        let doubled = LeasedWork.backOffFirst * (1 << min(max(attempt, 0), 8))
        return min(doubled, LeasedWork.backOffMax) * Double.random(in: 0.5...1)
    }
}
