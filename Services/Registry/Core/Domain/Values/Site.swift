package import TaoliModels

/// A site (campus) of a school: one address with the stages taught there.
package struct Site: Hashable, Sendable {
    package let id: SiteID
    /// The school to which it belongs now.
    package internal(set) var schoolID: SchoolID
    /// Its id in the source it was imported from, unique in its district; `nil` when it has none.
    package let externalID: String?
    package internal(set) var facts: SiteFacts
    /// The legal name under which an import moved it to a school; `nil` while none was given.
    package internal(set) var legalName: String?
    /// Its import was undone: it never was.
    package internal(set) var isWithdrawn: Bool
    /// Sequence of its last event.
    package internal(set) var version: Int64

    package init(
        id: SiteID, schoolID: SchoolID, externalID: String?, facts: SiteFacts,
        legalName: String? = nil, isWithdrawn: Bool = false, version: Int64
    ) {
        self.id = id
        self.schoolID = schoolID
        self.externalID = externalID
        self.facts = facts
        self.legalName = legalName
        self.isWithdrawn = isWithdrawn
        self.version = version
    }

    /// What it is called now.
    package var name: String { facts.name }
    /// The district in which it lies now.
    package var district: DistrictCode { facts.district }
    /// Whether it may join a group: not closed, not withdrawn.
    package var isClosed: Bool { isWithdrawn || facts.status == .closed }
}

/// What is known of a site and may be revised.
package struct SiteFacts: Hashable, Sendable {
    /// 1 to `RegistryLimits.nameMax` characters.
    package var name: String
    /// The district in which it lies.
    package var district: DistrictCode
    package var kind: SchoolKind
    package var ownership: Ownership
    package var status: SchoolStatus
    /// Degrees, WGS 84 as far as the source says; both or neither.
    package var longitude: Double?
    /// Degrees, as `longitude`.
    package var latitude: Double?

    package init(
        name: String, district: DistrictCode, kind: SchoolKind, ownership: Ownership,
        status: SchoolStatus, longitude: Double? = nil, latitude: Double? = nil
    ) {
        self.name = name
        self.district = district
        self.kind = kind
        self.ownership = ownership
        self.status = status
        self.longitude = longitude
        self.latitude = latitude
    }
}
