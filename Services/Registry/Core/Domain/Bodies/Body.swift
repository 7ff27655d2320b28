package import TaoliModels

/// One holder's time in one post of a body.
package enum AppointmentEntity {}
/// Names one holder's time in one post; whoever comes back gets another.
package typealias AppointmentID = Identifier<AppointmentEntity>

/// A council, board, office, team or leading group with everybody who ever sat in it (TC-3, TC-24,
/// XN-4, XN-22, XN-29, GT-14, SH-2, SH-22).
package struct Body: Hashable, Sendable {
    package let id: BodyID
    /// The pack's id, e.g. `XN`.
    package let pack: String
    /// The version of the pack by which it was established.
    package let packVersion: String
    /// The id of its kind in the pack, e.g. `council`.
    package let kind: String
    /// What it is called, 1 to `RegistryLimits.nameMax` characters.
    package let name: String
    /// Whose it is.
    package internal(set) var owner: UnitOwnership
    /// From its establishment to its dissolution.
    package internal(set) var validity: Validity
    /// All it ever had, ended ones included.
    package internal(set) var appointments: [BodyAppointment]
    /// Sequence of its last event.
    package internal(set) var version: Int64

    package init(
        id: BodyID, pack: String, packVersion: String, kind: String, name: String,
        owner: UnitOwnership, validity: Validity, appointments: [BodyAppointment], version: Int64
    ) {
        self.id = id
        self.pack = pack
        self.packVersion = packVersion
        self.kind = kind
        self.name = name
        self.owner = owner
        self.validity = validity
        self.appointments = appointments
        self.version = version
    }

    /// Who sits in it on that day, by post and then by the day of coming.
    package func members(on date: CalendarDate) -> [BodyAppointment] {
        appointments.filter { $0.validity.holds(on: date) }.sorted {
            ($0.post, $0.validity.from, $0.id.description)
                < ($1.post, $1.validity.from, $1.id.description)
        }
    }

    /// The same body where its unit concerns other districts now, as a group with new members.
    package func concerning(_ districts: [DistrictCode]) -> Body {
        var body = self
        body.owner = owner.concerning(districts)
        return body
    }

    /// The appointment of that id.
    package func appointment(_ id: AppointmentID) -> BodyAppointment? {
        appointments.first { $0.id == id }
    }
}

/// Whose a body or a document is, and whom it concerns.
package struct UnitOwnership: Hashable, Sendable {
    /// The unit itself.
    package let unit: UnitReference
    /// The district that owns the unit; the city's own code for the city.
    package let district: DistrictCode
    /// The districts it concerns: of a group those of all its sites. Sorted.
    package let districts: [DistrictCode]

    package init(unit: UnitReference, district: DistrictCode, districts: [DistrictCode]) {
        self.unit = unit
        self.district = district
        self.districts = districts
    }

    /// The same unit where it concerns other districts now.
    package func concerning(_ districts: [DistrictCode]) -> UnitOwnership {
        UnitOwnership(unit: unit, district: district, districts: districts)
    }
}

/// One holder's time in one post, half-open.
package struct BodyAppointment: Hashable, Sendable {
    package let id: AppointmentID
    /// The id of the post in the pack, or `BodyRules.plainPost`.
    package let post: String
    package let holder: PostHolder
    /// For which unit the holder sits; `nil` when for none.
    package let unit: UnitReference?
    package internal(set) var validity: Validity

    package init(
        id: AppointmentID, post: String, holder: PostHolder, unit: UnitReference?,
        validity: Validity
    ) {
        self.id = id
        self.post = post
        self.holder = holder
        self.unit = unit
        self.validity = validity
    }

    /// The school for which the holder sits; `nil` when for none.
    package var school: SchoolID? {
        unit.flatMap { $0.kind == .school ? SchoolID($0.id) : nil }
    }

    /// Ended on the day it began: it never held.
    var isEmpty: Bool { validity.until.map { $0 <= validity.from } ?? false }
}

/// Who holds a post: a person of the register, or whoever holds an office.
package enum PostHolder: Hashable, Sendable {
    case person(PersonID)
    /// A title such as 局长, 1 to `RegistryLimits.nameMax` characters; no person's name.
    case office(String)
}
