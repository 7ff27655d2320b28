import TaoliModels
import TaoliRuntime

/// Who may call what. Which groups a caller sees: districts in the database, group and school in
/// UnitQuery.
enum EvaluationRules {
    static let all: AuthorizationRules = [
        "taoli.evaluation.v1.EvaluationUnitService/ListEvaluationUnits":
            .roles([.city, .district, .group, .school, .auditor])
    ]
}
