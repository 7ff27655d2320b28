import ArgumentParser
import Foundation
import TaoliModels

/// Reads values of options; what is wrong with them is a usage error.
enum Parse {
    /// `2026-09-01`.
    static func date(_ text: String) throws -> CalendarDate {
        guard let date = CalendarDate(text) else {
            throw ValidationError("'\(text)' is not a date of the form YYYY-MM-DD.")
        }
        return date
    }

    static func groupKind(_ text: String) throws -> GroupKind {
        try named(text, of: GroupKind.self)
    }

    static func role(_ text: String) throws -> MembershipRole {
        try named(text, of: MembershipRole.self)
    }

    static func stage(_ text: String) throws -> Stage {
        try named(text, of: Stage.self)
    }

    /// A unit such as `district/440105`.
    static func unit(_ text: String) throws -> UnitReference {
        guard let unit = UnitReference(text) else {
            throw ValidationError(
                "'\(text)' is not a unit: city/<code>, district/<code>, group/<id>, school/<id>.")
        }
        return unit
    }

    /// A role that accounts can have.
    static func accountRole(_ text: String) throws -> Role {
        let role = try value(text, of: Role.self)
        guard role != .service else { throw ValidationError("Accounts cannot be services.") }
        return role
    }

    static func id(_ text: String) throws -> String {
        guard let id = UUID(uuidString: text) else {
            throw ValidationError("'\(text)' is not an id (36 characters).")
        }
        return id.uuidString.lowercased()
    }

    /// Today's date in Asia/Shanghai.
    static var today: CalendarDate { CalendarDate(shanghai: Date()) }

    /// A code, or its Chinese name.
    private static func named<Value: NamedCode>(
        _ text: String, of type: Value.Type
    ) throws -> Value {
        if let value = Value(named: text) { return value }
        return try value(text, of: type)
    }

    private static func value<Value>(_ text: String, of type: Value.Type) throws -> Value
    where Value: RawRepresentable<String> & CaseIterable {
        if let value = Value(rawValue: text.replacingOccurrences(of: "-", with: "_")) {
            return value
        }
        let names = Value.allCases.map(\.rawValue)
        let near = NearestName.nearest(to: text, in: names).map { " Is '\($0)' meant?" } ?? ""
        throw ValidationError(
            "'\(text)' is none of \(names.joined(separator: ", ")).\(near)")
    }
}
