package import TaoliHost
package import TaoliPostgres
package import TaoliRuntime

/// Evaluation: cycles of assessment, what follows from them, surveys, and which schools a standard
/// is asked of.
package enum EvaluationService: TaoliService {
    package static let name = "evaluation"

    package static let migrations = [
        Migration(
            number: 1, name: "evaluation",
            sql: String(decoding: PackageResources.M0001_evaluation_sql, as: UTF8.self)),
        Migration(
            number: 2, name: "rebuild",
            sql: String(decoding: PackageResources.M0002_rebuild_sql, as: UTF8.self)),
        Migration(
            number: 3, name: "cycles",
            sql: String(decoding: PackageResources.M0003_cycles_sql, as: UTF8.self)),
        Migration(
            number: 4, name: "students",
            sql: String(decoding: PackageResources.M0004_students_sql, as: UTF8.self)),
        Migration(
            number: 5, name: "resources",
            sql: String(decoding: PackageResources.M0005_resources_sql, as: UTF8.self)),
        Migration(
            number: 6, name: "corrections",
            sql: String(decoding: PackageResources.M0006_corrections_sql, as: UTF8.self)),
        Migration(
            number: 7, name: "categories",
            sql: String(decoding: PackageResources.M0007_categories_sql, as: UTF8.self)),
        Migration(
            number: 8, name: "staging",
            sql: String(decoding: PackageResources.M0008_staging_sql, as: UTF8.self)),
        Migration(
            number: 9, name: "policies",
            sql: String(decoding: PackageResources.M0009_policies_sql, as: UTF8.self)),
        Migration(
            number: 10, name: "lookups",
            sql: String(decoding: PackageResources.M0010_lookups_sql, as: UTF8.self)),
    ]

    package static let topics = [
        "taoli.evaluation.cycle", "taoli.evaluation.verdict", "taoli.evaluation.survey",
    ]

    package static let rules = EvaluationRules.all

    /// Their batches are many: refused, as batches wait, while the outbox holds too much.
    package static let bulkMethods: Set = [
        "taoli.evaluation.v1.ImportService/ApplyImport",
        "taoli.evaluation.v1.ImportService/UndoImport",
    ]

    package static func build(_ context: ServiceContext) async throws -> ServiceParts {
        let shelf = PackShelf(workingDays: try context.settings.workingDays())
        let imports = try EvaluationImportParts(context)
        return ServiceParts(
            calls: [
                EvaluationUnitCalls(service: context), CycleCalls(context: context, shelf: shelf),
                VerdictCalls(context: context, shelf: shelf),
                SurveyCalls(context: context, shelf: shelf), imports.calls,
            ],
            consumers: [
                RegistryProjection.consumer(service: name),
                CategoryProjection.consumer(service: name),
                PolicyProjection.consumer(service: name),
            ],
            background: [imports.background, ReviewClock(context: context, shelf: shelf)])
    }
}
