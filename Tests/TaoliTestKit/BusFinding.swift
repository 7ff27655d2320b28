/// The invariants of messaging.md that `BusInvariants` checks.
package enum BusInvariant: String, CaseIterable, Sendable {
    /// After quiet, each consumer's last sequence equals the producer's version.
    case noLoss = "I1"
    /// Every effect's event was committed by a command.
    case noGhost = "I2"
    /// One effect an event.
    case once = "I3"
    /// Sequences 1, 2, 3…
    case order = "I4"
    /// By serial, a consumer's epochs never go back.
    case fencing = "I5"
    /// N tries of one request id: one change, equal answers.
    case oneChange = "I6"
    /// A parked event stops its own aggregate and no other, and loses nothing of the order.
    case poison = "I7"
    /// After healing the backlog has drained.
    case drained = "I9"
}

/// Something that is not as an invariant says.
package struct BusFinding: Hashable, Sendable, CustomStringConvertible {
    package let invariant: BusInvariant
    /// Which databases, e.g. `registry → notification/copy`.
    package let place: String
    /// What differs, with the ids that lead to it.
    package let text: String

    package var description: String { "\(invariant.rawValue) \(place): \(text)" }
}
