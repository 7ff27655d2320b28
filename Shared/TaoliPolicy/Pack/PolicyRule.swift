/// One rule as a reader of the pack sees it.
package struct PolicyRule: Hashable, Sendable {
    package let source: RuleSource
    /// Its settings without id, clause and nested rules: key and text, in the file's order.
    package let settings: [Setting]

    /// One key of a rule with its value as text.
    package struct Setting: Hashable, Sendable {
        /// As the file writes it.
        package let key: String
        /// On one line.
        package let value: String
    }

    /// `at_most: 10, strength: exception`.
    package var text: String {
        settings.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }
}
