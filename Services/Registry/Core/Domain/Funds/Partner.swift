package import TaoliModels

/// What a partner is.
package enum PartnerKind: String, CaseIterable, Sendable {
    /// 大学
    case university
    /// 科研院所
    case institute
    /// 企业
    case enterprise
    /// 协会、基金会等
    case association
}

/// An organisation that is no school and works with groups (JD-16; TC: 与大学合作).
package struct Partner: Hashable, Sendable {
    package let id: PartnerID
    /// 1 to `RegistryLimits.nameMax` characters.
    package let name: String
    package let kind: PartnerKind
    /// Who keeps its record: a district's code, or the city's own.
    package let district: DistrictCode
    /// All it ever had, ended ones included.
    package internal(set) var partnerships: [Partnership]
    /// Sequence of its last event.
    package internal(set) var version: Int64

    package init(
        id: PartnerID, name: String, kind: PartnerKind, district: DistrictCode,
        partnerships: [Partnership] = [], version: Int64
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.district = district
        self.partnerships = partnerships
        self.version = version
    }

    /// Its own district and those of the groups that it works or worked with. Sorted.
    package var districts: [DistrictCode] {
        Set(partnerships.map(\.district) + [district]).sorted()
    }
}

/// A partner's time with one group.
package struct Partnership: Hashable, Sendable {
    package let id: PartnershipID
    /// With which it works.
    package let group: GroupID
    /// The group's owner.
    package let district: DistrictCode
    /// What they work on, in a few words.
    package let subject: String
    package internal(set) var validity: Validity

    package init(
        id: PartnershipID, group: GroupID, district: DistrictCode, subject: String,
        validity: Validity
    ) {
        self.id = id
        self.group = group
        self.district = district
        self.subject = subject
        self.validity = validity
    }
}
