package import TaoliPostgres

/// The bus tables' own track of migrations; each service has a track of its own beside it.
package enum MessagingMigrations {
    package static let track = "bus"

    package static let all = [
        Migration(
            number: 1, name: "bus",
            sql: String(decoding: PackageResources.M0001_bus_sql, as: UTF8.self))
    ]
}
