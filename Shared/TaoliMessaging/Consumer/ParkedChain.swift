import Foundation
import TaoliKafka
import TaoliModels

/// The parked events of one aggregate on their way through an operator's order, in sequence. Pure
/// but for the handler, which its caller runs.
struct ParkedChain {
    struct Link {
        let id: UUID
        var reason: ParkedEvent.Reason
        let sequence: Int64
        let record: KafkaRecord
    }

    enum Step {
        case apply(Link)
        /// Applied in the meantime: no effect, the row goes.
        case obsolete(Link)
        case end(String?)
    }

    private(set) var sequence: Int64
    private(set) var lastEvent: UUID?
    private(set) var links: [Link]
    private(set) var applied = 0
    private(set) var removed: [UUID] = []
    /// What the rest is parked for from now on.
    private(set) var rest: ParkedEvent.Reason?

    /// - Parameter links: all parked events of the aggregate.
    init(sequence: Int64, lastEvent: UUID?, links: [Link]) {
        self.sequence = sequence
        self.lastEvent = lastEvent
        self.links = links.sorted { $0.sequence < $1.sequence }
    }

    /// What happens to the first of the rest.
    mutating func next() -> Step {
        if let conflict = links.first(where: { $0.reason == .conflict }) {
            return .end("event \(conflict.id.text) conflicts: discard it first")
        }
        guard let first = links.first else { return .end(nil) }
        if first.sequence <= sequence { return .obsolete(first) }
        guard first.sequence == sequence + 1 else {
            // The missing ones release them by themselves when they come.
            rest = .gap
            return .end("events before sequence \(first.sequence) have not come yet")
        }
        return .apply(first)
    }

    /// The first one is done with: applied, or dropped by order.
    mutating func done(_ link: Link, effect: Bool) {
        links.removeAll { $0.id == link.id }
        removed.append(link.id)
        if effect { applied += 1 }
        // What conflicted never was the next event, whatever its number.
        guard link.reason != .conflict, link.sequence == sequence + 1 else { return }
        sequence = link.sequence
        lastEvent = link.id
    }

    /// The first one failed again: the others follow it aside.
    mutating func failed() {
        rest = .follower
    }

    /// Why a discard of this event is refused; `nil` when it may be dropped.
    func refusal(toDiscard link: Link) -> String? {
        guard link.reason != .conflict, link.sequence > sequence + 1 else { return nil }
        return "events before sequence \(link.sequence) are missing or parked: begin with those"
    }
}
