import Foundation
import RegistryCore
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels

/// What registry makes of evaluation's events: a second failed year in a row opens the case of a
/// forced exit, and a correction that breaks the row drops it; all else is for others.
struct EvaluationReaction: Sendable {
    let forcedExit: CaseForcedExit

    /// The consumer that hears them.
    static func consumer(_ context: ServiceContext, _ policies: PolicyStore) -> ConsumerDefinition {
        let reaction = EvaluationReaction(
            forcedExit: CaseForcedExit(context: context, policies: policies))
        return .reaction(
            name: "registry-evaluation", producer: "evaluation",
            topics: ["taoli.evaluation.verdict"]
        ) { event, _ in
            try await reaction.react(to: event)
        }
    }

    /// - Throws: `ProjectionError` for an event that cannot be read, and what `CaseForcedExit` throws.
    func react(to event: ReceivedEvent) async throws {
        typealias Found = Taoli_Evaluation_Events_V1_ConsecutiveFailureFound
        typealias Withdrawn = Taoli_Evaluation_Events_V1_ConsecutiveFailureWithdrawn
        switch event.type {
        case Found.protoMessageName:
            let message = try event.decode(Found.self)
            guard message.then == Self.forcedExit else { return }
            try await forcedExit.open(
                try notice(event, message.facts, message.siteIds, message.schoolYears))
        case Withdrawn.protoMessageName:
            let message = try event.decode(Withdrawn.self)
            guard message.then == Self.forcedExit else { return }
            try await forcedExit.drop(
                try notice(event, message.facts, message.siteIds, message.schoolYears),
                reason: message.reason)
        default: return
        }
    }

    private static let forcedExit = "forced_exit"

    private func notice(
        _ event: ReceivedEvent, _ facts: Taoli_Evaluation_Events_V1_ResultPublished.Facts,
        _ sites: [String], _ years: [String]
    ) throws -> CaseForcedExit.Notice {
        CaseForcedExit.Notice(
            event: event.id, group: GroupID(try event.id("group_id", facts.groupID)),
            sites: try sites.map { SiteID(try event.id("site_ids", $0)) }, years: years,
            traceparent: event.traceparent)
    }
}
