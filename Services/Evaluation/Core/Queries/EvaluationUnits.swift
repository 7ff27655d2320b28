package import TaoliModels

/// The units of a group on a day: campuses count once (decision 7), and a site counts in each stage
/// it covers (JD-1).
package struct EvaluationUnits: Sendable {
    /// The day of which is asked: memberships that hold on it count.
    package let date: CalendarDate

    package init(on date: CalendarDate) { self.date = date }

    /// - Returns: one unit for each stage taught in the group, in school order; none on a day on
    ///   which the group does not exist.
    package func units(of group: EvaluationGroup) -> [EvaluationUnit] {
        guard group.validity.holds(on: date) else { return [] }
        let present = group.members.filter { $0.validity.holds(on: date) && !$0.isUnbuilt }
        let unknown = present.count { $0.stages == nil }
        return Set(present.flatMap { $0.stages ?? [] }).sorted().map { stage in
            EvaluationUnit(
                groupID: group.id, groupName: group.name, stage: stage,
                schools: schools(present.filter { $0.stages?.contains(stage) == true }),
                sitesUnknown: unknown)
        }
    }

    private func schools(_ members: [EvaluationMember]) -> [EvaluationSchool] {
        Dictionary(grouping: members, by: \.schoolID).map { id, sites in
            EvaluationSchool(
                id: id, name: sites.first?.schoolName ?? "",
                leads: sites.contains { $0.role == .lead }, sites: sites.count)
        }.sorted {
            if $0.leads != $1.leads { return $0.leads }
            return ($0.name, $0.id.description) < ($1.name, $1.id.description)
        }
    }
}
