package import TaoliModels

/// Collects what reading one file finds: its mistakes, and its rules as they are written.
package final class PolicyReport {
    let file: String
    private(set) var problems: [PolicyProblem] = []
    private(set) var rules: [PolicyRule] = []

    init(file: String) { self.file = file }

    /// Notes a mistake at a rule.
    package func problem(at source: RuleSource, _ what: Wording, fix: Wording) {
        problem(line: source.line, column: source.column, rule: source.rule, what, fix: fix)
    }

    func problem(line: Int, column: Int, rule: String, _ what: Wording, fix: Wording) {
        problems.append(
            PolicyProblem(
                file: file, line: line, column: column, rule: rule, what: what, fix: fix))
    }

    func note(_ rule: PolicyRule) { rules.append(rule) }

    /// The mistakes in the file's order, each once.
    var sorted: [PolicyProblem] {
        var seen: Set<PolicyProblem> = []
        return problems.filter { seen.insert($0).inserted }
            .sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
}
