package import TaoliHost
package import TaoliPostgres
package import TaoliRuntime

/// Rotation: who may exchange teachers with whom.
package enum RotationService: TaoliService {
    package static let name = "rotation"

    package static let migrations = [
        Migration(
            number: 1, name: "rotation",
            sql: String(decoding: PackageResources.M0001_rotation_sql, as: UTF8.self)),
        Migration(
            number: 2, name: "rebuild",
            sql: String(decoding: PackageResources.M0002_rebuild_sql, as: UTF8.self)),
    ]

    /// It tells nobody anything yet.
    package static let topics: [String] = []

    package static let rules = RotationRules.all

    package static func build(_ context: ServiceContext) async throws -> ServiceParts {
        ServiceParts(
            calls: [RotationUnitCalls(service: context)],
            consumers: [RegistryProjection.consumer(service: name)])
    }
}
