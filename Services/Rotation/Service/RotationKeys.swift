package import TaoliRuntime
import TaoliModels

/// rotation's own settings.
package enum RotationKeys {
    /// How long one search of a plan's job may take.
    package static let solveSeconds = SettingKey(
        "rotation.solve-seconds", .seconds, default: "120",
        purpose: Wording(
            "后台求解一个方案的时限（秒）；到时给出已有的最好方案及其下界",
            "longest search for one plan in the background; then the best plan so far and its bound"
        ))
    /// How long a search may take while its caller waits.
    package static let explainSeconds = SettingKey(
        "rotation.explain-seconds", .seconds, default: "15",
        purpose: Wording(
            "说明或修补方案时求解的时限（秒）", "longest search while somebody waits for reasons or a repair"))

    /// All of them.
    package static let all = [solveSeconds, explainSeconds]
}
