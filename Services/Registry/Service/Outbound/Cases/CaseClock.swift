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
/// it does has an id derived from the case and its version, so it is done once.
struct CaseClock: Service {
    /// How often the day is looked at.
    static let interval: Duration = .seconds(60)
    /// Memberships of one page.
    static let roundMax = 200

    let context: ServiceContext
    let policies: PolicyStore

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var opened: CalendarDate?
            while !Task.isCancelled {
                let today = CalendarDate(shanghai: context.now())
                do {
                    // Terms are looked at once a day; what is due, each time.
                    if opened != today { try await openExpiries(on: today) }
                    opened = today
                    try await actOnDue(on: today)
                } catch is CancellationError {
                    return
                } catch {
                    failed("the clock of cases failed; it tries again", error, [:])
                }
                try? await Task.sleep(for: CaseClock.interval)
            }
        }
    }

    /// Does everything that a day brings.
    func round(on today: CalendarDate) async throws {
        try await openExpiries(on: today)
        try await actOnDue(on: today)
    }

    /// One case that cannot go on stops no other.
    private func actOnDue(on today: CalendarDate) async throws {
        for id in try await due(on: today) {
            do {
                while try await act(id, on: today) {}
            } catch let error where !(error is CancellationError) {
                failed("a case cannot go on", error, ["case": "\(id)"])
            }
        }
    }

    private func openExpiries(on today: CalendarDate) async throws {
        var last: Ending?
        while true {
            let page = try await ending(on: today, after: last)
            for ending in page {
                do {
                    try await open(ending, on: today)
                } catch let error where !(error is CancellationError) {
                    failed(
                        "no case was opened for a term that ends", error,
                        ["group": "\(ending.group)", "site": "\(ending.site)"])
                }
            }
            guard page.count == CaseClock.roundMax else { return }
            last = page.last
        }
    }

    private func failed(_ what: Logger.Message, _ error: any Error, _ places: Logger.Metadata) {
        var metadata = places
        metadata["error"] = "\((error as? Refusal)?.what.english ?? "\(error)")"
        context.logger.error(what, metadata: metadata)
    }

    /// Cases with a step that the day may act on, and those of expiry whose term is no longer the
    /// membership's.
    private func due(on today: CalendarDate) async throws -> [CaseID] {
        try await context.readAll { tx in
            try await tx.query(
                """
                SELECT case_id FROM registry.case_step WHERE state = 'open' AND is_timed \
                AND (due_on IS NULL OR due_on <= \(today.description)::date) \
                UNION SELECT c.id FROM registry.case_file c \
                WHERE c.purpose = 'expire' AND c.status IN ('open', 'returned') \
                AND NOT EXISTS (SELECT FROM registry.membership m \
                WHERE m.group_id = c.group_id AND m.site_id = c.site_id \
                AND m.valid_until IS NULL \
                AND m.term_until::text = c.facts->'proposal'->>'until')
                """
            ).map { try $0.id("case_id") }
        }
    }

    /// One thing that the day does to a case; false when it does nothing more.
    private func act(_ id: CaseID, on today: CalendarDate) async throws -> Bool {
        let loading = CaseLoading(policies: policies)
        let version = try await context.readAll { tx in
            try await loading.cases([id], .none, tx).first?.version ?? 0
        }
        let request = request("act", "\(id)/\(version)")
        return try await CaseClock.unlessIdle {
            try await StoreRefusals.explained {
                try await context.commands.runBatch(request) { tx, _ in
                    let loaded = try await loading.load(id, tx)
                    guard
                        let decision = RunCaseClock(termUntil: loaded.termUntil)
                            .decide(loaded.item, on: today, loaded.rules)
                    else { throw Idle() }
                    return try await CaseClock.written(decision, loaded, tx, request)
                }
            }
        }
    }

    /// Memberships whose term nears its end and that have no case of expiry yet.
    private func ending(on today: CalendarDate, after last: Ending?) async throws -> [Ending] {
        let horizon = today.adding(days: ReminderRule.daysMax)
        return try await context.readAll { tx in
            try await tx.query(
                """
                SELECT m.id, m.group_id, m.site_id, m.mode, m.term_until::text AS term_until, \
                g.district FROM registry.membership m \
                JOIN registry.school_group g ON g.id = m.group_id \
                WHERE m.term_until <= \(horizon.description)::date AND m.valid_until IS NULL \
                AND g.closed_on IS NULL AND NOT EXISTS (SELECT FROM registry.case_file c \
                WHERE c.purpose = 'expire' AND c.status <> 'withdrawn' \
                AND c.group_id = m.group_id AND c.site_id = m.site_id \
                AND c.facts->'proposal'->>'until' = m.term_until::text) \
                AND (\(last?.id)::uuid IS NULL OR (m.term_until, m.id) \
                > (\(last?.until.description)::date, \(last?.id)::uuid)) \
                ORDER BY m.term_until, m.id LIMIT \(CaseClock.roundMax)
                """
            ).map(Ending.init)
        }
    }

    private func open(_ ending: Ending, on today: CalendarDate) async throws {
        let loading = CaseLoading(policies: policies)
        let request = request("expire", "\(ending.id)/\(ending.until)")
        _ = try await CaseClock.unlessIdle {
            try await StoreRefusals.explained {
                try await context.commands.runBatch(request) { tx, _ in
                    let pack = try await loading.policies.current(tx, ending.district, on: today)
                    guard ending.opensOn(in: pack).map({ $0 <= today }) ?? false else {
                        throw Idle()
                    }
                    let opening = try await CaseOpening(
                        form: ending.form, loading: loading, tx: tx
                    ).open(by: request.caller, on: today, reason: "")
                    return try await CaseClock.written(
                        opening.decision, opening.loaded, tx, request)
                }
            }
        }
    }

    /// There is nothing to do: what was begun is taken back, so that its id stays free.
    private struct Idle: Error {}

    private static func unlessIdle(_ body: () async throws -> Bool) async throws -> Bool {
        do {
            return try await body()
        } catch is Idle {
            return false
        }
    }

    /// What a decision by the product itself writes and tells.
    static func written(
        _ decision: CaseDecision, _ loaded: LoadedCase, _ tx: PostgresTransaction,
        _ request: CommandRequest
    ) async throws -> BatchOutcome {
        let (work, statements) = try await CaseWriting(loaded: loaded, tx: tx, request: request)
            .work(decision)
        _ = try await tx.pipeline(statements)
        return BatchOutcome(
            events: try work.events(), subjects: work.subjects, districts: work.concerned)
    }

    private func request(_ what: String, _ key: String) -> CommandRequest {
        CommandRequest(
            service: .service("registry"), method: "taoli.registry.cases/\(what)",
            derivedID: CaseClock.id(of: "\(what)/\(key)"), reason: "")
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
    let id: UUID
    let group: GroupID
    let site: SiteID
    let mode: String?
    let until: CalendarDate
    let district: DistrictCode

    init(_ row: PostgresRow) throws {
        id = try row.get("id")
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
