import Foundation
import Logging
import ServiceLifecycle
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Seals anew with the current keys what older ones sealed, a small batch at a time, so that an
/// older key can be taken away. Any instance may run it: a row that another one has in hand is
/// passed over, and one that is current already is left alone.
struct SealRenewal: Service {
    /// How often it looks: keys are read when a process starts, but another process with older
    /// ones may still be at work.
    static let interval: Duration = .seconds(600)
    /// Between two batches others have the database.
    static let pause: Duration = .milliseconds(50)

    let context: ServiceContext

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let renewed = try await round()
                    if renewed > 0 {
                        context.logger.notice(
                            "sealed with the current keys", metadata: ["rows": "\(renewed)"])
                    }
                } catch is CancellationError {
                    return
                } catch {
                    context.logger.error(
                        "sealing anew failed; it is tried again", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: SealRenewal.interval)
            }
        }
    }

    /// Goes through everything once.
    /// - Returns: how many rows were found sealed with older keys.
    func round() async throws -> Int {
        try await round(SealedPersons()) + round(SealedImportRows()) + round(SealedImportFiles())
    }

    private func round<Rows: SealedRows>(_ rows: Rows) async throws -> Int {
        let seal = PersonSeal(keys: context.keys)
        var found = 0
        var last: Rows.Position?
        while true {
            try Task.checkCancellation()
            let behind = last
            let batch = try await context.readAll { tx in
                try await rows.outdated(after: behind, seal, tx)
            }
            guard !batch.isEmpty else { return found }
            try await renew(batch, of: rows, seal)
            found += batch.count
            last = batch.last
            try await Task.sleep(for: SealRenewal.pause)
        }
    }

    /// One transaction, with an audit row that names what was sealed anew. Its id is new each time:
    /// what is current already is found so under the lock, and nothing happens twice.
    private func renew<Rows: SealedRows>(
        _ batch: [Rows.Position], of rows: Rows, _ seal: PersonSeal
    ) async throws {
        let request = CommandRequest(
            service: .service("registry"), method: "taoli.registry.keys/seal-anew",
            derivedID: .version7(), reason: "")
        _ = try await context.commands.runBatch(request) { tx, _ in
            let renewed = try await rows.renew(batch, seal, tx)
            if renewed.unreadable > 0 {
                context.logger.error(
                    "sealed values cannot be opened: is a key missing?",
                    metadata: ["table": "\(Rows.table)", "rows": "\(renewed.unreadable)"])
            }
            return BatchOutcome(
                events: [], subjects: renewed.subjects, districts: renewed.districts)
        }
    }
}

/// Rows of one table that hold sealed values.
protocol SealedRows: Sendable {
    /// Where a row stands among the others.
    associatedtype Position: Sendable
    static var table: String { get }
    /// The next rows behind a place that are sealed with older keys, at most `SealedBatch.max`.
    func outdated(after last: Position?, _ seal: PersonSeal, _ tx: PostgresTransaction)
        async throws -> [Position]
    /// Locks rows and seals them anew; those that another transaction holds are passed over.
    func renew(_ positions: [Position], _ seal: PersonSeal, _ tx: PostgresTransaction)
        async throws -> SealedBatch
}

/// What one batch sealed anew.
struct SealedBatch: Sendable {
    /// Rows of one batch.
    static let max = 200

    var subjects: [AggregateReference] = []
    var districts: [DistrictCode] = []
    /// Rows that no key opens; they stay as they are.
    var unreadable = 0
}
