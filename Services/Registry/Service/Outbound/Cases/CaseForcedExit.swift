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
