import Foundation
import RegistryCore
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels

/// What registry makes of evaluation's events: a second failed year in a row opens the case of a
/// forced exit; all else is for others.
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
        guard event.type == Found.protoMessageName else { return }
        let message = try event.decode(Found.self)
        guard message.then == "forced_exit" else { return }
        try await forcedExit.open(
            CaseForcedExit.Notice(
                event: event.id,
                group: GroupID(try event.id("group_id", message.facts.groupID)),
                sites: try message.siteIds.map { SiteID(try event.id("site_ids", $0)) },
                years: message.schoolYears, traceparent: event.traceparent))
    }
}
