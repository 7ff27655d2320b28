package import TaoliModels

/// One stage of one group on one day: who may send teachers to whom, or why nobody may.
package struct RotationUnit: Hashable, Sendable {
    package let groupID: GroupID
    /// The group's present name.
    package let groupName: String
    /// `nil` when the group as a whole cannot rotate, so that no stage can be named.
    package let stage: Stage?
    /// Lead rows, by name.
    package let senders: [RotationPlace]
    /// Member rows, by name.
    package let receivers: [RotationPlace]
    /// `nil` when there are senders and receivers.
    package let obstacle: RotationObstacle?
}
