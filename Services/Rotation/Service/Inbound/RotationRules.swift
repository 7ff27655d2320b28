import TaoliModels
import TaoliRuntime

/// Who may call what. Which groups, plans and placements a caller sees: districts in the database,
/// group and school in UnitQuery and RotationReader; who may change which is Core's to decide.
enum RotationRules {
    static let all: AuthorizationRules = [
        "taoli.rotation.v1.RotationUnitService/ListRotationUnits": readers,
        "taoli.rotation.v1.PlanService/RecordInputs": bureaus,
        "taoli.rotation.v1.PlanService/GetInputs": .roles([.city, .district, .auditor]),
        "taoli.rotation.v1.PlanService/StartPlan": bureaus,
        "taoli.rotation.v1.PlanService/GetPlan": readers,
        "taoli.rotation.v1.PlanService/ListPlans": readers,
        "taoli.rotation.v1.PlanService/ListPlanMoves": readers,
        "taoli.rotation.v1.PlanService/ExplainPlan": readers,
        "taoli.rotation.v1.PlanService/CheckPlan": bureaus,
        "taoli.rotation.v1.PlanService/ConsultPlan": bureaus,
        "taoli.rotation.v1.PlanService/RaiseObjection": .roles([.group, .school]),
        "taoli.rotation.v1.PlanService/AnswerObjection": bureaus,
        "taoli.rotation.v1.PlanService/RepairPlan": bureaus,
        "taoli.rotation.v1.PlanService/DecidePlan": bureaus,
        "taoli.rotation.v1.PlanService/WithdrawPlan": bureaus,
        "taoli.rotation.v1.PlacementService/ListPlacements": readers,
        "taoli.rotation.v1.PlacementService/GetPlacement": readers,
        "taoli.rotation.v1.PlacementService/ArrangePlacements": directors,
        "taoli.rotation.v1.PlacementService/NotifyPlacements": directors,
        "taoli.rotation.v1.PlacementService/BeginPlacement": .roles([
            .city, .district, .group, .school,
        ]),
        "taoli.rotation.v1.PlacementService/AppraisePlacement": .roles([
            .city, .district, .group, .school,
        ]),
        "taoli.rotation.v1.PlacementService/ExtendPlacement": directors,
        "taoli.rotation.v1.PlacementService/EndPlacement": directors,
        "taoli.rotation.v1.PlacementService/CompletePlacement": directors,
        "taoli.rotation.v1.PlacementService/GetCertificate": readers,
        "taoli.rotation.v1.PlacementService/ListQuotas": readers,
        "taoli.rotation.v1.EntitlementService/ListReturnDuties": readers,
        "taoli.rotation.v1.EntitlementService/TakeUpDuty": .roles([
            .city, .district, .group, .school,
        ]),
        "taoli.rotation.v1.EntitlementService/SetAllowanceRate": bureaus,
        "taoli.rotation.v1.EntitlementService/ListAllowanceRates": readers,
        "taoli.rotation.v1.EntitlementService/ListAllowances": readers,
        "taoli.rotation.v1.EntitlementService/ListEstablishmentSupport": readers,
    ]

    /// Bureaus, and groups with what they arranged themselves.
    private static let directors = AccessRule.roles([.city, .district, .group])
    private static let bureaus = AccessRule.roles([.city, .district])
    private static let readers = AccessRule.roles([.city, .district, .group, .school, .auditor])
}
