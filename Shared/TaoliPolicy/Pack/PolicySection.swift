/// A part of a pack: one typed value, read from the mapping below its key.
///
/// A new section is one type that conforms and one entry in `PolicySections`.
package protocol PolicySection: Sendable {
    /// Its key at the pack's top level.
    static var key: String { get }

    /// Reads it; what is wrong goes to the reader's report. The mapping is empty when the pack has
    /// no such section.
    init(_ reader: PolicyReader)

    /// Notes every name that a rule uses and nothing defines. Runs whatever else is wrong with the
    /// file, so that one look finds all.
    func references(in pack: PolicyPack, _ report: PolicyReport)

    /// Notes rules that contradict each other, where what it looks at could be read.
    func check(in pack: PolicyPack, _ report: PolicyReport)
}

extension PolicySection {
    /// No rule uses a name.
    package func references(in pack: PolicyPack, _ report: PolicyReport) {}

    /// No rules can contradict each other.
    package func check(in pack: PolicyPack, _ report: PolicyReport) {}
}

/// The sections that a pack may have.
package enum PolicySections {
    static let all: [any PolicySection.Type] = [
        UnitsSection.self, CompositionSection.self, TermsSection.self, BodiesSection.self,
        DocumentsSection.self, CalendarSection.self, ActorsSection.self, ToldSection.self,
        EvidenceSection.self, DeadlinesSection.self, ChainsSection.self, FundsSection.self,
        RotationSection.self, EvaluationSection.self, NotificationSection.self,
    ]
}
