import TaoliModels
package import TaoliPolicy

/// The rights that a group's naming opens; they end with it (SH-18).
package enum UnitRights {
    /// - Parameters:
    ///   - grade: the group's on the day; `nil` while it has none.
    ///   - leadCategories: what its lead schools are designated as on the day.
    ///   - pack: what its district follows on the day; `nil` when nothing.
    package static func open(
        grade: String?, leadCategories: Set<String>, pack: PolicyPack?
    ) -> [UnitRightRule] {
        guard let grade, let pack else { return [] }
        return pack[UnitsSection.self].rights.filter { right in
            right.grades.contains(grade)
                && (right.leadCategory.map(leadCategories.contains) ?? true)
        }
    }
}
