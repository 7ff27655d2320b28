package import TaoliModels

/// One legal institution with one or more sites. Its stages, ownership and status are those of its
/// sites (JD-1).
package struct School: Hashable, Sendable {
    package let id: SchoolID
    /// 1 to `RegistryLimits.nameMax` characters.
    package internal(set) var name: String
    /// The district that keeps its record.
    package let district: DistrictCode
    /// First day on which it no longer exists by itself; `nil` while it does.
    package internal(set) var closedOn: CalendarDate?
    /// Where its sites went, when it was merged into another.
    package internal(set) var successor: SchoolID?
    /// Official codes with their time; at most one of a scheme holds on a day.
    package internal(set) var codes: [OfficialCode]
    /// Sequence of its last event.
    package internal(set) var version: Int64

    package init(
        id: SchoolID, name: String, district: DistrictCode, closedOn: CalendarDate? = nil,
        successor: SchoolID? = nil, codes: [OfficialCode] = [], version: Int64
    ) {
        self.id = id
        self.name = name
        self.district = district
        self.closedOn = closedOn
        self.successor = successor
        self.codes = codes
        self.version = version
    }

    /// Whether it exists on that day, as far as its end is known.
    package func exists(on date: CalendarDate) -> Bool { closedOn.map { date < $0 } ?? true }
}

/// An official code of a school, e.g. its 标识码: an attribute with validity, never a key.
package struct OfficialCode: Hashable, Sendable {
    /// Which list it is from, e.g. `moe-school`.
    package let scheme: String
    /// The code itself, as the list writes it.
    package let value: String
    package let validity: Validity

    package init(scheme: String, value: String, validity: Validity) {
        self.scheme = scheme
        self.value = value
        self.validity = validity
    }
}
