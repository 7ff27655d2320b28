package import TaoliHost
package import TaoliPostgres
package import TaoliRuntime

/// Rotation: who may exchange teachers with whom, the year's plans, and what becomes of them.
package enum RotationService: TaoliService {
    package static let name = "rotation"

    package static let migrations = [
        Migration(
            number: 1, name: "rotation",
            sql: String(decoding: PackageResources.M0001_rotation_sql, as: UTF8.self)),
        Migration(
            number: 2, name: "rebuild",
            sql: String(decoding: PackageResources.M0002_rebuild_sql, as: UTF8.self)),
        Migration(
            number: 3, name: "plans",
            sql: String(decoding: PackageResources.M0003_plans_sql, as: UTF8.self)),
        Migration(
            number: 4, name: "plan_years",
            sql: String(decoding: PackageResources.M0004_plan_years_sql, as: UTF8.self)),
        Migration(
            number: 5, name: "arrangements",
            sql: String(decoding: PackageResources.M0005_arrangements_sql, as: UTF8.self)),
        Migration(
            number: 6, name: "policies",
            sql: String(decoding: PackageResources.M0006_policies_sql, as: UTF8.self)),
    ]

    package static let topics = [
        "taoli.rotation.plan", "taoli.rotation.placement", "taoli.rotation.inputs",
        "taoli.rotation.allowance",
    ]

    package static let rules = RotationRules.all

    /// Those that search while the caller waits, and rows in bulk.
    package static let bulkMethods: Set = [
        "taoli.rotation.v1.PlanService/RecordInputs",
        "taoli.rotation.v1.PlanService/ExplainPlan",
        "taoli.rotation.v1.PlanService/RepairPlan",
    ]

    package static let settings = RotationKeys.all

    package static func build(_ context: ServiceContext) async throws -> ServiceParts {
        let plans = PlanStore(
            context: context, threads: SolvingThread(),
            patience: try context.settings.duration(RotationKeys.explainSeconds))
        // The job has a place of its own: callers do not take it, nor wait behind it.
        let runner = PlanRunner(
            context, threads: SolvingThread(places: 1),
            patience: try context.settings.duration(RotationKeys.solveSeconds))
        return ServiceParts(
            calls: [
                RotationUnitCalls(service: context), PlanCalls(context: context, plans: plans),
                PlacementCalls(context: context), EntitlementCalls(context: context),
            ],
            consumers: [
                RegistryProjection.consumer(service: name), StaffProjection.consumer(service: name),
                PolicyProjection.consumer(service: name),
            ],
            background: [runner])
    }
}
