package import TaoliModels

/// Holds what a case says a school counts as against what the bureau has designated: the guards
/// look at the designation alone, so that a statement which differs would mislead (XN-1).
package enum CategoryStatement {
    /// - Parameters:
    ///   - stated: as the case says; `nil` when it says nothing.
    ///   - stages: what the site teaches; empty when unknown.
    ///   - today: what holds then or begins later agrees.
    /// - Throws: `category-not-designated`.
    package static func check(
        _ stated: String?, of school: SchoolID, stages: [Stage], _ designations: [Designation],
        today: CalendarDate
    ) throws(Refusal) {
        guard let stated else { return }
        let days = [today] + designations.map(\.validity.from).filter { $0 > today }
        let recorded = days.reduce(into: Set<String>()) {
            $0.formUnion(designations.categories(of: school, stages: stages, on: $1))
        }
        guard recorded.contains(stated) else {
            throw StructureRefusals.categoryDiffers(stated, recorded: recorded.sorted())
        }
    }
}
