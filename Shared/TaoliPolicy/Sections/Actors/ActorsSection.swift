package import TaoliModels

/// Who acts in a case, and which role at which unit that is in the product.
package struct ActorsSection: PolicySection {
    package static let key = "actors"

    /// In the order of the file.
    package let kinds: [ActorRule]

    package init(_ reader: PolicyReader) { kinds = reader.rules("kinds", ActorRule.init) }

    /// The actor of that id.
    package func actor(_ id: String) -> ActorRule? { kinds.first { $0.id == id } }
}

/// One actor.
package struct ActorRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// The role that acts for it.
    package let role: Role
    /// The unit at which that role must be held.
    package let place: Party
    /// It has no account here, as a government: the role records what it decided, with the paper.
    package let isOnBehalf: Bool
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        role = reader.choice("role")
        place = reader.choice("at")
        isOnBehalf = reader.optionalFlag("on_behalf") ?? false
        source = reader.source()
    }
}

/// A party of a case: a unit that it names.
package enum Party: String, CaseIterable, Sendable {
    /// The school that applies or is concerned.
    case school
    /// The school that leads the group.
    case lead
    /// Whoever works for the group as a whole.
    case group
    /// The bureau of the district to which the group belongs.
    case groupDistrict = "group_district"
    /// The bureau of the district in which the school lies.
    case schoolDistrict = "school_district"
    /// The city's bureau.
    case city
}
