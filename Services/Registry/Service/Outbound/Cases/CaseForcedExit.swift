import Foundation
import Logging
import RegistryCore
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Opens the case of a member that failed so many years in a row (XN-19, decision 12), for
/// evaluation's event. Each site's case has a request id derived from the event: told twice, it is
/// opened once. Who acts on the case is a person, as on any other.
struct CaseForcedExit: Sendable {
    let context: ServiceContext
    let policies: PolicyStore

    /// What the event says.
    struct Notice: Sendable {
        let event: UUID
        let group: GroupID
        let sites: [SiteID]
        /// The earliest first.
        let years: [String]
        let traceparent: String?
    }

    /// - Throws: what `OpenCase` refuses and may pass by itself, such as `no-policy-bound`: the event
    ///   is parked and can be applied again. What will never pass is logged.
    func open(_ notice: Notice) async throws {
        for site in notice.sites {
            do {
                _ = try await open(site, notice)
            } catch let refusal as Refusal where Self.final.contains(refusal.slug) {
                context.logger.warning(
                    "no case of forced exit was opened",
                    metadata: [
                        "group": "\(notice.group)", "site": "\(site)",
                        "refusal": "\(refusal.slug)",
                    ])
            }
        }
    }

    /// One runs already; the site left meanwhile; or the policy has no chain for it, which the
    /// bureau is told of by the failure itself (decision 17).
    private static let final: Set = ["case-running", "not-a-member", "no-chain-in-policy"]

    /// Drops the cases that `open` opened for those years and that did not come about yet.
    ///
    /// - Parameter reason: of the correction that broke the row.
    func drop(_ notice: Notice, reason: String) async throws {
        for site in notice.sites {
            for id in try await running(notice.group, site) {
                _ = try await drop(id, notice, reason: reason)
            }
        }
    }

    /// Cases of a site's exit that are not over.
    private func running(_ group: GroupID, _ site: SiteID) async throws -> [CaseID] {
        try await context.readAll { tx in
            try await tx.query(
                """
                SELECT id FROM registry.case_file WHERE purpose = 'expel' \
                AND group_id = \(group.rawValue) AND site_id = \(site.rawValue) \
                AND status IN ('open', 'returned', 'decided') ORDER BY id
                """
            ).map { try $0.id("id") }
        }
    }

    private func drop(_ id: CaseID, _ notice: Notice, reason: String) async throws -> Bool {
        let loading = CaseLoading(policies: policies)
        let request = CommandRequest(
            service: .service(context.name), method: "taoli.registry.cases/drop_forced_exit",
            derivedID: CaseClock.id(of: "drop_forced_exit/\(notice.event.text)/\(id)"),
            reason: "评估结果已更正 / the result was corrected: \(reason)",
            traceparent: notice.traceparent)
        let logger = context.logger
        return try await StoreRefusals.explained {
            try await context.commands.runBatch(request) { tx, now in
                let loaded = try await loading.load(id, tx)
                // A case that people opened, or on another ground, is theirs.
                guard loaded.item.openedBy.role == .service,
                    loaded.item.facts.ground == .yearlyFailure
                else { return Self.nothing }
                let decision = DropCase(reason: request.reason).decide(
                    loaded.item, on: CalendarDate(shanghai: now), loaded.rules)
                guard let decision else {
                    logger.warning(
                        "a forced exit came about before its ground was corrected",
                        metadata: ["case": "\(id)", "event": "\(notice.event)"])
                    return Self.nothing
                }
                return try await CaseClock.written(decision, loaded, tx, request)
            }
        }
    }

    private static let nothing = BatchOutcome(events: [], subjects: [], districts: [])

    private func open(_ site: SiteID, _ notice: Notice) async throws -> Bool {
        let loading = CaseLoading(policies: policies)
        let request = CommandRequest(
            service: .service(context.name), method: "taoli.registry.cases/forced_exit",
            derivedID: CaseClock.id(of: "forced_exit/\(notice.event.text)/\(site)"),
            reason: "连续不合格 / failed in a row: \(notice.years.joined(separator: ", "))",
            traceparent: notice.traceparent)
        return try await StoreRefusals.explained {
            try await context.commands.runBatch(request) { tx, now in
                let opening = try await CaseOpening(
                    form: Self.form(site, notice), loading: loading, tx: tx
                ).open(
                    by: request.caller, on: CalendarDate(shanghai: now), reason: request.reason)
                let (work, statements) = try await CaseWriting(
                    loaded: opening.loaded, tx: tx, request: request
                ).work(opening.decision)
                _ = try await tx.pipeline(statements)
                return BatchOutcome(
                    events: try work.events(), subjects: work.subjects,
                    districts: work.concerned)
            }
        }
    }

    private static func form(_ site: SiteID, _ notice: Notice) -> CaseForm {
        CaseForm(
            id: CaseID(.version7()), purpose: .expel, group: notice.group, site: site,
            founding: nil, mode: nil, category: nil, years: nil, ground: .yearlyFailure,
            isBeforeLandSale: false, touchesEstablishment: false)
    }
}
