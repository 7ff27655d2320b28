package import TaoliModels
package import TaoliPolicy

/// An open school, as far as coverage looks at it.
package struct CoveredSchool: Hashable, Sendable {
    /// The district that keeps its record.
    package let district: DistrictCode
    /// Of its open sites.
    package let stages: Set<Stage>
    /// Of the groups to which its sites belong on the day; empty: it is in none.
    package let groups: Set<GroupKind>

    package init(district: DistrictCode, stages: Set<Stage>, groups: Set<GroupKind>) {
        self.district = district
        self.stages = stages
        self.groups = groups
    }
}

/// How many schools are in a group (TC-1, JD-2).
package struct CoverageCount: Hashable, Sendable {
    /// All that are counted.
    package let schools: Int
    /// Of those, the ones in a group.
    package let covered: Int

    /// All of these schools, in any group.
    package init(_ schools: some Sequence<CoveredSchool>) {
        self.init(schools, kinds: [])
    }

    /// The schools that a rule counts: those of its stages, in a group of its kinds.
    package init(_ schools: some Sequence<CoveredSchool>, rule: CoverageRule) {
        let stages = Set(rule.stages)
        self.init(
            schools.filter { stages.isEmpty || !stages.isDisjoint(with: $0.stages) },
            kinds: Set(rule.kinds))
    }

    private init(_ schools: some Sequence<CoveredSchool>, kinds: Set<GroupKind>) {
        var (all, inside) = (0, 0)
        for school in schools {
            all += 1
            let isIn =
                kinds.isEmpty ? !school.groups.isEmpty : !kinds.isDisjoint(with: school.groups)
            if isIn { inside += 1 }
        }
        (self.schools, covered) = (all, inside)
    }

    /// Whether so many percent are covered; exact, and not met by no school at all.
    package func meets(_ percent: Int) -> Bool {
        schools > 0 && covered * 100 >= percent * schools
    }
}
