package import TaoliModels
package import TaoliPolicy

/// What a unit must have for a school year, and how far it is (TC-4, TC-5).
package struct DueDocuments: Sendable {
    /// Every document asked for, in the pack's order.
    package let rows: [DueDocument]
    /// Every chapter asked for, with the documents that cover it.
    package let chapters: [ChapterCoverage]

    /// - Parameters:
    ///   - documents: all of the unit.
    ///   - schools: the unit's on `day`.
    package init(
        _ pack: PolicyPack, of unit: UnitReference.Kind, year: SchoolYear, _ documents: [Document],
        _ schools: UnitSchools, on day: CalendarDate
    ) {
        let kinds = pack[DocumentsSection.self].kinds.filter { $0.owner.unit == unit }
        rows = kinds.flatMap { kind in
            Self.periods(kind.every, year).map { period in
                let found = documents.last {
                    $0.kind == kind.id && $0.period.overlaps(period)
                }
                return DueDocument(kind, period, found, schools, pack, on: day)
            }
        }
        let standing = documents.filter { $0.period.covers(year) }.compactMap { document in
            document.version(on: day).map { (document, $0) }
        }
        let names = Set(kinds.map(\.id))
        chapters = pack[DocumentsSection.self].chapters
            .filter { !names.isDisjoint(with: $0.documents) }
            .map { rule in
                ChapterCoverage(
                    rule: rule,
                    documents: standing.filter {
                        rule.documents.contains($0.0.kind) && $0.1.chapters.contains(rule.id)
                    }.map(\.0.id))
            }
    }

    /// Nothing is missing and every chapter is covered.
    package var isComplete: Bool {
        rows.allSatisfy { $0.state.isDone } && chapters.allSatisfy { !$0.documents.isEmpty }
    }

    private static func periods(_ rhythm: DocumentRule.Rhythm, _ year: SchoolYear)
        -> [DocumentPeriod]
    {
        switch rhythm {
        case .once: [.standing]
        case .schoolYear, .threeYears: [.year(year)]
        case .term: [.term(year, 1), .term(year, 2)]
        }
    }
}

/// A chapter with the documents in force that cover it (TC-5).
package struct ChapterCoverage: Hashable, Sendable {
    /// The chapter.
    package let rule: ChapterRule
    /// Empty when none does.
    package let documents: [DocumentID]
}

/// One document that a unit must have.
package struct DueDocument: Hashable, Sendable {
    /// The rule of the kind.
    package let kind: DocumentRule
    /// For which time; of a three-year document the year asked about.
    package let period: DocumentPeriod
    /// The document; `nil` when there is none.
    package let document: DocumentID?
    /// The version that the state is about; `nil` when there is none.
    package let number: Int?
    package let state: State
    /// For whose acceptance the newest version waits.
    package let waiting: DocumentWaiting

    /// How far it is.
    package enum State: String, CaseIterable, Sendable {
        /// Nothing was proposed.
        case missing
        /// A version waits for acceptance, and none holds.
        case proposed
        /// A version holds and is to be filed.
        case toFile = "to_file"
        /// The bureau returned the version: another is asked for.
        case returned
        /// A version holds and is on file where that is asked for.
        case done

        /// Nothing is left to do.
        package var isDone: Bool { self == .done }
    }

    init(
        _ kind: DocumentRule, _ period: DocumentPeriod, _ document: Document?,
        _ schools: UnitSchools, _ pack: PolicyPack, on day: CalendarDate
    ) {
        self.kind = kind
        self.period = period
        self.document = document?.id
        let held = document?.version(on: day)
        number = (held ?? document?.latest)?.number
        state = Self.state(kind, document, held)
        if let latest = document?.latest, let rules = try? DocumentRules(kind.id, in: pack) {
            waiting = rules.waiting(latest, schools)
        } else {
            waiting = .nobody
        }
    }

    private static func state(
        _ kind: DocumentRule, _ document: Document?, _ held: DocumentVersion?
    ) -> State {
        guard let document, document.latest != nil else { return .missing }
        guard let held else { return .proposed }
        guard kind.filedWith != nil else { return .done }
        switch held.filing?.outcome {
        case .filed: return .done
        case .returned: return .returned
        case nil: return .toFile
        }
    }
}
