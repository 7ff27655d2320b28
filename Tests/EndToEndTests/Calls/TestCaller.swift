import Foundation
import TaoliModels

/// Who tries a call.
enum TestCaller: String, CaseIterable, Sendable {
    case city
    case district
    case group
    case school
    case auditor
    /// Another service, signed with its own key.
    case service
    /// Somebody without a token.
    case nobody

    /// As registry describes them; `nil` for nobody.
    var caller: Caller? {
        switch self {
        case .city: .official(.city, UnitReference(.city, City.code), .all)
        case .district: .ofDistrict(MainJob.district)
        case .group: .official(.group, UnitReference(.group, Self.unit), Self.scope)
        case .school: .official(.school, UnitReference(.school, Self.unit), Self.scope)
        case .auditor: .official(.auditor, UnitReference(.city, City.code), .all)
        case .service: .service("rotation")
        case .nobody: nil
        }
    }

    /// A token for a service, `nil` for nobody.
    func token(for service: CityService, in city: City) async throws -> String? {
        guard let caller else { return nil }
        return try await city.foundation.keys.token(caller, for: service)
    }

    /// A unit that does not exist: what is tried is the role.
    private static let unit = "01987654-3210-7abc-8def-0123456789ab"
    private static let scope = DataScope.districts(
        [DistrictCode(MainJob.district)].compactMap(\.self))
}

extension Caller {
    /// An official of a district's bureau.
    static func ofDistrict(_ code: String) -> Caller {
        official(
            .district, UnitReference(.district, code),
            .districts([DistrictCode(code)].compactMap(\.self)))
    }

    static func official(_ role: Role, _ unit: UnitReference, _ scope: DataScope) -> Caller {
        Caller(
            subject: "01987654-3210-7abc-8def-0123456789ff", role: role, unit: unit, scope: scope)
    }
}
