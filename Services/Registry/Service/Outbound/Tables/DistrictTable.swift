import Crypto
package import Foundation
package import RegistryCore
package import TaoliModels
package import TaoliPostgres

/// `registry.district` ↔ `District`.
package enum DistrictTable {
    private static let columns: SQL = "code, name, is_city, is_withdrawn, version"

    /// Every district, those taken back too; there are few.
    package static func select(lock: RowLock = .none) -> SQL {
        "SELECT \(fragment: columns) FROM registry.district ORDER BY code" + lock.clause
    }

    /// Those of these codes.
    package static func select(codes: [DistrictCode], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.district \
        WHERE code = any(\(codes.map(\.rawValue))) ORDER BY code
        """ + lock.clause
    }

    /// Looks whether a code is one of the register's.
    /// - Throws: `unknown-district`, with the nearest code.
    static func require(_ code: DistrictCode, _ tx: PostgresTransaction) async throws {
        let districts = try decode(try await tx.query(select()))
        guard districts.contains(where: { $0.code == code && !$0.isWithdrawn }) else {
            throw StoreRefusals.noDistrict(code, among: districts)
        }
    }

    /// Districts from rows of a `select`.
    /// - Throws: `PostgresError` or `UnreadableRow` for a row of another shape.
    package static func decode(_ rows: [PostgresRow]) throws -> [District] {
        try rows.map { row in
            District(
                code: try row.district("code"), name: try row.get("name"),
                isCity: try row.get("is_city"), isWithdrawn: try row.get("is_withdrawn"),
                version: try row.get("version"))
        }
    }

    static func save(_ districts: [District]) -> SQL {
        """
        INSERT INTO registry.district (code, name, is_city, is_withdrawn, version) \
        SELECT * FROM unnest(\(districts.map(\.code.rawValue)), \(districts.map(\.name)), \
        \(districts.map(\.isCity)), \(districts.map(\.isWithdrawn)), \(districts.map(\.version))) \
        ON CONFLICT (code) DO UPDATE SET name = excluded.name, is_city = excluded.is_city, \
        is_withdrawn = excluded.is_withdrawn, version = excluded.version
        """
    }

    /// The id under which a district's events go: a code has no id of its own.
    package static func aggregateID(_ code: DistrictCode) -> UUID {
        UUID(version7: 0, derivedFrom: SHA256.hash(data: Data("district:\(code)".utf8)))
    }
}
