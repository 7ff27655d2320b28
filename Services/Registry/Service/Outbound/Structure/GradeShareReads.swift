import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// Counts groups by grade, within a transaction of the caller's scope.
struct GradeShareReads {
    let tx: PostgresTransaction
    let policies: PolicyStore
    /// A group with a site here is seen here, but counted where it belongs.
    let scope: DataScope

    /// The shares of these years, by district and year.
    func shares(_ years: [SchoolYear], district: DistrictCode?, today: CalendarDate) async throws
        -> [GradeShare]
    {
        var shares: [GradeShare] = []
        for year in years {
            guard let day = GradeShare.day(of: year, today: today) else { continue }
            let units = try await units(on: day, district: district)
            let byDistrict = Dictionary(grouping: units, by: \.district)
            for code in byDistrict.keys.sorted() where scope.admits([code]) {
                shares += GradeShare.rows(
                    byDistrict[code] ?? [], of: code, in: year,
                    pack: try await policies.followed(tx, code, on: day))
            }
        }
        return shares.sorted { ($0.district, $0.year) < ($1.district, $1.year) }
    }

    private func units(on date: CalendarDate, district: DistrictCode?) async throws
        -> [GradeShare.Unit]
    {
        let day = date.description
        let rows = try await tx.query(
            """
            SELECT g.district, (SELECT x.value FROM registry.designation x \
            WHERE x.unit_type = 'group' AND x.unit_id = g.id AND x.kind = 'grade' \
            AND x.valid_from <= \(day)::date \
            AND (x.valid_until IS NULL OR x.valid_until > \(day)::date) LIMIT 1) AS grade \
            FROM registry.school_group g WHERE g.founded_on <= \(day)::date \
            AND (g.closed_on IS NULL OR g.closed_on > \(day)::date) \
            AND (\(district?.rawValue)::text IS NULL OR g.district = \(district?.rawValue))
            """)
        return try rows.map {
            GradeShare.Unit(district: try $0.district("district"), grade: try $0.get("grade"))
        }
    }
}
