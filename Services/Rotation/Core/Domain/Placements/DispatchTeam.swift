package import TaoliPolicy

/// The team that a lead sends to one member, with those who come in return (XN-5).
package struct DispatchTeam: Hashable, Sendable {
    /// The mode of the member's membership, e.g. `entrusted`.
    package let mode: String
    /// All who are sent, the executive principal included.
    package let members: [Member]
    /// People of the member who come to the lead, by code.
    package let inReturn: [String]

    package init(mode: String, members: [Member], inReturn: [String]) {
        self.mode = mode
        self.members = members
        self.inReturn = inReturn
    }

    /// One who is sent.
    package struct Member: Hashable, Sendable {
        /// A code or an id.
        package let person: String
        /// The post at the member school, by the pack's id.
        package let post: String
        /// What the person is at home.
        package let isAtHome: Set<DispatchPostRule.Holder>
        /// Whether employment shall move.
        package let movesEmployment: Bool

        package init(
            person: String, post: String, isAtHome: Set<DispatchPostRule.Holder> = [],
            movesEmployment: Bool = false
        ) {
            self.person = person
            self.post = post
            self.isAtHome = isAtHome
            self.movesEmployment = movesEmployment
        }
    }
}
