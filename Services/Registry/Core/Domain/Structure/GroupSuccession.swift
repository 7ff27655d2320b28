package import TaoliModels

/// How a group came out of another.
package enum SuccessionWay: String, CaseIterable, Sendable {
    /// The predecessor went into the successor, whole.
    case merge
    /// The successor was made of a part of the predecessor.
    case split
}

/// One group after another (TC-2).
package struct GroupSuccession: Hashable, Sendable {
    /// The group that ended, or of which the successor is a part.
    package let predecessor: GroupID
    /// The group that stands for it.
    package let successor: GroupID
    package let way: SuccessionWay
    /// First day on which the successor stands for it.
    package let on: CalendarDate
    /// As given with the command.
    package let reason: String

    package init(
        predecessor: GroupID, successor: GroupID, way: SuccessionWay, on: CalendarDate,
        reason: String
    ) {
        self.predecessor = predecessor
        self.successor = successor
        self.way = way
        self.on = on
        self.reason = reason
    }
}

/// What a command made of several groups at once.
package struct StructureDecision: Sendable {
    /// One a group, in the order in which they are written: whoever gives up a name comes first.
    package let groups: [Decision<Group>]
    /// The links between them.
    package let successions: [GroupSuccession]
}
