import Foundation
import RegistryCore
import TaoliModels

/// One change that applying a row made, with what is needed to take it back.
enum ImportStep: Codable, Hashable, Sendable {
    /// `nameBefore` is `nil` for one that was registered.
    case district(code: String, nameBefore: String?)
    case schoolRegistered(UUID)
    case schoolRenamed(UUID, nameBefore: String)
    case schoolClosed(UUID)
    case siteRegistered(UUID)
    case siteRevised(UUID, before: StoredFacts)
    case siteMoved(UUID, from: UUID, legalNameBefore: String?)
    case groupFounded(UUID)
    case groupRevised(UUID, typeBefore: String?, levelBefore: String?, bond: StoredBond?)
    /// The group became one of another kind; its members stay.
    case groupKindChanged(UUID, before: String)
    case joined(group: UUID, membership: UUID)
    /// A membership that the file ended, because it gives the site another role.
    case left(group: UUID, membership: StoredMembership)
    /// What a row of a `staff` file did to a person; taken back by `StaffUndo`.
    case staff(UUID, StoredStaffStep)

    static func encode(_ steps: [ImportStep]) throws -> String? {
        if steps.isEmpty { return nil }
        return String(decoding: try JSONEncoder().encode(steps), as: UTF8.self)
    }

    static func decode(_ text: String) throws -> [ImportStep] {
        if text.isEmpty { return [] }
        return try JSONDecoder().decode([ImportStep].self, from: Data(text.utf8))
    }
}

/// The name of one member's bond before.
struct StoredBond: Codable, Hashable, Sendable {
    let membership: UUID
    let before: String?
}

/// A site's facts as a step keeps them.
struct StoredFacts: Codable, Hashable, Sendable {
    let name, district, kind, ownership, status: String
    let longitude, latitude: Double?

    init(_ facts: SiteFacts) {
        name = facts.name
        district = facts.district.rawValue
        kind = facts.kind.rawValue
        ownership = facts.ownership.rawValue
        status = facts.status.rawValue
        longitude = facts.longitude
        latitude = facts.latitude
    }

    /// - Throws: `UnreadableRow` for values that this build does not know.
    func facts() throws -> SiteFacts {
        guard let district = DistrictCode(district), let kind = SchoolKind(rawValue: kind),
            let ownership = Ownership(rawValue: ownership),
            let status = SchoolStatus(rawValue: status)
        else { throw UnreadableRow(description: "import step: facts of \(name)") }
        return SiteFacts(
            name: name, district: district, kind: kind, ownership: ownership, status: status,
            longitude: longitude, latitude: latitude)
    }
}

/// A membership as a step keeps it: whoever undoes its end lets it go on.
struct StoredMembership: Codable, Hashable, Sendable {
    let id: UUID
    let site: UUID
    /// Until when it held before; `nil` for one without an end.
    let until: String?
}
