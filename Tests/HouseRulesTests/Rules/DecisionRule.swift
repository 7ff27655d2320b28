/// A decision record says why, what, what follows, and what else was tried.
enum DecisionRule {
    static let sections = ["## Context", "## Decision", "## Consequences", "## Alternatives tried"]

    static func check(_ file: SourceFile) -> [Violation] {
        let titles = Set(file.lines.map { String($0.text) })
        return sections.filter { !titles.contains($0) }.map {
            Violation(file.path, "has no section '\($0)'")
        }
    }
}
