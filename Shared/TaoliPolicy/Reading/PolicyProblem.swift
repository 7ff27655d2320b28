package import TaoliModels

/// One mistake in a pack: where it stands, which rule, what is wrong and the nearest right.
package struct PolicyProblem: Hashable, Sendable {
    /// The file's name as it was given.
    package let file: String
    /// From 1; 0 when the file as a whole is meant.
    package let line: Int
    /// From 1; 0 when the file as a whole is meant.
    package let column: Int
    /// Dotted path of the rule; empty when the file as a whole is meant.
    package let rule: String
    /// What is wrong.
    package let what: Wording
    /// What to write instead.
    package let fix: Wording
}

/// A pack that does not load, with everything that is wrong with it, in the file's order.
package struct PolicyProblems: Error, Hashable, Sendable {
    /// At least one.
    package let problems: [PolicyProblem]
}
