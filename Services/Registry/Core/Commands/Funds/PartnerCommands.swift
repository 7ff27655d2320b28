package import TaoliModels

/// Registers an organisation that is no school (JD-16).
package struct RegisterPartner: Sendable {
    package let id: PartnerID
    /// 1 to `RegistryLimits.nameMax` characters.
    package let name: String
    package let kind: PartnerKind
    /// Who keeps its record.
    package let district: DistrictCode

    package init(id: PartnerID, name: String, kind: PartnerKind, district: DistrictCode) {
        self.id = id
        self.name = name
        self.kind = kind
        self.district = district
    }

    /// - Returns: `PartnerRegistered`.
    /// - Throws: `bad-name`.
    package func decide() throws(Refusal) -> Decision<Partner> {
        guard (1...RegistryLimits.nameMax).contains(name.count) else {
            throw SchoolRefusals.emptyName()
        }
        var log = ChangeLog(.partner(id), version: 0)
        let partner = Partner(id: id, name: name, kind: kind, district: district, version: 1)
        log.record(
            .partnerRegistered(partner), fields: [.between("name", String?.none, name)],
            districts: [district])
        return Decision(state: partner, changes: log.changes)
    }
}

/// Lets a partner work with a group from a day on.
package struct BeginPartnership: Sendable {
    package let id: PartnershipID
    /// What they work on, in a few words; may be empty.
    package let subject: String
    package let validity: Validity

    package init(id: PartnershipID, subject: String, validity: Validity) {
        self.id = id
        self.subject = subject
        self.validity = validity
    }

    /// - Returns: `PartnershipChanged`.
    /// - Throws: `already-partner` when the times would overlap, `date-order`,
    ///   `group-not-founded`, `group-closed`.
    package func decide(_ partner: Partner, _ group: Group) throws(Refusal) -> Decision<Partner> {
        guard validity.from >= group.validity.from else { throw GroupRefusals.notFounded(group) }
        if let end = group.validity.until, validity.from >= end {
            throw GroupRefusals.closed(group, on: end)
        }
        if let until = validity.until, until <= validity.from {
            throw GroupRefusals.dateOrder("until", after: validity.from)
        }
        let other = partner.partnerships.first {
            $0.group == group.id && $0.validity.overlaps(validity)
        }
        if let other { throw FundsRefusals.alreadyPartner(other.validity.from) }
        let begun = Partnership(
            id: id, group: group.id, district: group.district, subject: subject,
            validity: validity)
        var state = partner
        state.partnerships.append(begun)
        return state.changed(begun)
    }
}

/// Ends a partnership on a day.
package struct EndPartnership: Sendable {
    /// With which they work.
    package let group: GroupID
    /// First day on which they no longer work together.
    package let until: CalendarDate
    /// Why; may be empty.
    package let reason: String

    package init(group: GroupID, until: CalendarDate, reason: String) {
        self.group = group
        self.until = until
        self.reason = reason
    }

    /// - Returns: `PartnershipChanged` with its end.
    /// - Throws: `no-partnership` when none holds on the day before.
    package func decide(_ partner: Partner) throws(Refusal) -> Decision<Partner> {
        let lastDay = until.adding(days: -1)
        let found = partner.partnerships.firstIndex {
            $0.group == group && $0.validity.holds(on: lastDay) && $0.validity.until != until
        }
        guard let index = found else { throw FundsRefusals.noPartnership(until) }
        var state = partner
        let start = partner.partnerships[index].validity.from
        state.partnerships[index].validity = Validity(from: start, until: until)
        return state.changed(state.partnerships[index])
    }
}

extension Partner {
    /// The partner with a partnership that began or ended.
    fileprivate func changed(_ item: Partnership) -> Decision<Partner> {
        var log = ChangeLog(.partner(id), version: version)
        log.record(
            .partnershipChanged(id, item), on: item.validity.until ?? item.validity.from,
            fields: [
                .between("group", GroupID?.none, item.group),
                .between("from", CalendarDate?.none, item.validity.from),
                .between("until", CalendarDate?.none, item.validity.until),
            ],
            districts: districts)
        var state = self
        state.version = log.version
        return Decision(state: state, changes: log.changes)
    }
}
