import Crypto
import Foundation
import Logging
import RegistryCore
import ServiceLifecycle
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Lets time act on cases: opens the case of a membership whose term nears its end, passes rights
/// that nobody used in time, and ends memberships whose term is over. Any instance may run it: what
/// it does has an id derived from case, step and day, so it is done once.
struct CaseClock: Service {
    /// How often the day is looked at.
    static let interval: Duration = .seconds(60)
    /// Cases or memberships of one round.
    static let roundMax = 200

    let context: ServiceContext
    let policies: PolicyStore

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await round(on: CalendarDate(shanghai: context.now()))
                } catch is CancellationError {
                    return
                } catch {
                    context.logger.error(
                        "the clock of cases failed; it tries again",
                        metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: CaseClock.interval)
            }
        }
    }

    /// Does everything that is due on a day.
    func round(on today: CalendarDate) async throws {
        for membership in try await ending(on: today) { try await open(membership, on: today) }
        for id in try await due(on: today) { try await act(id, on: today) }
    }

    private func due(on today: CalendarDate) async throws -> [CaseID] {
        try await context.readAll { tx in
            try await tx.query(
                """
                SELECT DISTINCT case_id FROM registry.case_step WHERE state = 'open' AND is_timed \
                AND due_on <= \(today.description)::date LIMIT \(CaseClock.roundMax)
                """
            ).map { try $0.id("case_id") }
        }
    }

    /// One thing that the day does to a case.
    private func act(_ id: CaseID, on today: CalendarDate) async throws {
        let loading = CaseLoading(policies: policies)
        let request = request("act", "\(id)/\(today)", reason: "")
        _ = try await context.commands.runBatch(request) { tx, _ in
            let loaded = try await loading.load(id, tx)
            guard
                let decision = RunCaseClock(termUntil: loaded.termUntil)
                    .decide(loaded.item, on: today, loaded.rules)
            else { return BatchOutcome(events: [], subjects: [], districts: []) }
            return try await CaseClock.written(decision, loaded, tx, request)
        }
    }

    /// Memberships whose term nears its end and that have no case of expiry yet.
    private func ending(on today: CalendarDate) async throws -> [Ending] {
        let horizon = today.adding(days: CaseClock.horizonDays)
        return try await context.readAll { tx in
            try await tx.query(
                """
                SELECT m.group_id, m.site_id, m.mode, m.term_until::text AS term_until, g.district \
                FROM registry.membership m JOIN registry.school_group g ON g.id = m.group_id \
                WHERE m.term_until <= \(horizon.description)::date AND m.valid_until IS NULL \
                AND g.closed_on IS NULL AND NOT EXISTS (SELECT FROM registry.case_file c \
                WHERE c.purpose = 'expire' AND c.group_id = m.group_id \
                AND c.facts->'proposal'->'sites'->>0 = m.site_id::text \
                AND c.facts->'proposal'->>'until' = m.term_until::text) \
                ORDER BY m.term_until, m.id LIMIT \(CaseClock.roundMax)
                """
            ).map(Ending.init)
        }
    }

    /// The longest time before a term's end at which a pack opens its case.
    static let horizonDays = 366

    private func open(_ ending: Ending, on today: CalendarDate) async throws {
        let loading = CaseLoading(policies: policies)
        let request = request(
            "expire", "\(ending.group)/\(ending.site)/\(ending.until)/\(today)", reason: "")
        do {
            _ = try await context.commands.runBatch(request) { tx, _ in
                let pack = try await loading.policies.current(tx, ending.district, on: today)
                guard ending.opensOn(in: pack).map({ $0 <= today }) ?? false else {
                    return BatchOutcome(events: [], subjects: [], districts: [])
                }
                let opening = try await CaseOpening(form: ending.form, loading: loading, tx: tx)
                    .open(by: request.caller, on: today, reason: "")
                return try await CaseClock.written(
                    opening.decision, opening.loaded, tx, request)
            }
        } catch let refusal as Refusal {
            context.logger.warning(
                "no case was opened for a term that ends",
                metadata: [
                    "group": "\(ending.group)", "site": "\(ending.site)",
                    "why": "\(refusal.what.english)",
                ])
        }
    }

    private static func written(
        _ decision: CaseDecision, _ loaded: LoadedCase, _ tx: PostgresTransaction,
        _ request: CommandRequest
    ) async throws -> BatchOutcome {
        let (work, statements) = try await CaseWriting(loaded: loaded, tx: tx, request: request)
            .work(decision)
        _ = try await tx.pipeline(statements)
        return BatchOutcome(
            events: try work.events(), subjects: work.subjects, districts: work.concerned)
    }

    private func request(_ what: String, _ key: String, reason: String) -> CommandRequest {
        CommandRequest(
            service: .service("registry"), method: "taoli.registry.cases/\(what)",
            derivedID: CaseClock.id(of: "\(what)/\(key)"), reason: reason)
    }

    /// The same text gives the same id (RFC 9562, version 8: bits of a hash).
    static func id(of text: String) -> UUID {
        var bytes = Array(SHA256.hash(data: Data(text.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}

/// A membership whose term nears its end.
private struct Ending: Sendable {
    let group: GroupID
    let site: SiteID
    let mode: String?
    let until: CalendarDate
    let district: DistrictCode

    init(_ row: PostgresRow) throws {
        group = try row.id("group_id")
        site = try row.id("site_id")
        mode = try row.get("mode")
        until = try row.date("term_until")
        district = try row.district("district")
    }

    /// The day on which its case opens; `nil` when the pack lets the membership stay.
    func opensOn(in pack: PolicyPack) -> CalendarDate? {
        guard RunCaseClock.expiry(mode, until: until, in: pack) != nil,
            let days = pack[TermsSection.self].reminders.flatMap(\.daysBefore).max()
        else { return nil }
        return until.adding(days: -days)
    }

    var form: CaseForm {
        CaseForm(
            id: CaseID(.version7()), purpose: .expire, group: group, site: site, founding: nil,
            mode: mode, category: nil, years: nil, ground: nil, isBeforeLandSale: false,
            touchesEstablishment: false)
    }
}
