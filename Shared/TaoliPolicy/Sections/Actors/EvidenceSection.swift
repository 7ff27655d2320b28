package import TaoliModels

/// The papers that steps ask for.
package struct EvidenceSection: PolicySection {
    package static let key = "evidence"

    /// In the order of the file.
    package let kinds: [EvidenceRule]

    package init(_ reader: PolicyReader) { kinds = reader.rules("kinds", EvidenceRule.init) }

    /// The paper of that id.
    package func kind(_ id: String) -> EvidenceRule? { kinds.first { $0.id == id } }
}

/// One kind of paper.
package struct EvidenceRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        source = reader.source()
    }
}
