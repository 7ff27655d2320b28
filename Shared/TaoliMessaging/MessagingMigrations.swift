import Foundation
package import TaoliPostgres

/// The bus tables' own track of migrations; each service has a track of its own beside it.
package enum MessagingMigrations {
    /// Name of the track in `public.taoli_migration`.
    package static let track = "bus"

    /// All of them, from 1 without gaps.
    package static let all = [
        migration(1, "bus", PackageResources.M0001_bus_sql),
        migration(2, "census", PackageResources.M0002_census_sql),
        migration(3, "rebuild", PackageResources.M0003_rebuild_sql),
    ]

    private static func migration(_ number: Int, _ name: String, _ sql: [UInt8]) -> Migration {
        Migration(number: number, name: name, sql: String(decoding: sql, as: UTF8.self))
    }
}
