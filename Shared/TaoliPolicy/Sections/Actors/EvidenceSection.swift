package import TaoliModels

/// The papers that steps ask for.
package struct EvidenceSection: PolicySection {
    package static let key = "evidence"

    package let kinds: [EvidenceRule]

    package init(_ reader: PolicyReader) { kinds = reader.rules("kinds", EvidenceRule.init) }

    package func check(in pack: PolicyPack, _ report: PolicyReport) {}

    /// The paper of that id.
    package func kind(_ id: String) -> EvidenceRule? { kinds.first { $0.id == id } }
}

/// One kind of paper.
package struct EvidenceRule: Hashable, Sendable {
    package let id: String
    package let name: Wording
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        source = reader.source()
    }
}
