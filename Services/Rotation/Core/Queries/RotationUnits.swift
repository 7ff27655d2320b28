package import TaoliModels

/// The units of a group on a day. Source: issue text "lead rows send, member rows receive"; a site
/// counts in each stage it covers (JD-1).
package struct RotationUnits: Sendable {
    /// The day of which is asked: memberships that hold on it count.
    package let date: CalendarDate

    package init(on date: CalendarDate) { self.date = date }

    /// - Returns: one unit a stage in school order; a single unit without a stage when the group as
    ///   a whole cannot rotate. Never empty.
    package func units(of group: RotationGroup) -> [RotationUnit] {
        if date < group.validity.from { return [none(group, .notFounded(group.validity.from))] }
        if let until = group.validity.until, until <= date { return [none(group, .closed(until))] }
        let present = group.members.filter { $0.validity.holds(on: date) }
        let taught = Set(present.filter { !$0.isUnbuilt }.flatMap { $0.stages ?? [] }).sorted()
        if taught.isEmpty { return [none(group, obstacle(present))] }
        return taught.map { unit(group, $0, present) }
    }

    private func unit(
        _ group: RotationGroup, _ stage: Stage, _ present: [RotationMember]
    ) -> RotationUnit {
        let senders = places(.lead, stage, present)
        let receivers = places(.member, stage, present)
        var obstacle: RotationObstacle?
        if senders.isEmpty { obstacle = missing(.lead, stage, present, else: .noLead(stage)) }
        if receivers.isEmpty { obstacle = missing(.member, stage, present, else: .noMember(stage)) }
        return RotationUnit(
            groupID: group.id, groupName: group.name, stage: stage, senders: senders,
            receivers: receivers, obstacle: obstacle)
    }

    private func places(
        _ role: MembershipRole, _ stage: Stage, _ present: [RotationMember]
    ) -> [RotationPlace] {
        present.filter { $0.role == role && !$0.isUnbuilt && $0.stages?.contains(stage) == true }
            .map(\.place)
            .sorted {
                ($0.siteName, $0.siteID.description) < ($1.siteName, $1.siteID.description)
            }
    }

    private func missing(
        _ role: MembershipRole, _ stage: Stage, _ present: [RotationMember],
        else certain: RotationObstacle
    ) -> RotationObstacle {
        let unknown = present.count { $0.role == role && $0.stages == nil }
        return unknown > 0 ? .waiting(stage, role, unknown) : certain
    }

    private func obstacle(_ present: [RotationMember]) -> RotationObstacle {
        if present.isEmpty { return .noSchools }
        let unknown = present.count { $0.stages == nil }
        if unknown > 0 { return .sitesUnknown(unknown) }
        return present.allSatisfy(\.isUnbuilt) ? .noneBuilt : .stagesUnknown
    }

    private func none(_ group: RotationGroup, _ obstacle: RotationObstacle) -> RotationUnit {
        RotationUnit(
            groupID: group.id, groupName: group.name, stage: nil, senders: [], receivers: [],
            obstacle: obstacle)
    }
}
