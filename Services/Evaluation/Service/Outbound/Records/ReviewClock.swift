import EvaluationCore
import Logging
import ServiceLifecycle
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Tells of reviews whose time has come (SH-13): once when the window opens and once when it passed.
/// Any instance may run it: what it does has an id derived from the record and its version.
struct ReviewClock: Service {
    /// How often the day is looked at.
    static let interval: Duration = .seconds(600)

    let context: ServiceContext
    let shelf: PackShelf

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await round(on: CalendarDate(shanghai: context.now()))
                } catch is CancellationError {
                    return
                } catch {
                    context.logger.error(
                        "the clock of reviews failed; it tries again",
                        metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: ReviewClock.interval)
            }
        }
    }

    /// Does everything that a day brings. One record that cannot be told stops no other.
    func round(on today: CalendarDate) async throws {
        for id in try await named() {
            do {
                try await act(id, on: today)
            } catch let error where !(error is CancellationError) {
                context.logger.error(
                    "a review cannot be told", metadata: ["verdict": "\(id)", "error": "\(error)"])
            }
        }
    }

    private func named() async throws -> [VerdictID] {
        try await context.readAll { tx in
            try await tx.query(
                """
                SELECT id FROM evaluation.verdict_record \
                WHERE named_on IS NOT NULL AND revoked_on IS NULL \
                AND review_told <> 'overdue' ORDER BY id
                """
            ).map { try $0.id("id") }
        }
    }

    private func act(_ id: VerdictID, on today: CalendarDate) async throws {
        let shelf = shelf
        let (seen, judged) = try await context.readAll { tx in
            (
                try await RecordTable.load([id], locked: false, tx)[id],
                try await NamingPacks.of([id], shelf, tx)[id]
            )
        }
        guard let seen else { return }
        let pack = try judged ?? shelf.shipped(seen.pack).pack
        guard RunReviewClock().decide(seen, on: today, pack: pack) != nil else { return }
        let request = CommandRequest(
            service: .service("evaluation"), method: "taoli.evaluation.reviews/tell",
            derivedID: DerivedID.of("review/\(id)/\(seen.version)"), reason: "")
        _ = try await context.commands.runBatch(request) { tx, _ in
            guard let record = try await RecordTable.load([id], locked: true, tx)[id],
                let decision = RunReviewClock().decide(record, on: today, pack: pack)
            else { return BatchOutcome(events: [], subjects: [], districts: []) }
            _ = try await tx.pipeline(RecordTable.save(decision.state))
            return BatchOutcome(
                events: try decision.events(NamingStore.origin(pack, today)),
                subjects: [decision.state.reference], districts: decision.state.districts)
        }
    }
}
