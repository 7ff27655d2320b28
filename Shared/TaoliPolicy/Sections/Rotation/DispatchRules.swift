package import TaoliModels

/// How many people a dispatched team has (XN-5).
package struct DispatchTeamRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    package let kind: PlacementKind
    /// The modes of members that get one; empty: all.
    package let modes: [String]
    /// Both ends allowed; every post counts.
    package let size: ClosedRange<Int>
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        kind = reader.choice("kind")
        modes = reader.texts("modes")
        size = reader.range("size", in: 1...100)
        source = reader.source()
    }
}

/// A post in a dispatched team (XN-5).
package struct DispatchPostRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    package let kind: PlacementKind
    /// In the words of the system.
    package let name: Wording
    /// How many hold it, both ends allowed.
    package let seats: ClosedRange<Int>
    /// What somebody must be at home to hold it.
    package let holder: Holder
    package let source: RuleSource

    /// What somebody is at home.
    package enum Holder: String, CaseIterable, Sendable {
        /// Nothing is asked.
        case anybody
        /// 中层管理人员
        case middleManager = "middle_manager"
        /// 骨干教师
        case keyTeacher = "key_teacher"
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        kind = reader.choice("kind")
        name = reader.wording("name")
        seats = reader.range("seats", in: 0...100)
        holder = reader.optionalChoice("holder") ?? .anybody
        source = reader.source()
    }
}

/// Who comes from the receiving school in return (XN-5: 成员校相应派员跟岗).
package struct CounterFlowRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The kind that is answered.
    package let answers: PlacementKind
    /// The kind in which somebody comes.
    package let kind: PlacementKind
    /// So many people.
    package let atLeast: Int
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        answers = reader.choice("answers")
        kind = reader.choice("kind")
        atLeast = reader.integer("at_least", in: 1...100)
        source = reader.source()
    }
}

/// Whether a placement may move somebody's employment (GT-12, XN-5). A rule for posts goes before
/// one without.
package struct EmploymentRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The modes of membership meant; empty: all.
    package let modes: [String]
    /// The posts meant; empty: everybody.
    package let posts: [String]
    package let change: Change
    package let source: RuleSource

    /// What is allowed.
    package enum Change: String, CaseIterable, Sendable {
        /// Employment and pay stay with the home school.
        case never
        /// It may move, where that is needed.
        case asNeeded = "as_needed"
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        modes = reader.texts("modes")
        posts = reader.texts("posts")
        change = reader.choice("change")
        source = reader.source()
    }
}

/// Who appraises somebody who is placed (SH-3, XN-35).
package struct AppraiserRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// The placements meant; empty: all.
    package let kinds: [PlacementKind]
    /// Who appraises.
    package let by: Appraiser
    package let source: RuleSource

    /// Who.
    package enum Appraiser: String, CaseIterable, Sendable {
        /// 流入校
        case receiving
        /// 牵头校, 龙头学校
        case lead
        /// 派出校
        case home
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        kinds = reader.choices("kinds")
        by = reader.choice("by")
        source = reader.source()
    }
}
