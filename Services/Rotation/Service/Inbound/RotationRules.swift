import TaoliModels
import TaoliRuntime

/// Who may call what. Which groups a caller sees: districts in the database, group and school in
/// UnitQuery.
enum RotationRules {
    static let all: AuthorizationRules = [
        "taoli.rotation.v1.RotationUnitService/ListRotationUnits":
            .roles([.city, .district, .group, .school, .auditor])
    ]
}
