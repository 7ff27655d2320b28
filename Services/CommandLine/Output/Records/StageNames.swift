import TaoliModels

/// Names of stages for people; a name that is not known is shown as it came.
func stageNames(_ stages: [String], _ language: Language) -> String {
    guard language == .zh else { return stages.joined(separator: ", ") }
    return stages.map { Stage(rawValue: $0)?.chinese ?? $0 }.joined(separator: "、")
}

extension Array where Element: Hashable {
    /// Each element once, in the order of first appearance.
    var uniqued: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
