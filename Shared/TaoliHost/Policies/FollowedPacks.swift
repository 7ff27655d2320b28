package import Foundation
import Synchronization
package import TaoliModels
package import TaoliPolicy
package import TaoliPostgres

/// Which packs districts follow for one function, read from the copy that `PolicyProjection` keeps. A
/// version's file never changes, so what was read once is kept.
package final class FollowedPacks: Sendable {
    /// Packs kept in memory; more than a city binds in years.
    private static let keptMax = 64
    private let kept = Mutex<[String: PolicyPack]>([:])
    private let schema: String
    private let function: PolicyFunction

    /// - Parameter schema: where the copy lies.
    package init(schema: String, function: PolicyFunction) {
        self.schema = schema
        self.function = function
    }

    /// Which version a district follows, and since when.
    package struct Binding: Hashable, Sendable {
        /// Whose binding it is.
        package let district: DistrictCode
        /// The first school year for which it holds.
        package let since: SchoolYear
        /// The pack's id.
        package let pack: String
        /// SHA-256 of the file.
        package let version: String
        /// By registry's clock.
        package let boundAt: Date
        /// Account id.
        package let boundBy: String
    }

    /// The binding that counts in each district in a school year: of those that began by then the
    /// latest; one for the function itself goes before one for the district's cases.
    ///
    /// - Parameter districts: `nil`: every district in the transaction's scope.
    /// - Returns: none for a district that follows no pack.
    package func bindings(
        _ tx: PostgresTransaction, of districts: [DistrictCode]?, in year: SchoolYear
    ) async throws -> [Binding] {
        let codes = districts?.map(\.rawValue)
        let rows = try await tx.query(
            """
            SELECT DISTINCT ON (district) district, school_year, pack, version, bound_at, bound_by \
            FROM \(raw: schema).policy_binding \
            WHERE (\(codes)::text[] IS NULL OR district = any(\(codes)::text[])) \
            AND function IN (\(function.rawValue), \(PolicyFunction.cases.rawValue)) \
            AND school_year <= \(Int32(year.startYear)) \
            ORDER BY district, function = \(function.rawValue) DESC, school_year DESC
            """)
        return try rows.compactMap { row in
            guard let district = DistrictCode(try row.get("district")) else { return nil }
            return Binding(
                district: district,
                since: SchoolYear(startYear: Int(try row.get("school_year", as: Int32.self))),
                pack: try row.get("pack"), version: try row.get("version"),
                boundAt: try row.get("bound_at"), boundBy: try row.get("bound_by"))
        }
    }

    /// The pack that a district follows in a school year, with its file.
    /// - Throws: `no-pack-followed`, `MissingPack`, `PolicyProblems`.
    package func filed(
        _ tx: PostgresTransaction, by district: DistrictCode, in year: SchoolYear
    ) async throws -> FiledPack {
        guard let binding = try await bindings(tx, of: [district], in: year).first else {
            throw PackRefusals.noneFollowed(district, year)
        }
        return FiledPack(
            pack: try await pack(tx, of: binding), file: try await file(tx, of: binding))
    }

    /// The pack of a version.
    /// - Throws: `MissingPack`, `PolicyProblems` for a file that this build cannot read.
    package func pack(_ tx: PostgresTransaction, of binding: Binding) async throws -> PolicyPack {
        if let found = kept.withLock({ $0[binding.version] }) { return found }
        let pack = try PolicyPack.load(
            bound: try await file(tx, of: binding), file: "\(binding.pack).yaml")
        kept.withLock {
            if $0.count >= Self.keptMax { $0.removeAll() }
            $0[binding.version] = pack
        }
        return pack
    }

    /// The file of a version, as the district bound it.
    /// - Throws: `MissingPack`.
    package func file(_ tx: PostgresTransaction, of binding: Binding) async throws -> Data {
        let row = try await tx.query(
            """
            SELECT string_agg(bytes, ''::bytea ORDER BY part) AS file \
            FROM \(raw: schema).policy_file \
            WHERE district = \(binding.district.rawValue) AND version = \(binding.version) \
            HAVING count(*) = max(parts)
            """
        ).first
        guard let row else { throw MissingPack(version: binding.version) }
        return try row.get("file")
    }
}

/// A binding whose file is not there, though it goes before the binding: a fault of ours.
package struct MissingPack: Error, Hashable {
    /// SHA-256 of the file.
    package let version: String
}
