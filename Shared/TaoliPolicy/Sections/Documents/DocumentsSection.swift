package import TaoliModels

/// The documents that a unit, a school or a case has (TC-4, TC-5, XN-32, GT-13, SH-2, SH-5, SH-17).
package struct DocumentsSection: PolicySection {
    package static let key = "documents"

    /// In the order of the file.
    package let kinds: [DocumentRule]
    /// In the order of the file.
    package let chapters: [ChapterRule]

    package init(_ reader: PolicyReader) {
        kinds = reader.rules("kinds", DocumentRule.init)
        chapters = reader.rules("chapters", ChapterRule.init)
    }

    package func references(in pack: PolicyPack, _ report: PolicyReport) {
        let names = kinds.map(\.id)
        for chapter in chapters {
            chapter.documents.forEach {
                report.expect($0, in: names, of: "documents.kinds", at: chapter.source, "documents")
            }
        }
        let actors = pack[ActorsSection.self].kinds.map(\.id)
        let bodies = pack[BodiesSection.self].kinds.map(\.id)
        for kind in kinds {
            if let actor = kind.filedWith {
                report.expect(actor, in: actors, of: "actors.kinds", at: kind.source, "filed_with")
            }
            if kind.acceptedBy == .council {
                report.expect(
                    "council", in: bodies, of: "bodies.kinds", at: kind.source, "accepted_by")
            }
        }
    }
}

/// A kind of document.
package struct DocumentRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    package let owner: Owner
    /// How often a new one is due.
    package let every: Rhythm
    /// Who must accept a version before it holds; `nil` when nobody must.
    package let acceptedBy: Acceptance?
    /// The actor that gets it on file; `nil` when it goes nowhere.
    package let filedWith: String?
    package let source: RuleSource

    /// Whose document it is.
    package enum Owner: String, CaseIterable, Sendable {
        /// Its unit: the group, a school, a district.
        case group, school, district
        /// A paper of one case.
        case `case`
    }

    /// How often a new one is due.
    package enum Rhythm: String, CaseIterable, Sendable {
        /// Stands until it is changed.
        case once
        /// One a school year.
        case schoolYear = "school_year"
        /// One in three years.
        case threeYears = "three_years"
        /// One a term.
        case term
    }

    /// Who accepts.
    package enum Acceptance: String, CaseIterable, Sendable {
        /// Each member school by itself.
        case members
        /// The council, by its vote.
        case council
    }

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        owner = reader.choice("of")
        every = reader.choice("every")
        acceptedBy = reader.optionalChoice("accepted_by")
        filedWith = reader.optionalText("filed_with")
        source = reader.source()
    }
}

/// A chapter that some documents must cover together (TC-5).
package struct ChapterRule: Hashable, Sendable {
    /// The rule's own id in its list.
    package let id: String
    /// In the words of the system.
    package let name: Wording
    /// The document kinds of which at least one must cover it.
    package let documents: [String]
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        name = reader.wording("name")
        documents = reader.texts("documents")
        source = reader.source()
    }
}
