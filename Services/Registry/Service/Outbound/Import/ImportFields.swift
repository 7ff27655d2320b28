import RegistryCore
import TaoliModels

/// Accepted rows as staging keeps them, field by field.
enum ImportFields {
    static func encode(_ record: DistrictRecord) -> [String?] {
        [record.code.rawValue, record.name, record.isCity ? "city" : "district"]
    }

    static func district(_ fields: [String?]) throws -> ImportedDistrict {
        var reader = FieldReader(fields)
        return ImportedDistrict(
            code: try reader.code(), name: try reader.text(), isCity: try reader.text() == "city")
    }

    static func encode(_ record: SchoolRecord) -> [String?] {
        [
            record.externalID, record.name, record.district.rawValue, record.kind.rawValue,
            record.ownership?.rawValue, record.longitude.map { "\($0)" },
            record.latitude.map { "\($0)" }, record.status?.rawValue,
        ]
    }

    static func school(_ fields: [String?]) throws -> ImportedSchool {
        var reader = FieldReader(fields)
        return ImportedSchool(
            externalID: try reader.text(), name: try reader.text(), district: try reader.code(),
            kind: try reader.value(), ownership: try reader.optionalValue(),
            longitude: reader.optional().flatMap(Double.init),
            latitude: reader.optional().flatMap(Double.init), status: try reader.optionalValue())
    }

    static func encode(_ record: GroupRecord, foundedOn: CalendarDate) -> [String?] {
        [
            record.group.name, record.group.district.rawValue, record.groupKind.rawValue,
            record.groupType, record.groupLevel, foundedOn.description, record.siteExternalID,
            record.role.rawValue, record.relation, record.legalName,
            record.joinedOn?.description, record.statedKind?.rawValue,
        ]
    }

    static func membership(_ fields: [String?]) throws -> ImportedMembership {
        var reader = FieldReader(fields)
        return ImportedMembership(
            group: GroupKey(name: try reader.text(), district: try reader.code()),
            kind: try reader.value(), sourceType: reader.optional(),
            sourceLevel: reader.optional(), foundedOn: try reader.date(),
            siteExternalID: try reader.text(), role: try reader.value(),
            relation: reader.optional(), legalName: reader.optional(),
            joinedOn: reader.optional().flatMap { CalendarDate($0) },
            statedKind: try reader.optionalValue())
    }
}

/// An accepted row of `districts`.
struct ImportedDistrict: Sendable {
    let code: DistrictCode
    let name: String
    let isCity: Bool
}

/// An accepted row of `schools`.
struct ImportedSchool: Sendable {
    let externalID, name: String
    let district: DistrictCode
    let kind: SchoolKind
    let ownership: Ownership?
    let longitude, latitude: Double?
    let status: SchoolStatus?

    /// What the register holds after it; what the row does not say stays.
    func facts(over stored: SiteFacts?) -> SiteFacts {
        SiteFacts(
            name: name, district: district, kind: kind,
            ownership: ownership ?? stored?.ownership ?? .unknown,
            status: status ?? stored?.status ?? .open,
            longitude: longitude ?? stored?.longitude, latitude: latitude ?? stored?.latitude)
    }
}

/// An accepted row of `groups`.
struct ImportedMembership: Sendable {
    let group: GroupKey
    let kind: GroupKind
    let sourceType, sourceLevel: String?
    /// The group's first day, should it have to be founded: the earliest day known.
    let foundedOn: CalendarDate
    let siteExternalID: String
    let role: MembershipRole
    let relation, legalName: String?
    let joinedOn: CalendarDate?
    /// The kind that the row names for its group; `nil` when it names none.
    let statedKind: GroupKind?
}

/// Takes one field after the other.
private struct FieldReader {
    private var fields: ArraySlice<String?>

    init(_ fields: [String?]) { self.fields = fields[...] }

    mutating func optional() -> String? { fields.popFirst() ?? nil }

    mutating func text() throws -> String {
        guard let text = optional() else {
            throw UnreadableRow(description: "import_staging.record: a field is missing")
        }
        return text
    }

    mutating func code() throws -> DistrictCode {
        let text = try text()
        guard let code = DistrictCode(text) else { throw unreadable(text) }
        return code
    }

    mutating func date() throws -> CalendarDate {
        let text = try text()
        guard let date = CalendarDate(text) else { throw unreadable(text) }
        return date
    }

    mutating func value<Value: RawRepresentable>() throws -> Value where Value.RawValue == String {
        let text = try text()
        guard let value = Value(rawValue: text) else { throw unreadable(text) }
        return value
    }

    mutating func optionalValue<Value: RawRepresentable>() throws -> Value?
    where Value.RawValue == String {
        guard let text = optional() else { return nil }
        guard let value = Value(rawValue: text) else { throw unreadable(text) }
        return value
    }

    private func unreadable(_ text: String) -> UnreadableRow {
        UnreadableRow(description: "import_staging.record: \(text)")
    }
}
