package import TaoliHost
package import TaoliPostgres
package import TaoliRuntime

/// Evaluation: which schools a standard is asked of.
package enum EvaluationService: TaoliService {
    package static let name = "evaluation"

    package static let migrations = [
        Migration(
            number: 1, name: "evaluation",
            sql: String(decoding: PackageResources.M0001_evaluation_sql, as: UTF8.self)),
        Migration(
            number: 2, name: "rebuild",
            sql: String(decoding: PackageResources.M0002_rebuild_sql, as: UTF8.self)),
    ]

    /// It tells nobody anything yet.
    package static let topics: [String] = []

    package static let rules = EvaluationRules.all

    package static func build(_ context: ServiceContext) async throws -> ServiceParts {
        ServiceParts(
            calls: [EvaluationUnitCalls(service: context)],
            consumers: [RegistryProjection.consumer(service: name)])
    }
}
