package import TaoliPolicy

/// A strong school's year looked at afterwards: a placement that ended before its time does not
/// count, and so a quota that was kept may be broken later (SH-3, decision 2).
package struct YearQuota: Hashable, Sendable {
    /// Teachers who were eligible when the plan was decided.
    package let eligible: Int
    /// Those sent that year.
    package let stays: [Stay]

    /// One teacher's stay.
    package struct Stay: Hashable, Sendable {
        package let kind: PlacementKind
        /// Whether a key teacher when the plan was decided.
        package let isKey: Bool
        /// Full school years served, or still planned.
        package let years: Int

        package init(kind: PlacementKind, isKey: Bool, years: Int) {
            self.kind = kind
            self.isKey = isKey
            self.years = years
        }
    }

    /// What is found about one share.
    package struct Finding: Hashable, Sendable {
        package let rule: FlowShareRule
        /// Those who count.
        package let count: Int
        /// Of whom the share is taken.
        package let total: Int

        /// By whole numbers: count · 100 ≥ share · total.
        package var isKept: Bool { count * 100 >= rule.atLeast * total }
    }

    package init(eligible: Int, stays: [Stay]) {
        self.eligible = eligible
        self.stays = stays
    }

    /// One finding a share of the pack.
    package func findings(_ pack: PolicyPack) -> [Finding] {
        let section = pack[RotationSection.self]
        let lasting = stays.filter { stay in
            section.stays.allSatisfy { rule in
                (!rule.kinds.isEmpty && !rule.kinds.contains(stay.kind))
                    || stay.years >= rule.yearsAtLeast
            }
        }
        return section.shares.map { share in
            let own = lasting.filter { stay in
                section.kinds.contains { $0.kind == stay.kind && $0.toward.contains(share.id) }
            }
            switch share.measure {
            case .sent: return Finding(rule: share, count: own.count, total: eligible)
            case .keyTeachers:
                return Finding(rule: share, count: own.count(where: \.isKey), total: own.count)
            }
        }
    }
}
