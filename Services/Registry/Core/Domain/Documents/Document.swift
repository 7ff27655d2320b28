package import TaoliModels

/// A document of a unit with all its versions (TC-4, XN-32, GT-13, SH-2, SH-5, SH-17).
package struct Document: Hashable, Sendable {
    package let id: DocumentID
    /// The pack's id, e.g. `TC`.
    package let pack: String
    /// The version of the pack by which it was begun.
    package let packVersion: String
    /// The id of its kind in the pack, e.g. `year_plan`.
    package let kind: String
    /// Whose it is.
    package internal(set) var owner: UnitOwnership
    package let period: DocumentPeriod
    /// Oldest first, numbered from 1 without gaps.
    package internal(set) var versions: [DocumentVersion]
    /// Sequence of its last event.
    package internal(set) var version: Int64

    package init(
        id: DocumentID, pack: String, packVersion: String, kind: String, owner: UnitOwnership,
        period: DocumentPeriod, versions: [DocumentVersion], version: Int64
    ) {
        self.id = id
        self.pack = pack
        self.packVersion = packVersion
        self.kind = kind
        self.owner = owner
        self.period = period
        self.versions = versions
        self.version = version
    }

    /// The version that holds on that day: the last that came into force by then.
    package func version(on date: CalendarDate) -> DocumentVersion? {
        versions.last { $0.inForceFrom.map { $0 <= date } ?? false }
    }

    /// The newest version.
    package var latest: DocumentVersion? { versions.last }

    /// The version of that number.
    package func version(numbered number: Int) -> DocumentVersion? {
        versions.first { $0.number == number }
    }

    /// The same document where its unit concerns other districts now.
    package func concerning(_ districts: [DistrictCode]) -> Document {
        var document = self
        document.owner = owner.concerning(districts)
        return document
    }
}

/// For which time a document is.
package enum DocumentPeriod: Hashable, Sendable {
    /// It stands until it is changed.
    case standing
    case year(SchoolYear)
    /// Three school years, from this one on.
    case threeYears(from: SchoolYear)
    /// The first or second term of a school year.
    case term(SchoolYear, Int)

    /// Whether it is for that school year, or part of it.
    package func covers(_ year: SchoolYear) -> Bool {
        switch self {
        case .standing: true
        case .year(let own), .term(let own, _): own == year
        case .threeYears(let first):
            (first.startYear...first.startYear + 2).contains(year.startYear)
        }
    }

    /// Whether both are for some same time.
    package func overlaps(_ other: DocumentPeriod) -> Bool {
        switch (self, other) {
        case (.term(let year, let number), .term(let otherYear, let otherNumber)):
            year == otherYear && number == otherNumber
        case (.standing, _), (_, .standing): true
        case (.threeYears(let first), _):
            (0...2).contains {
                other.covers(SchoolYear(startYear: first.startYear + $0))
            }
        case (.year(let year), _), (.term(let year, _), _): other.covers(year)
        }
    }

    /// As people read it, e.g. `2026-2027`; empty for a standing document.
    package var text: String {
        switch self {
        case .standing: ""
        case .year(let year): year.description
        case .threeYears(let first): "\(first.startYear)-\(first.startYear + 3)"
        case .term(let year, let number): "\(year)/\(number)"
        }
    }
}

/// One version of a document. Its content never changes; what happens to it is added.
package struct DocumentVersion: Hashable, Sendable {
    /// From 1.
    package let number: Int
    /// 1 to `RegistryLimits.nameMax` characters.
    package let title: String
    package let content: DocumentContent
    /// Ids of the pack's chapters that it covers (TC-5).
    package let chapters: [String]
    /// The day on which it was proposed.
    package let proposedOn: CalendarDate
    /// Who proposed it.
    package let proposedBy: CaseSignature
    /// Oldest first.
    package internal(set) var acceptances: [DocumentAcceptance]
    /// First day on which it holds; `nil` until everybody accepted who must.
    package internal(set) var inForceFrom: CalendarDate?
    /// What the bureau's section did with it; `nil` while nothing.
    package internal(set) var filing: DocumentFiling?

    package init(
        number: Int, title: String, content: DocumentContent, chapters: [String],
        proposedOn: CalendarDate, proposedBy: CaseSignature, acceptances: [DocumentAcceptance],
        inForceFrom: CalendarDate?, filing: DocumentFiling?
    ) {
        self.number = number
        self.title = title
        self.content = content
        self.chapters = chapters
        self.proposedOn = proposedOn
        self.proposedBy = proposedBy
        self.acceptances = acceptances
        self.inForceFrom = inForceFrom
        self.filing = filing
    }

    /// Schools that accepted it.
    package var acceptedBy: Set<SchoolID> {
        Set(acceptances.compactMap { if case .school(let id) = $0.by { id } else { nil } })
    }
}

/// What a version says, as its bytes or where they lie.
package struct DocumentContent: Hashable, Sendable {
    /// Of the bytes, in hexadecimal.
    package let sha256: String
    /// In bytes.
    package let size: Int
    package let mediaType: MediaType
    /// Where it lies, 1 to `RegistryLimits.referenceMax` characters; `nil` where it is kept here.
    package let reference: String?

    /// What may be kept.
    package enum MediaType: String, CaseIterable, Sendable {
        /// UTF-8 text.
        case text = "text/plain"
        /// A PDF file.
        case pdf = "application/pdf"
    }

    package init(sha256: String, size: Int, mediaType: MediaType, reference: String?) {
        self.sha256 = sha256
        self.size = size
        self.mediaType = mediaType
        self.reference = reference
    }
}

/// Somebody accepted a version.
package struct DocumentAcceptance: Hashable, Sendable {
    /// Who accepted.
    package let by: Acceptor
    /// The day on which it was recorded.
    package let on: CalendarDate
    /// Who recorded it.
    package let recordedBy: CaseSignature

    /// Who accepts.
    package enum Acceptor: Hashable, Sendable {
        case school(SchoolID)
        /// The council, by this resolution.
        case council(ResolutionID)
    }

    package init(by: Acceptor, on: CalendarDate, recordedBy: CaseSignature) {
        self.by = by
        self.on = on
        self.recordedBy = recordedBy
    }
}

/// What the bureau's section did with a version (备案).
package struct DocumentFiling: Hashable, Sendable {
    package let outcome: Outcome
    /// The day of the answer.
    package let on: CalendarDate
    /// Who answered.
    package let by: CaseSignature
    /// Its number on file, or why it was returned.
    package let note: String

    /// How the bureau answered.
    package enum Outcome: String, CaseIterable, Sendable {
        /// 已备案
        case filed
        /// 退回: another version is asked for.
        case returned
    }

    package init(outcome: Outcome, on: CalendarDate, by: CaseSignature, note: String) {
        self.outcome = outcome
        self.on = on
        self.by = by
        self.note = note
    }
}
