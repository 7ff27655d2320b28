import TaoliModels

/// Lets memberships of one group go on in another from a day on, with the agreed terms and modes.
/// Where the site is in the other group already, nothing begins: its times there never overlap.
struct MembershipCarrying {
    private(set) var group: Group
    private(set) var log: ChangeLog
    let on: CalendarDate
    let reason: String

    init(into group: Group, on: CalendarDate, reason: String) {
        self.group = group
        self.on = on
        self.reason = reason
        log = ChangeLog(.group(group.id), version: group.version)
    }

    /// - Parameters:
    ///   - site: the site as it is now, which says its school and district; `nil` when it is not
    ///     to be seen, then those of the membership stand.
    ///   - newID: asked once a membership that begins.
    /// - Throws: `too-many`.
    mutating func carry(
        _ membership: Membership, as role: MembershipRole, site: Site?,
        newID: () -> MembershipID
    ) throws(Refusal) {
        guard site?.isWithdrawn != true else { return }
        for time in free(membership) {
            guard group.memberships.count < RegistryLimits.membershipsMax else {
                throw GroupRefusals.tooMany("group_ids", max: RegistryLimits.membershipsMax)
            }
            let begun = Membership(
                id: newID(), siteID: membership.siteID,
                schoolID: site?.schoolID ?? membership.schoolID,
                district: site?.district ?? membership.district, role: role, validity: time,
                relation: membership.relation, mode: membership.mode,
                termUntil: membership.termUntil)
            group.memberships.append(begun)
            record(begun, name: site?.name)
        }
    }

    /// Notes that the group stands for another from the day on.
    mutating func takeOver(from predecessor: GroupID, way: SuccessionWay) {
        log.record(
            .groupTookOver(
                GroupSuccession(
                    predecessor: predecessor, successor: group.id, way: way, on: on,
                    reason: reason)),
            on: on, fields: [.between("predecessor", GroupID?.none, predecessor)],
            districts: group.districts)
    }

    /// The group with all that was carried into it.
    var decision: Decision<Group> {
        var state = group
        state.version = log.version
        return Decision(state: state, changes: log.changes)
    }

    private mutating func record(_ begun: Membership, name: String?) {
        log.record(
            .schoolJoined(group.id, begun, reason: reason), on: begun.validity.from,
            fields: [
                .between("site", String?.none, name),
                .between("role", String?.none, begun.role.rawValue),
                .between("mode", String?.none, begun.mode),
                .between("term_until", CalendarDate?.none, begun.termUntil),
            ],
            districts: group.districts)
        guard let until = begun.validity.until else { return }
        log.record(
            .schoolLeft(group.id, begun, until: until, reason: reason), on: until,
            fields: [.between("until", CalendarDate?.none, until)], districts: group.districts)
    }

    /// The times from the day on in which the membership holds and the site is not in the group.
    private func free(_ membership: Membership) -> [Validity] {
        let end = membership.validity.until
        var start = max(on, membership.validity.from)
        var free: [Validity] = []
        let taken = group.memberships.filter { $0.siteID == membership.siteID && !$0.isEmpty }
            .map(\.validity).sorted { $0.from < $1.from }
        for other in taken where other.overlaps(Validity(from: start, until: end)) {
            if start < other.from { free.append(Validity(from: start, until: other.from)) }
            guard let next = other.until else { return free }
            start = max(start, next)
        }
        if end.map({ start < $0 }) ?? true { free.append(Validity(from: start, until: end)) }
        return free
    }
}

extension Membership {
    /// Whether it holds on the day or on a later one.
    func reaches(_ day: CalendarDate) -> Bool {
        !isEmpty && (validity.until.map { $0 > day } ?? true)
    }
}
