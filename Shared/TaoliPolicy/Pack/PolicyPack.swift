package import TaoliModels

/// The rules of one system, as one file gives them: loaded, checked and never changed.
package struct PolicyPack: Sendable {
    /// `TC`, `JD`, `GT`, `XN`, `SH`, or a bureau's own.
    package let id: String
    /// What the system is called.
    package let name: Wording
    package let document: PolicyDocument
    /// SHA-256 of the file's bytes in hexadecimal: two files with the same version are the same.
    package let version: String
    /// Every rule as it is written, in the file's order.
    package let rules: [PolicyRule]
    let sections: [String: any PolicySection]

    init(
        id: String, name: Wording, document: PolicyDocument, version: String, rules: [PolicyRule],
        sections: [String: any PolicySection]
    ) {
        self.id = id
        self.name = name
        self.document = document
        self.version = version
        self.rules = rules
        self.sections = sections
    }

    /// A section of the pack; one without rules where the file has none.
    package subscript<Section: PolicySection>(_ type: Section.Type) -> Section {
        guard let section = sections[Section.key] as? Section else {
            fatalError("\(Section.key) is no section of PolicySections.all")
        }
        return section
    }
}

/// The document on which a pack rests.
package struct PolicyDocument: Hashable, Sendable {
    /// With its document number, where it has one.
    package let title: String
    /// The document above it; `nil` when none is named.
    package let parent: String?
    package let status: Status
    package let source: RuleSource

    /// Whether the document is issued or out for comment.
    package enum Status: String, CaseIterable, Sendable {
        /// 征求意见稿: a bureau that binds it decides so itself.
        case draft
        /// 已印发
        case inForce = "in_force"
        /// A form whose blanks a bureau fills in.
        case template
    }
}
