import Foundation
import TaoliModels

/// A caller as a job keeps it.
struct CallerRecord: Codable {
    let subject: String
    let role: String
    let unit: String?
    /// `nil` for every district.
    let districts: [String]?

    init(_ caller: Caller) {
        subject = caller.subject
        role = caller.role.rawValue
        unit = caller.unit?.description
        switch caller.scope {
        case .all: districts = nil
        case .districts(let codes): districts = codes.map(\.rawValue)
        }
    }

    /// - Throws: `DecodingError` for a role that does not exist.
    func caller() throws -> Caller {
        guard let role = Role(rawValue: role) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: [], debugDescription: "no role \(role)"))
        }
        return Caller(
            subject: subject, role: role, unit: unit.flatMap { UnitReference($0) },
            scope: districts.map { .districts($0.compactMap(DistrictCode.init)) } ?? .all)
    }

    static func encode(_ caller: Caller) throws -> String {
        String(decoding: try JSONEncoder().encode(CallerRecord(caller)), as: UTF8.self)
    }

    static func decode(_ text: String) throws -> Caller {
        try JSONDecoder().decode(CallerRecord.self, from: Data(text.utf8)).caller()
    }
}
