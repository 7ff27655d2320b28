package import TaoliModels

/// The schools of one stage of a group of which a standard is asked on a day.
package struct EvaluationUnit: Hashable, Sendable {
    package let groupID: GroupID
    /// The group's present name.
    package let groupName: String
    package let stage: Stage
    /// Each school once, leads first, then by name. Never empty.
    package let schools: [EvaluationSchool]
    /// Sites of the group of which nothing is known yet; they may belong to this stage.
    package let sitesUnknown: Int

    /// Whether "spread between schools" has a meaning: not with one school (decision 7: such a
    /// standard is not applicable, never met).
    package var isSpreadApplicable: Bool { schools.count > 1 }

    /// What a reader must know beside the list; `nil` when there is nothing.
    package var note: Wording? {
        let parts = [isSpreadApplicable ? nil : notApplicable, waiting].compactMap { $0 }
        guard !parts.isEmpty else { return nil }
        return Wording(
            parts.map(\.chinese).joined(), parts.map(\.english).joined(separator: " "))
    }

    private var notApplicable: Wording {
        let sites = schools.first?.sites ?? 0
        if sites > 1 {
            return Wording(
                "本学段只有一所学校（\(sites) 个校区按一所计），校际差异不适用，不视为达到。",
                """
                The stage has one school (\(sites) sites count as one): spread between schools is \
                not applicable, which is not the same as met.
                """)
        }
        return Wording(
            "本学段只有一所学校，校际差异不适用，不视为达到。",
            """
            The stage has one school: spread between schools is not applicable, which is not the \
            same as met.
            """)
    }

    private var waiting: Wording? {
        guard sitesUnknown > 0 else { return nil }
        return Wording(
            "集团内另有 \(sitesUnknown) 个校区的资料尚未收到。",
            "Sites of the group that are not known here yet: \(sitesUnknown).")
    }
}

/// One school, once, however many of its sites are in the group.
package struct EvaluationSchool: Hashable, Sendable {
    package let id: SchoolID
    /// Empty while the school is not known yet.
    package let name: String
    /// Whether any of its sites of this stage leads the group.
    package let leads: Bool
    /// Its sites of this stage in the group.
    package let sites: Int
}
