import Foundation
import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// `registry.policy_pack` and `registry.policy_binding`.
enum PolicyTable {
    /// Keeps a pack's file under its version; the same file again changes nothing.
    static func insert(_ pack: PolicyPack, file: Data, for district: DistrictCode) -> SQL {
        """
        INSERT INTO registry.policy_pack (district, version, pack, file) VALUES \
        (\(district.rawValue), \(pack.version), \(pack.id), \(file)) ON CONFLICT DO NOTHING
        """
    }

    static func bind(_ binding: PolicyBinding) -> SQL {
        """
        INSERT INTO registry.policy_binding (district, function, school_year, pack, version, \
        reason, bound_by, bound_at) VALUES (\(binding.district.rawValue), \
        \(binding.function.rawValue), \(Int32(binding.schoolYear.startYear)), \(binding.pack), \
        \(binding.version), \(binding.reason), \(binding.boundBy), \(binding.boundAt))
        """
    }

    /// The file of a version.
    static func file(_ version: String) -> SQL {
        "SELECT pack, file FROM registry.policy_pack WHERE version = \(version) LIMIT 1"
    }

    /// The binding that counts in a school year: of the latest year that has begun by then, the
    /// last one.
    static func current(
        _ district: DistrictCode, _ function: PolicyFunction, _ year: SchoolYear
    ) -> SQL {
        """
        SELECT b.pack, b.version, p.file FROM registry.policy_binding b \
        JOIN registry.policy_pack p ON (p.district, p.version) = (b.district, b.version) \
        WHERE b.district = \(district.rawValue) AND b.function = \(function.rawValue) \
        AND b.school_year <= \(Int32(year.startYear)) \
        ORDER BY b.school_year DESC, b.id DESC LIMIT 1
        """
    }

    /// A page of bindings, newest first.
    static func page(_ district: String?, before id: Int64?, size: Int) -> SQL {
        """
        SELECT id, district, function, school_year, pack, version, reason, bound_by, bound_at \
        FROM registry.policy_binding \
        WHERE (\(district)::text IS NULL OR district = \(district)) \
        AND (\(id)::bigint IS NULL OR id < \(id)) ORDER BY id DESC LIMIT \(size + 1)
        """
    }

    static func decode(_ row: PostgresRow) throws -> PolicyBinding {
        PolicyBinding(
            district: try row.district("district"), function: try row.value("function"),
            schoolYear: SchoolYear(startYear: Int(try row.get("school_year", as: Int32.self))),
            pack: try row.get("pack"), version: try row.get("version"),
            reason: try row.get("reason"), boundBy: try row.get("bound_by"),
            boundAt: try row.get("bound_at"))
    }
}
