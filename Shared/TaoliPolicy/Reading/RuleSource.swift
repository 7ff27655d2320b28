/// Where a rule comes from: its place in the pack, and its clause or why it is ours.
package struct RuleSource: Hashable, Sendable {
    /// Dotted path in the pack, e.g. `composition.limits.schools_max`.
    package let rule: String
    /// Clause id of requirements.md, e.g. `XN-3`; `nil` where the rule is ours.
    package let clause: String?
    /// Why we made the rule, or the number of a decision, e.g. `D16`; `nil` for a clause's rule.
    package let ours: String?
    /// Line in the file, from 1.
    package let line: Int
    /// Column in the file, from 1.
    package let column: Int

    package init(rule: String, clause: String?, ours: String?, line: Int, column: Int) {
        self.rule = rule
        self.clause = clause
        self.ours = ours
        self.line = line
        self.column = column
    }

    /// For people: the clause, or `ours`.
    package var citation: String { clause ?? "ours" }
}
